#pragma once
// Which rows of a block are meant.
#include <bit>
#include <cstring>

#include "store/table/block_rows.hpp"

namespace sj::store {

/// A byte for each row of a block: 1 if it matches.
using RowMask = Column<std::uint8_t>;

/// Calls `visit(position)` for every row that is in the mask.
template <class Visit>
void for_each_row(const RowMask& mask, std::uint32_t used, Visit visit) {
  for (std::uint32_t base = 0; base < used; base += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, mask.data() + base, sizeof(eight));
    for (; eight != 0; eight &= eight - 1) visit(base + static_cast<std::uint32_t>(std::countr_zero(eight)) / 8);
  }
}

[[nodiscard]] inline bool any_row(const RowMask& mask) {
  std::uint64_t any = 0;
  for (std::uint32_t base = 0; base < block_rows; base += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, mask.data() + base, sizeof(eight));
    any |= eight;
  }
  return any != 0;
}

}  // namespace sj::store
