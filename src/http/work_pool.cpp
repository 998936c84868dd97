#include "http/work_pool.hpp"

#include <algorithm>
#include <utility>

#include "base/thread.hpp"

namespace sj::http {

WorkPool::WorkPool(unsigned threads, std::size_t waiting_max, Traffic traffic)
    : traffic_(traffic), waiting_max_(waiting_max) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() {
  stop();
}

bool WorkPool::submit(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || waiting_.size() >= waiting_max_) return false;
    waiting_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void WorkPool::stop() {
  std::deque<Task> dropped;  // destroyed without the lock: a task's end may run code of its owner
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    dropped.swap(waiting_);
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void WorkPool::run() {
  if (traffic_ == Traffic::events) let_questions_go_first();
  name_this_thread(traffic_ == Traffic::events ? "http-event-pool" : "http-pool");
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
      if (stopped_) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    task();
  }
}

}  // namespace sj::http
