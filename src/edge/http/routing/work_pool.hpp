#pragma once
// A few threads and bounded queues for work that may wait for the disk. Every owner has a queue of his own, and they
// are served in turn, so that one who asks for much waits for himself.
//
// Taking turns is not enough where one task is long: two of them would hold two threads. So there are spare threads,
// which are only for owners of whom nothing runs.
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/routing/router.hpp"

namespace sj::http {

class WorkPool {
 public:
  using Task = std::move_only_function<void()>;

  struct Bounds {
    unsigned threads = 1;
    unsigned spare_threads = 0;
    std::size_t waiting_max = 0;  ///< of all owners
    std::size_t waiting_of_owner_max = 0;
    Traffic traffic = Traffic::questions;  ///< threads for events let questions go first
  };
  explicit WorkPool(const Bounds& bounds);
  /// Stops, and waits for what runs.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;

  /// False when the owner's queue or all together are full, or the pool stopped; the task is destroyed then. A task
  /// that throws is logged. Thread-safe.
  [[nodiscard]] bool submit(const std::string& owner, Task task);

  /// Destroys what waits, and waits for what runs, for at most this long. False: something still runs, on a thread that
  /// is left to itself.
  [[nodiscard]] bool stop(std::chrono::milliseconds patience);

 private:
  struct State;
  static void run(const std::shared_ptr<State>& state);

  const std::shared_ptr<State> state_;  ///< shared with the threads, which may outlive the pool
  std::vector<std::thread> threads_;
};

}  // namespace sj::http
