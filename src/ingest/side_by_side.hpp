#pragma once
// Work that falls into parts which have nothing to do with each other, on several cores.
#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace sj::ingest {

/// As many as there are cores, but no more than there are arenas for memory (src/allocator.cpp).
[[nodiscard]] inline std::size_t parts_side_by_side() {
  return std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
}

/// Calls `work(part)` for each part, the first on this thread and every other on its own; returns when all are done.
template <class Work>
void side_by_side(std::size_t parts, const Work& work) {
  std::vector<std::jthread> others;
  for (std::size_t part = 1; part < parts; ++part) others.emplace_back([&work, part] { work(part); });
  work(0);
}

}  // namespace sj::ingest
