#pragma once
// The way in: batches are checked against what their sessions have, written to the journal in groups, and acknowledged
// when synced. Behind it the open sessions are folded into rows (projector.hpp) and kept in the store (keeper.hpp).
//
// Threads: submit and the readers may be called from any thread; one writer thread, one projector and one keeper belong
// to the object.
#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>

#include "base/clock.hpp"
#include "base/mutex.hpp"
#include "base/room.hpp"
#include "ingest/batch.hpp"
#include "ingest/keeper.hpp"
#include "ingest/open_sessions.hpp"
#include "ingest/projector.hpp"
#include "ingest/row_renewal.hpp"
#include "ingest/turn_queue.hpp"

namespace sj::ingest {

struct IngestOptions {
  /// Of batches waiting for the journal; beyond it senders whose project has its share get "unavailable".
  std::size_t queue_bytes_max = 64u << 20;
  std::size_t group_bytes_max = 8u << 20;  ///< written and synced together
  /// How long a group waits for a keeper that is far behind; then it is refused if the journal is still too long.
  std::chrono::milliseconds keeper_wait_max{200};
  Room* room = nullptr;  ///< of the disk that all is written to; null: there is always enough
  /// After a start groups wait until then, while what a crash left in the journal is on its way into the store.
  std::chrono::milliseconds starting_max{10'000};
  FeQuota fe_quota;  ///< of each session
  JournalOptions journal;
  ProjectorOptions projector;
  KeeperOptions keeper;
};

/// What became of a batch, beside what Admission rejected.
struct IngestResult {
  std::uint32_t accepted = 0, duplicates = 0;
  std::vector<Rejection> rejected;  ///< session_full
};

/// Why a batch was not taken although nothing is wrong with it: the sender is told to come back.
enum class Refusal : std::uint8_t {
  queue_full,
  open_sessions_full,
  disk,       ///< it refuses
  disk_full,  ///< as told by Room, before it refuses
  clock,      ///< ours is wrong, see clock_watch.hpp
  stopping,
  starting,  ///< there is no room yet, because of what a crash left in the journal
};
/// In words for the sender.
[[nodiscard]] Error error_of(Refusal why);

/// Told what became of batches; called on the writer's thread, `on_refused` on any.
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  virtual void on_refused(Refusal why) = 0;
  virtual void on_sync(std::size_t batches, std::size_t events, double seconds) = 0;
};

class Ingest {
 public:
  /// Replays the journal in `directory` into the open sessions, then takes batches. Everything given must outlive it;
  /// `observer` may be null.
  static Result<std::unique_ptr<Ingest>> open(store::Store& store, FileSystem& files, const Clock& clock,
                                              const std::filesystem::path& directory, const RulesOf& rules,
                                              const IngestOptions& options, IngestObserver* observer = nullptr);
  ~Ingest();

  /// For when the store has to be opened again: takes nothing more, finishes what was taken, and forgets what is in
  /// memory, since the journal has all of it. When it returns, nobody uses the store on behalf of this any more.
  void suspend();
  /// Replays the journal, as `open` does, and takes batches again. When it fails, it is as suspended as before.
  Result<void> resume();

  using Done = std::function<void(Result<IngestResult>)>;
  /// `done` is called once, on the writer's thread when every accepted event is durable, or, there or before submit
  /// returns, with an error when nothing of the batch was taken. The batch and its rejections come back to the caller
  /// in `done`'s captures, not here.
  void submit(std::shared_ptr<Batch> batch, Done done);

  /// All acknowledged events of a session; nullopt if there are none.
  [[nodiscard]] Result<std::optional<EventLog>> events(std::string_view project_id, std::string_view session_id);

  /// Why nothing can be taken at the moment, in words for the operator; nullopt: events are taken.
  [[nodiscard]] std::optional<std::string> hindrance();

  /// Everything acknowledged so far is in lists and counts when this returns.
  void project_now() { projector_.run_all(); }

  /// Takes no more, finishes what was taken, moves all to the store. Safe to call twice. What does not get done before
  /// the deadline is in the journal and done by the next start.
  void stop(std::chrono::steady_clock::duration deadline = std::chrono::seconds(4));

  /// Makes the rows of these sessions again by the rules of now; Errc::unavailable while suspended.
  Result<void> renew_rows(const std::string& project_id, std::span<const std::string> session_ids);
  [[nodiscard]] RowRenewal& row_renewal() { return row_renewal_; }

