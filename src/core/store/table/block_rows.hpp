#pragma once
// How many rows a block of the table has, and a column of one.
#include <array>
#include <cstdint>

namespace sj::store {

using RowNumber = std::uint32_t;
inline constexpr std::uint32_t block_rows = 4096;

template <class T>
using Column = std::array<T, block_rows>;

}  // namespace sj::store
