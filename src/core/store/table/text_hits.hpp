#pragma once
// Where a text occurs in the texts of many rows that lie one behind the other: one pass over all of them finds it
// sooner than a search in each.
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/table/arena.hpp"

namespace sj::store {

class TextHits {
 public:
  /// Looks for `needle`, which is not empty, in all of `texts`; an occurrence may reach over the end of a row's text.
  void find(std::string_view texts, std::string_view needle);

  /// Whether an occurrence begins within the slot: if not, the slot's text does not have it.
  [[nodiscard]] bool any_in(Slot slot) const;

 private:
  void look_at(std::string_view texts, std::string_view needle, std::size_t at);

  std::vector<std::uint64_t> bits_;  ///< one for each byte of the texts
  bool any_ = false;
};

}  // namespace sj::store
