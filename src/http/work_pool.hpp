#pragma once
// A few threads and a bounded queue for work that may wait for the disk.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "http/router.hpp"

namespace sj::http {

class WorkPool {
 public:
  using Task = std::move_only_function<void()>;

  /// Threads for events let questions go first.
  WorkPool(unsigned threads, std::size_t waiting_max, Traffic traffic);
  /// Stops.
  ~WorkPool();

  /// False when the queue is full or the pool stopped; the task is destroyed then. Tasks must not throw. Thread-safe.
  [[nodiscard]] bool submit(Task task);

  /// Destroys what waits, and returns when what runs has ended.
  void stop();

 private:
  void run();

  const Traffic traffic_;
  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> waiting_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sj::http
