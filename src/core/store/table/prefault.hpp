#pragma once
// Memory that is about to be filled from end to end is asked for at once: a fault for each of its pages costs more than
// the filling.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace sj::store {

/// Does nothing but make the first use of [begin, begin + bytes) cheaper.
inline void prefault(void* begin, std::size_t bytes) {
  constexpr std::size_t worth_it_bytes = 64 * 1024;
  if (bytes < worth_it_bytes) return;
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const std::uintptr_t from = reinterpret_cast<std::uintptr_t>(begin), first = (from + page - 1) / page * page;
  const std::uintptr_t end = (from + bytes) / page * page;
  (void)::madvise(reinterpret_cast<void*>(first), end - first, MADV_POPULATE_WRITE);  // older kernels refuse
}

}  // namespace sj::store
