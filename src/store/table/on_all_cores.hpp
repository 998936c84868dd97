#pragma once
// One piece of work for each of many things that do not depend on each other, on as many threads as the machine has
// cores. The caller's thread is one of them; the others end before the call does.
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "base/thread.hpp"

namespace sj::store {

/// Calls `work(i)` once for each i below `count`, from several threads at a time; what one call writes no other may
/// touch, and none may throw.
template <class Work>
void on_all_cores(std::size_t count, Work work) {
  constexpr std::size_t threads_max = 8;
  std::atomic<std::size_t> next = 0;
  const auto take_and_work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < count;) work(i);
  };
  const std::size_t threads = std::min({count, threads_max, std::size_t{std::thread::hardware_concurrency()}});
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i)
    others.emplace_back([&] {
      name_this_thread("reader");
      take_and_work();
    });
  take_and_work();
}

}  // namespace sj::store
