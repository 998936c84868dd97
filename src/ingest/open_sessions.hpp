#pragma once
// All sessions that are in memory, in shards with a lock each. A session is here while it gets events, until they are
// in the store and memory is wanted for others.
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "ingest/open_session.hpp"
#include "store/store.hpp"

namespace sj::ingest {

inline constexpr std::size_t shard_count = 64;

struct Shard {
  std::mutex mutex;
  std::unordered_map<std::string, std::unique_ptr<OpenSession>> sessions;  ///< by project id, a zero byte, session id
  std::list<OpenSession*> by_touch;                                        ///< longest untouched first
  std::list<OpenSession*> by_hold;     ///< those that hold a journal file, oldest first
  std::vector<OpenSession*> queued;    ///< waiting for projection
  std::atomic<std::size_t> bytes = 0;  ///< written with the lock held
};

class OpenSessions {
 public:
  /// The store must outlive this.
  explicit OpenSessions(store::Store& store) : store_(store) {}

  [[nodiscard]] Shard& shard_of(std::string_view project_id, std::string_view session_id);
  [[nodiscard]] std::array<Shard, shard_count>& shards() { return shards_; }

  /// The session, brought into memory if it is not there, new if it never was; pinned until `unpin`. The caller holds
  /// no shard's lock.
  Result<OpenSession*> pin(std::string_view project_id, std::string_view session_id);
  void unpin(OpenSession& session);

  // --- with the session's shard locked

  /// The session if it is in memory.
  [[nodiscard]] static OpenSession* find(Shard& shard, std::string_view project_id, std::string_view session_id);
  /// The session, which is not in memory, brought there; new if it never was.
  Result<OpenSession*> bring(Shard& shard, std::string_view project_id, std::string_view session_id);
  /// The session got events: it is the last touched and waits for projection.
  static void touch(Shard& shard, OpenSession& session, SteadyTime now);
  /// Keeps this journal file, and with it newer ones, until `release`: it has events of the session which the store has
  /// not. Nothing if the session holds one already.
  static void hold(Shard& shard, OpenSession& session, Journal& journal, Journal::Segment segment);
  static void release(Shard& shard, OpenSession& session, Journal& journal);
  /// Counts its memory again.
  static void recount(Shard& shard, OpenSession& session);
  /// Whether nothing needs it in memory.
  [[nodiscard]] static bool may_evict(const OpenSession& session);
  static std::unique_ptr<OpenSession> evict(Shard& shard, OpenSession& session);

  /// Only while nobody else uses it.
  void forget_all();

  /// Whether memory is over this bound, asked without a lock.
  [[nodiscard]] bool is_over(std::size_t bytes) const { return memory_bytes() > bytes; }

  [[nodiscard]] std::size_t size();
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  store::Store& store_;
  std::array<Shard, shard_count> shards_;
};

}  // namespace sj::ingest
