#pragma once
// All sessions that are in memory, in shards with a lock each. A session is here while it gets events, until they are
// in the store and memory is wanted for others.
#include <array>
#include <atomic>
#include <functional>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/mutex.hpp"
#include "ingest/batch.hpp"
#include "ingest/open_session.hpp"
#include "store/store.hpp"

namespace sj::ingest {

inline constexpr std::size_t shard_count = 64;

struct Shard {
  Mutex mutex;  ///< guards what the sessions hold, too
  /// By project id, a zero byte, session id.
  std::unordered_map<std::string, std::unique_ptr<OpenSession>, KeyedHash, std::equal_to<>> sessions
      SJ_GUARDED_BY(mutex);
  std::list<OpenSession*> by_touch SJ_GUARDED_BY(mutex);  ///< longest untouched first
  std::list<OpenSession*> by_pin SJ_GUARDED_BY(mutex);    ///< those that hold a journal file, oldest first
  std::vector<OpenSession*> queued SJ_GUARDED_BY(mutex);  ///< waiting for projection
  std::atomic<std::size_t> bytes = 0;                     ///< written with the lock held
};

class OpenSessions {
 public:
  /// Store and clock must outlive this. Sessions that are brought into memory while there are more than `bytes_wanted`
  /// are trimmed at once.
  OpenSessions(store::Store& store, const Clock& clock, std::size_t bytes_wanted)
      : store_(store), clock_(clock), bytes_wanted_(bytes_wanted) {}

  [[nodiscard]] Shard& shard_of(std::string_view project_id, std::string_view session_id);
  [[nodiscard]] std::array<Shard, shard_count>& shards() { return shards_; }

  /// The session of the batch's items [begin, end), brought into memory if it is not there, new if it never was; pinned
  /// until `unpin`. Untrimmed if one of the items needs that, so that the writer does not have to. The caller holds no
  /// shard's lock.
  Result<OpenSession*> pin(const Batch& batch, std::size_t begin, std::size_t end);
  void unpin(OpenSession& session);

  // --- with the session's shard locked

  /// The session if it is in memory.
  [[nodiscard]] static OpenSession* find(Shard& shard, std::string_view project_id, std::string_view session_id)
      SJ_REQUIRES(shard.mutex);
  /// The session, which is not in memory, brought there; new if it never was.
  Result<OpenSession*> bring(Shard& shard, std::string_view project_id, std::string_view session_id)
      SJ_REQUIRES(shard.mutex);
  /// Takes back what was trimmed, if anything, from what the store has of the session. Where that is damaged, the
  /// session is marked so; another error of the store is returned.
  static Result<void> untrim(Shard& shard, OpenSession& session, const Result<std::optional<std::string>>& stored)
      SJ_REQUIRES(shard.mutex);
  /// The session got events: it is the last touched and waits for projection.
  static void touch(Shard& shard, OpenSession& session, SteadyTime now) SJ_REQUIRES(shard.mutex);
  /// Keeps this journal file, and with it newer ones, until `release`: it has events of the session which the store has
  /// not. Nothing if the session holds one already.
  static void pin_journal(Shard& shard, OpenSession& session, Journal& journal, Journal::Segment segment)
      SJ_REQUIRES(shard.mutex);
  static void unpin_journal(Shard& shard, OpenSession& session, Journal& journal) SJ_REQUIRES(shard.mutex);
  /// Counts its memory again.
  static void recount(Shard& shard, OpenSession& session) SJ_REQUIRES(shard.mutex);
  /// Whether nothing needs it in memory.
  [[nodiscard]] static bool may_evict(const OpenSession& session);
  static std::unique_ptr<OpenSession> evict(Shard& shard, OpenSession& session) SJ_REQUIRES(shard.mutex);

  /// Only while nobody else uses it.
  void forget_all();

  /// Whether there is more in memory than wanted, asked without a lock.
  [[nodiscard]] bool is_short() const { return is_over(bytes_wanted_); }
  /// Whether memory is over this bound, asked without a lock.
  [[nodiscard]] bool is_over(std::size_t bytes) const { return memory_bytes() > bytes; }
  /// Whether memory is over this bound and sessions of this project have more of it than an equal share.
  [[nodiscard]] bool has_more_than_its_share(const std::string& project_id, std::size_t bytes);

  [[nodiscard]] std::size_t size();
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  using Unplaced = std::unique_ptr<OpenSession>;
  Result<OpenSession*> pin_stored(Shard& shard, std::string_view project_id, std::string_view session_id);
  Result<Unplaced> read(std::string_view project_id, std::string_view session_id);
  OpenSession* place(Shard& shard, Unplaced session) SJ_REQUIRES(shard.mutex);
  std::atomic<std::size_t>& bytes_of(const std::string& project_id);

  store::Store& store_;
  const Clock& clock_;
  const std::size_t bytes_wanted_;
  std::array<Shard, shard_count> shards_;
  Mutex projects_mutex_;  ///< guards which there are, not how many bytes each has; taken last
  std::unordered_map<std::string, std::atomic<std::size_t>> bytes_of_project_ SJ_GUARDED_BY(projects_mutex_);
};

}  // namespace sj::ingest
