#pragma once
// What queries read: a row for every session, the events of each, and answers about many. Everything in a store can be
// made again from the journal and the events, so a store only has to be right, not first.
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "journey/summary.hpp"
#include "store/query.hpp"

namespace sj::store {

/// A session that was shown, and its events that the store does not have yet.
struct SessionSave {
  std::string project_id, session_id;
  std::string records;  ///< EventLog records, in order of acceptance; may be empty
};

/// A session that changed, for live streams.
struct Change {
  std::string session_id;
  std::uint64_t accept_seq = 0;  ///< of its newest event, or what it was marked with if that is newer
};

/// Events beyond which reading a session takes longer than an I/O thread should be held: some milliseconds.
inline constexpr std::uint32_t large_session_events = 1'000;

/// Contract for every implementation; store/conformance/ holds each to it.
///
/// Threads: all members may be called from any thread. Writes of one session come from one thread at a time.
///
/// Visibility: what `show` was given is in every answer about many from the return of the call on, what `save` was
/// given in `events`.
///
/// Durability: `show` promises none. What `save` was given, and the rows that were shown before, survive a crash once a
/// later `sync` returned without an error; until then they may be lost as a whole or in part, but a session's row is
/// never kept without its events.
///
/// Idempotence: saving the same records twice would keep them twice; the caller knows what is saved (`stored_events`).
///
/// Isolation: no call answers with anything of another project.
class Store {
 public:
  virtual ~Store() = default;

  /// Replaces the rows of these sessions of one project.
  virtual Result<void> show(std::string_view project_id, std::span<const journey::Summary> sessions) = 0;

  /// Appends events and keeps the row that was shown last, each session at once. Errc::refused: a session was never
  /// shown.
  virtual Result<void> save(std::span<const SessionSave> sessions) = 0;

  /// How many writes (`save`, `set_note`) there were ever; what a later start still finds of them is what was synced.
  [[nodiscard]] virtual std::uint64_t position() = 0;

  /// Makes everything written before the call survive a crash. OK means that it is known to be on the disk, not that
  /// something said so.
  virtual Result<void> sync() = 0;

  enum class Condition : std::uint8_t {
    sound,
    read_only,  ///< opened so: writes are refused with Errc::unavailable
    failed,     ///< a write, a sync or a background job failed: only opening again mends it; reads may go on
    damaged,    ///< the same, because of bytes that do not check out: merging would meet them again
  };
  [[nodiscard]] virtual Condition condition() = 0;

  /// The stored records of a session, in order of acceptance; nullopt if the project has no stored session of this id.
  [[nodiscard]] virtual Result<std::optional<std::string>> events(std::string_view project_id,
                                                                  std::string_view session_id) = 0;

  /// Whether there may be stored events of this session. Fast, and never a false no.
  [[nodiscard]] virtual bool has_events(std::string_view project_id, std::string_view session_id) = 0;

  /// Whether the session's row told of more than `large_session_events`, now or ever. Fast.
  [[nodiscard]] virtual bool is_large(std::string_view project_id, std::string_view session_id) = 0;

  /// All events of this session that were accepted through this accept_seq were saved; 0: that cannot be told. Fast.
  [[nodiscard]] virtual std::uint64_t saved_through(std::string_view project_id, std::string_view session_id) = 0;

  /// The row; nullopt if there is none.
  [[nodiscard]] virtual Result<std::optional<journey::Summary>> find(std::string_view project_id,
                                                                     std::string_view session_id) = 0;

  /// A page of rows in the order of the query's sort, ties by ascending session id.
  [[nodiscard]] virtual Result<Page> list(const Scope& scope, const ListQuery& query) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> count(const Scope& scope, const Filter& filter) = 0;

  /// Other sessions that share a server-sent email, user id or submission id with this row, newest first.
  [[nodiscard]] virtual Result<std::vector<journey::Summary>> linked(std::string_view project_id,
                                                                     const journey::Summary& session,
                                                                     std::size_t limit) = 0;

  [[nodiscard]] virtual Result<Funnel> funnel(const Scope& scope, const Filter& filter) = 0;
  /// `edges` are the buckets' bounds, rising; bucket i is [edges[i], edges[i+1]) of the filter's time field.
  [[nodiscard]] virtual Result<std::vector<OutcomeBucket>> outcomes(const Scope& scope, const Filter& filter,
                                                                    std::span<const TimeMs> edges) = 0;
  [[nodiscard]] virtual Result<std::vector<ReasonCount>> reasons(const Scope& scope, const Filter& filter) = 0;
  [[nodiscard]] virtual Result<std::vector<ValueCount>> errors(const Scope& scope, const Filter& filter) = 0;
  [[nodiscard]] virtual Result<Dropoffs> dropoffs(const Scope& scope, const Filter& filter) = 0;
  [[nodiscard]] virtual Result<std::vector<CheckStatistics>> checks(const Scope& scope, const Filter& filter) = 0;

  /// These sessions have events that their rows do not tell of yet: `changes` tells of them by their rows of now, at
  /// this accept_seq. Sessions without a row are passed over. Not kept.
  virtual void mark_changed(std::string_view project_id, std::span<const Change> changes) = 0;
  /// Sessions that match and whose newest event or mark is after `accept_seq`, by that event, at most `limit`.
  [[nodiscard]] virtual Result<std::vector<Change>> changes(const Scope& scope, const Filter& filter,
                                                            std::uint64_t accept_seq, std::size_t limit) = 0;
  /// Sessions that match and that became DROPPED by time alone within (after, until], at most `limit`.
  [[nodiscard]] virtual Result<std::vector<std::string>> dropped_between(const Scope& scope, const Filter& filter,
                                                                         TimeMs after, TimeMs until,
                                                                         std::size_t limit) = 0;
  /// Greatest accept_seq of any row of any project; 0 if there is none.
  [[nodiscard]] virtual std::uint64_t last_accept_seq() = 0;

  /// Names of all sessions with stored events, for making rows again after a change of the rules.
  virtual Result<void> each_session(std::string_view project_id,
                                    const std::function<Result<void>(const std::string& session_id)>& visit) = 0;

  /// Session ids by project, of rows that are not in this version's form: only their fronts are known. Until they are
  /// shown and saved again, lists that they stand in fail.
  [[nodiscard]] virtual std::map<std::string, std::vector<std::string>> undecoded_rows() const { return {}; }

  /// A small text kept under a name, durable after a later `sync`: the format, the rules that rows were made by, what
  /// belongs together.
  [[nodiscard]] virtual Result<std::optional<std::string>> note(std::string_view name) = 0;
  virtual Result<void> set_note(std::string_view name, std::string_view value) = 0;

  struct Sizes {
    std::uint64_t sessions = 0, disk_bytes = 0, memory_bytes = 0;
  };
  [[nodiscard]] virtual Sizes sizes() = 0;
};

}  // namespace sj::store
