#pragma once
// How many connections there may be, of all clients and of one, and which of them gives way to a new one: first those
// that idle, then those that have not sent a whole head, then those whose body is late; of these one of the client
// that has the most, and of his the one that waits longest. Who is being served never gives way.
//
// Threads: every member may be called from any thread, but what a slot says of its connection is said on its loop's.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/mutex.hpp"

namespace sj::http {

class Connection;
class ConnectionSlots;
class IoLoop;

/// What a connection waits for, in the order in which they give way.
enum class EvictionClass : std::uint8_t { idle, head, body, served };

/// The connections of one client.
struct ClientNetwork {
  std::size_t counted = 0;  ///< against his bound
  std::size_t slots = 0;    ///< counted or not
};
using ClientNetworks = std::map<std::string, ClientNetwork>;  // a tree: addresses are chosen by others

/// One connection's place; given back when the last owner lets go.
class ConnectionSlot : public std::enable_shared_from_this<ConnectionSlot> {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  ~ConnectionSlot();
  ConnectionSlot(const ConnectionSlot&) = delete;
  ConnectionSlot& operator=(const ConnectionSlot&) = delete;

  [[nodiscard]] const std::string& network() const { return client_->first; }

  void enter(EvictionClass eviction_class, Instant since) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since.time_since_epoch()).count();
    class_since_.store(static_cast<std::uint64_t>(ms) << 2U | static_cast<std::uint64_t>(eviction_class),
                       std::memory_order_relaxed);
  }
  [[nodiscard]] EvictionClass eviction_class() const {
    return static_cast<EvictionClass>(class_since_.load(std::memory_order_relaxed) & 3U);
  }

  /// Where its connection is; the connection itself is looked at on that loop's thread only.
  void is_on(IoLoop& loop, std::weak_ptr<Connection> connection);
  [[nodiscard]] IoLoop* loop() const { return loop_.load(); }
  [[nodiscard]] const std::weak_ptr<Connection>& connection() const { return connection_; }

 private:
  friend class ConnectionSlots;
  explicit ConnectionSlot(ConnectionSlots& slots) : slots_(slots) {}
  [[nodiscard]] std::chrono::milliseconds since() const {
    return std::chrono::milliseconds(class_since_.load(std::memory_order_relaxed) >> 2U);
  }

  ConnectionSlots& slots_;
  ClientNetworks::iterator client_{};  ///< once it is placed
  bool placed_ = false;
  bool counted_ = false;
  std::size_t index_ = 0;  ///< among those counted
  std::atomic<std::uint64_t> class_since_{0};
  std::atomic<IoLoop*> loop_{nullptr};
  std::weak_ptr<Connection> connection_;
};

using SlotPtr = std::shared_ptr<ConnectionSlot>;

class ConnectionSlots {
 public:
  using Instant = ConnectionSlot::Instant;

  struct Bounds {
    std::size_t connections_max = 0;
    std::size_t of_network_max = 0;
    std::size_t refused_at_once_max = 0;   ///< so many more are let in, only to be told that there are too many
    std::chrono::milliseconds body_grace;  ///< a body is late after this
  };
  explicit ConnectionSlots(const Bounds& bounds) : bounds_(bounds) {}

  struct Taken {
    SlotPtr slot;          ///< null: close it without a word
    bool refused = false;  ///< only to be told that there are too many
    SlotPtr cut;           ///< this one gives way: its connection is to be cut, if it still waits
  };
  [[nodiscard]] Taken take(const std::string& network, Instant now);

  /// It was to give way, but is being served meanwhile: it counts again.
  void keep(ConnectionSlot& slot);

  /// All that are open, those that are only refused included.
  [[nodiscard]] std::size_t open() const { return open_.load(std::memory_order_relaxed); }

 private:
  friend class ConnectionSlot;

  void place(ConnectionSlot& slot, ClientNetworks::iterator client, Instant now) SJ_REQUIRES(mutex_);
  void count(ConnectionSlot& slot) SJ_REQUIRES(mutex_);
  void count_no_more(ConnectionSlot& slot) SJ_REQUIRES(mutex_);
  void release(ConnectionSlot& slot);
  /// `of`: only one of this client's; null: anybody's. Null when nobody's can.
  [[nodiscard]] SlotPtr let_one_give_way(const ClientNetwork* of, Instant now) SJ_REQUIRES(mutex_);

  const Bounds bounds_;
  Mutex mutex_;  ///< guards what a slot has of its client, too
  ClientNetworks clients_ SJ_GUARDED_BY(mutex_);
  std::vector<ConnectionSlot*> counted_ SJ_GUARDED_BY(mutex_);
  std::atomic<std::size_t> open_{0};
};

}  // namespace sj::http