  struct Backlog {
    std::size_t queued_bytes = 0, open_sessions = 0, open_bytes = 0, sessions_aside = 0;
    std::uint64_t journal_bytes = 0;
  };
  [[nodiscard]] Backlog backlog();
  /// Every event up to this accept_seq can be read.
  [[nodiscard]] std::uint64_t committed_through() const { return committed_.load(); }
  /// Every event up to this accept_seq is told of by `changes` of the store.
  [[nodiscard]] std::uint64_t shown_through() const { return projector_.shown_through(); }

 private:
  /// Events of one session that stand next to each other in a batch.
  struct Run {
    OpenSession* session;
    std::size_t begin, end;
  };
  struct Waiting {
    std::shared_ptr<Batch> batch;
    Done done;
    std::vector<Run> runs;
    IngestResult outcome;
    std::string journal_record;
  };

  Ingest(store::Store& store, FileSystem& files, const Clock& clock, std::filesystem::path directory,
         const RulesOf& rules, const IngestOptions& options, IngestObserver* observer);
  Result<void> open_journal();
  void forget_everything();
  Result<void> replay(std::span<const std::string_view> records);
  Result<std::uint64_t> replay_part(std::span<const std::string_view> records, std::size_t part, std::size_t parts);
  Result<std::uint64_t> replay_event(Shard& shard, std::string_view project_id, std::string_view session_id,
                                     std::string_view bytes, SteadyTime now);
  [[nodiscard]] bool disk_is_full() { return options_.room && options_.room->is_short(); }
  [[nodiscard]] bool store_takes_writes() { return store_.condition() == store::Store::Condition::sound; }
  [[nodiscard]] bool takes_no_more() const { return stopping_ || suspended_; }
  /// The error to answer with if the batch was not queued; `done` is taken only if it was.
  std::optional<Error> enqueue(std::shared_ptr<Batch>& batch, Done& done);
  std::optional<Refusal> reserve(const Batch& batch);
  Error refused(Refusal why);
  /// Acknowledged records of a session that is in memory; nullopt: it is not.
  Result<std::optional<std::string>> open_events(std::string_view project_id, std::string_view session_id);
  Result<std::vector<Run>> pin_runs(const Batch& batch);
  void unpin_runs(const std::vector<Run>& runs);
  void write_groups();
  std::deque<Waiting> next_group();
  void turn_to_one_with_memory_left() SJ_REQUIRES(mutex_);
  bool wait_for_keeper(const std::deque<Waiting>& group);
  /// Beyond it the writer waits for the keeper.
  [[nodiscard]] std::size_t memory_max() const;
  [[nodiscard]] bool has_to_wait(const std::string& project_id);
  [[nodiscard]] Refusal no_room(Refusal usually) const { return starting_ ? Refusal::starting : usually; }
  void turn_away(std::deque<Waiting>& group);
  void write_group(std::deque<Waiting>& group);
  Result<void> append(Waiting& waiting);
  Result<void> untrim_for(Shard& shard, OpenSession& session, const RecordKey& key) SJ_REQUIRES(shard.mutex);
  void append_item(Waiting& waiting, OpenSession& session, const BatchItem& item, const RecordKey& key);
  static void reject_damaged(Waiting& waiting, const BatchItem& item, const RecordKey& key);
  void settle(std::deque<Waiting>& group, bool durable);
  void refuse(std::deque<Waiting>& group, const Error& error);

  const IngestOptions options_;
  IngestObserver* observer_;
  store::Store& store_;
  FileSystem& files_;
  const Clock& clock_;
  const std::filesystem::path directory_;  ///< of the journal
  SharedMutex gate_;  ///< held shared by those who use sessions or journal from outside, alone to forget both
  OpenSessions sessions_;
  std::unique_ptr<Journal> journal_;
  std::optional<JournalList> left_list_;  ///< of the journal before a suspension
  Mutex row_order_;  ///< a row is made and shown under it, so that an older one never replaces a newer
  std::atomic<std::uint64_t> next_accept_seq_ = 1;
  std::atomic<std::uint64_t> committed_ = 0;  ///< accept_seq through which all events are in their sessions
  Projector projector_;
  Keeper keeper_;
  RowRenewal row_renewal_;
  std::atomic<bool> stopping_ = false, suspended_ = true, failing_ = false;
  std::atomic<bool> starting_ = false;  ///< what a crash left is more than the journal should hold
  SteadyTime starting_until_;

  Mutex mutex_;
  TurnQueue<Waiting> queue_ SJ_GUARDED_BY(mutex_);
  std::condition_variable wake_writer_;
  std::thread writer_;
};

}  // namespace sj::ingest
