#pragma once
// A store that can be closed and opened again while others use it: a disk that failed for a moment costs a pause, not
// the process. Whoever asks meanwhile is told so (Errc::unavailable).
//
// Threads: as Store; `close` and `open` by one thread at a time. `close` waits for the questions that are being
// answered.
#include <atomic>
#include <memory>

#include "base/mutex.hpp"
#include "store/store.hpp"

namespace sj::store {

class ReopenableStore final : public Store {
 public:
  /// What is asked from now on goes to this one.
  void open(std::shared_ptr<Store> store);
  /// Lets go of it, once nobody uses it through here any more.
  void close();

  Result<void> show(std::string_view project_id, std::span<const journey::Summary> sessions) override;
  Result<void> save(std::span<const SessionSave> sessions) override;
  std::uint64_t position() override;
  Result<void> sync() override;
  /// `failed` while it is closed.
  Condition condition() override;
  Result<std::optional<std::string>> events(std::string_view project_id, std::string_view session_id) override;
  bool has_events(std::string_view project_id, std::string_view session_id) override;
  bool is_large(std::string_view project_id, std::string_view session_id) override;
  void mark_changed(std::string_view project_id, std::span<const Change> changes) override;
  std::uint64_t saved_through(std::string_view project_id, std::string_view session_id) override;
  Result<std::optional<journey::Summary>> find(std::string_view project_id, std::string_view session_id) override;
  Result<Page> list(const Scope& scope, const ListQuery& query) override;
  Result<std::uint64_t> count(const Scope& scope, const Filter& filter) override;
  Result<std::vector<journey::Summary>> linked(std::string_view project_id, const journey::Summary& session,
                                               std::size_t limit) override;
  Result<Funnel> funnel(const Scope& scope, const Filter& filter) override;
  Result<std::vector<OutcomeBucket>> outcomes(const Scope& scope, const Filter& filter,
                                              std::span<const TimeMs> edges) override;
  Result<std::vector<ReasonCount>> reasons(const Scope& scope, const Filter& filter) override;
  Result<std::vector<ValueCount>> errors(const Scope& scope, const Filter& filter) override;
  Result<Dropoffs> dropoffs(const Scope& scope, const Filter& filter) override;
  Result<std::vector<CheckStatistics>> checks(const Scope& scope, const Filter& filter) override;
  Result<std::vector<Change>> changes(const Scope& scope, const Filter& filter, std::uint64_t accept_seq,
                                      std::size_t limit) override;
  Result<std::vector<std::string>> dropped_between(const Scope& scope, const Filter& filter, TimeMs after, TimeMs until,
                                                   std::size_t limit) override;
  std::uint64_t last_accept_seq() override;
  Result<void> each_session(std::string_view project_id,
                            const std::function<Result<void>(const std::string& session_id)>& visit) override;
  Result<std::optional<std::string>> note(std::string_view name) override;
  Result<void> set_note(std::string_view name, std::string_view value) override;
  Sizes sizes() override;

 private:
  template <class Ask>
  auto ask(Ask ask) -> decltype(ask(std::declval<Store&>()));
  /// The same where a closed store has an answer.
  template <class Ask, class Answer>
  Answer ask_or(Answer closed, Ask ask);

  std::atomic<bool> closed_ = true;  ///< looked at first, so that those who ask do not keep the one who closes waiting
  SharedMutex mutex_;                ///< held shared while a question is answered
  std::shared_ptr<Store> store_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj::store
