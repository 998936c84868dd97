#pragma once
// The standard library's mutexes and locks, with clang's thread safety annotations, which those of libstdc++ do not
// have. They cost what the standard ones cost.
#include <mutex>
#include <shared_mutex>

#include "base/thread_annotations.hpp"

namespace sj {

class SJ_CAPABILITY("mutex") Mutex {
 public:
  void lock() SJ_ACQUIRE() { native_.lock(); }
  void unlock() SJ_RELEASE() { native_.unlock(); }

 private:
  friend class MutexLock;
  std::mutex native_;
};

/// Holds a mutex to the end of its scope, but for what is between `unlock` and `lock`. A condition_variable_any can
/// wait with it as it is, a condition_variable with `native`; both return with the mutex held.
class SJ_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) SJ_ACQUIRE(mutex) : lock_(mutex.native_) {}
  ~MutexLock() SJ_RELEASE() {}
  MutexLock(const MutexLock&) = delete;

  void lock() SJ_ACQUIRE() { lock_.lock(); }
  void unlock() SJ_RELEASE() { lock_.unlock(); }
  [[nodiscard]] std::unique_lock<std::mutex>& native() { return lock_; }

 private:
  std::unique_lock<std::mutex> lock_;
};

/// Held by one alone or by many at a time.
class SJ_CAPABILITY("mutex") SharedMutex {
 public:
  void lock() SJ_ACQUIRE() { native_.lock(); }
  void unlock() SJ_RELEASE() { native_.unlock(); }
  void lock_shared() SJ_ACQUIRE_SHARED() { native_.lock_shared(); }
  void unlock_shared() SJ_RELEASE_SHARED() { native_.unlock_shared(); }

 private:
  std::shared_mutex native_;
};

/// Holds it alone to the end of its scope.
class SJ_SCOPED_CAPABILITY WriterLock {
 public:
  explicit WriterLock(SharedMutex& mutex) SJ_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~WriterLock() SJ_RELEASE() { mutex_.unlock(); }
  WriterLock(const WriterLock&) = delete;

 private:
  SharedMutex& mutex_;
};

/// Holds it with others to the end of its scope.
class SJ_SCOPED_CAPABILITY ReaderLock {
 public:
  explicit ReaderLock(SharedMutex& mutex) SJ_ACQUIRE_SHARED(mutex) : mutex_(mutex) { mutex_.lock_shared(); }
  ~ReaderLock() SJ_RELEASE() { mutex_.unlock_shared(); }
  ReaderLock(const ReaderLock&) = delete;

 private:
  SharedMutex& mutex_;
};

}  // namespace sj
