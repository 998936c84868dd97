#pragma once
// One piece of work for each of many things that do not depend on each other, on a thread for each core, four at most.
// The caller's thread is one of them; the others end before the call does.
#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

#include "base/thread.hpp"

namespace sj {

/// As many threads as `in_parallel` uses at most: no more than there are arenas for memory (src/allocator.cpp).
[[nodiscard]] inline std::size_t cores_in_use() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

/// Calls `work(i)` once for each i below `count`, from several threads at a time; what one call writes no other may
/// touch, and none may throw. Where the system gives no more threads, fewer do it.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto take_and_work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < count;) work(i);
  };
  std::vector<std::jthread> others;
  try {
    for (std::size_t i = 1; i < std::min(count, cores_in_use()); ++i)
      others.emplace_back([&] {
        name_this_thread("helper");
        take_and_work();
      });
  } catch (const std::system_error&) {
  }
  take_and_work();
}

}  // namespace sj
