#pragma once
// A store whose questions about many sessions are answered by a SessionTable in memory. Where rows and events are kept
// is for the stores that derive from it (memory/, rocksdb/).
#include <filesystem>
#include <map>
#include <memory>

#include "base/mutex.hpp"
#include "store/store.hpp"
#include "store/table/check_part.hpp"
#include "store/table/funnel_part.hpp"
#include "store/table/list.hpp"
#include "store/table/part_cache.hpp"
#include "store/table/row_cache.hpp"
#include "store/table/session_table.hpp"

namespace sj::store {

/// The newest accept_seq of rows that lag or lagged: newer than the row's own.
using ChangeMarks = std::map<RowNumber, std::uint64_t>;

class TableStore : public Store {
 public:
  Result<void> show(std::string_view project_id, std::span<const journey::Summary> sessions) final;
  Result<void> save(std::span<const SessionSave> sessions) final;
  Result<std::optional<std::string>> events(std::string_view project_id, std::string_view session_id) final;
  bool has_events(std::string_view project_id, std::string_view session_id) final;
  bool is_large(std::string_view project_id, std::string_view session_id) final;
  std::uint64_t saved_through(std::string_view project_id, std::string_view session_id) final;
  Result<std::optional<journey::Summary>> find(std::string_view project_id, std::string_view session_id) final;
  Result<Page> list(const Scope& scope, const ListQuery& query) final;
  Result<std::uint64_t> count(const Scope& scope, const Filter& filter) final;
  Result<std::vector<journey::Summary>> linked(std::string_view project_id, const journey::Summary& session,
                                               std::size_t limit) final;
  Result<Funnel> funnel(const Scope& scope, const Filter& filter) final;
  Result<std::vector<OutcomeBucket>> outcomes(const Scope& scope, const Filter& filter,
                                              std::span<const TimeMs> edges) final;
  Result<std::vector<ReasonCount>> reasons(const Scope& scope, const Filter& filter) final;
  Result<std::vector<ValueCount>> errors(const Scope& scope, const Filter& filter) final;
  Result<Dropoffs> dropoffs(const Scope& scope, const Filter& filter) final;
  Result<std::vector<CheckStatistics>> checks(const Scope& scope, const Filter& filter) final;
  void mark_changed(std::string_view project_id, std::span<const Change> changes) final;
  Result<std::vector<Change>> changes(const Scope& scope, const Filter& filter, std::uint64_t accept_seq,
                                      std::size_t limit) final;
  Result<std::vector<std::string>> dropped_between(const Scope& scope, const Filter& filter, TimeMs after, TimeMs until,
                                                   std::size_t limit) final;
  std::uint64_t last_accept_seq() final;
  Result<void> each_session(std::string_view project_id,
                            const std::function<Result<void>(const std::string&)>& visit) final;
  Sizes sizes() final;
  // Of stores that have no disk that could fail.
  std::uint64_t position() override { return 0; }
  Condition condition() override { return Condition::sound; }

 protected:
  /// One session to write: its number within the project and what is to be kept, beside what is.
  struct Write {
    std::string_view project_id;
    RowNumber number = 0;
    std::string row;           ///< encode_summary; empty: the one that is kept is the newest
    std::string_view records;  ///< may be empty
  };
  virtual Result<void> write(std::span<const Write> writes) = 0;
  /// Rows as they were written, in the order asked for; a row that was never written is empty.
  virtual Result<std::vector<std::string>> read_rows(std::string_view project_id, std::span<const RowNumber> rows) = 0;
  /// All records of a session; nullopt if none were written.
  virtual Result<std::optional<std::string>> read_events(std::string_view project_id, RowNumber row) = 0;
  virtual std::uint64_t disk_bytes() = 0;

  /// Puts a row that was read back into the table. Only while the store is being opened; `end_restore` comes last.
  void restore(std::string_view project_id, RowNumber number, const journey::Summary& summary);
  void end_restore();
  /// The same for all rows at once, from a file that `keep_tables` wrote at this mark; false if there is none.
  [[nodiscard]] bool restore_tables(const std::filesystem::path& path, std::uint64_t mark);
  /// Writes such a file, unless there are rows that were shown and are not written. Only when nobody uses the store any
  /// more.
  [[nodiscard]] Result<void> keep_tables(const std::filesystem::path& path, std::uint64_t mark);

 private:
  static constexpr std::size_t questions_kept = 4;           ///< each up to 15 MB for a million sessions
  static constexpr std::size_t row_cache_bytes = 16u << 20;  ///< some 30 000 rows

  struct Project {
    std::string id;
    std::uint64_t place = 0;   ///< among all projects
    mutable SharedMutex turn;  ///< taken first by everyone, so that readers cannot shut a writer out
    mutable SharedMutex rows;
    SessionTable table SJ_GUARDED_BY(rows);
    /// Rows that were shown and are not written yet.
    std::map<RowNumber, std::string> unsaved SJ_GUARDED_BY(rows);
    ChangeMarks marks SJ_GUARDED_BY(rows);
    PartCache<FunnelPart> funnels{questions_kept};
    PartCache<CheckPart> checks{questions_kept};
  };
  static void put(Project& project, const journey::Summary& summary, std::string row) SJ_REQUIRES(project.rows);

  struct Rows {
    std::vector<RowNumber> numbers;
    std::vector<std::string> unsaved;  ///< of each number; empty: the row is written
  };
  class Reading;
  class Writing;

  Project* project(std::string_view id);
  Project& project_or_new(std::string_view id);
  /// With the lock that the numbers were found under: a reader waits for it only once.
  static Rows rows_of(const Project& project, std::vector<RowNumber> numbers) SJ_REQUIRES_SHARED(project.rows);
  Result<std::vector<journey::Summary>> summaries(const Project& project, const Rows& rows);
  Result<std::vector<std::string>> written_rows(const Project& project, std::span<const RowNumber> rows);
  template <class Answer>
  Result<Answer> over(const Scope& scope, const Filter& filter,
                      const std::function<Answer(const Selection&, const SessionTable&)>& ask);

  SharedMutex projects_mutex_;
  std::map<std::string, std::unique_ptr<Project>, std::less<>> projects_ SJ_GUARDED_BY(projects_mutex_);
  RowCache row_cache_{row_cache_bytes};
};

}  // namespace sj::store
