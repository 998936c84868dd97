#pragma once
// A column of numbers that are nearly always small: those that do not fit into a narrow column wait in a map.
#include <limits>
#include <unordered_map>

#include "store/table/block_rows.hpp"

namespace sj::store {

/// `Narrow` is unsigned; its greatest value marks a number that is in the map.
template <class Narrow, class Wide>
class SmallNumbers {
 public:
  static constexpr Narrow is_large = std::numeric_limits<Narrow>::max();

  [[nodiscard]] Wide at(std::uint32_t row) const {
    return narrow_[row] != is_large ? static_cast<Wide>(narrow_[row]) : large_.at(row);
  }

  void put(std::uint32_t row, Wide value) {
    const bool fits = value >= 0 && value < static_cast<Wide>(is_large);
    if (narrow_[row] == is_large) large_.erase(row);
    narrow_[row] = fits ? static_cast<Narrow>(value) : is_large;
    if (!fits) large_.emplace(row, value);
  }

  template <class Io>
  void walk(Io& io) {
    io.value(narrow_);
    io.map(large_);
  }

 private:
  Column<Narrow> narrow_{};
  std::unordered_map<std::uint32_t, Wide> large_;
};

}  // namespace sj::store
