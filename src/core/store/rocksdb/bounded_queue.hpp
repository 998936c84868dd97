#pragma once
// A short queue between a thread that makes and one that takes: neither gets far ahead of the other.
#include <condition_variable>
#include <deque>
#include <optional>
#include <utility>

#include "base/mutex.hpp"

namespace sj::store {

template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t waiting_max) : waiting_max_(waiting_max) {}

  /// Waits while the queue is full.
  void put(T item) {
    MutexLock lock(mutex_);
    changed_.wait(lock.native(), [this]() SJ_REQUIRES(mutex_) { return waiting_.size() < waiting_max_; });
    waiting_.push_back(std::move(item));
    changed_.notify_all();
  }

  /// Nothing more will be put.
  void close() {
    const MutexLock lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  /// An item if one waits; does not wait itself.
  std::optional<T> take_if_any() {
    const MutexLock lock(mutex_);
    return next();
  }

  /// Waits for an item; nullopt: it is closed, and all were taken.
  std::optional<T> take() {
    MutexLock lock(mutex_);
    changed_.wait(lock.native(), [this]() SJ_REQUIRES(mutex_) { return !waiting_.empty() || closed_; });
    return next();
  }

 private:
  std::optional<T> next() SJ_REQUIRES(mutex_) {
    if (waiting_.empty()) return std::nullopt;
    T item = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return item;
  }

  const std::size_t waiting_max_;
  Mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> waiting_ SJ_GUARDED_BY(mutex_);
  bool closed_ SJ_GUARDED_BY(mutex_) = false;
};

}  // namespace sj::store
