#include "store/table/arena.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

namespace sj::store {
namespace {

TEST(Arena, ReplacingLeavesTheOthersAsTheyAre) {
  EXPECT_TRUE(rc::check("arena", [](const std::vector<std::pair<std::uint8_t, std::vector<int>>>& steps) {
    Arena<int> arena;
    std::array<Slot, 16> slots{};
    std::array<std::vector<int>, 16> model;
    for (const auto& [number, items] : steps) {
      arena.put(slots[number % 16], items);
      model[number % 16] = items;
      if (number % 7 == 0) arena.pack(slots);
      for (std::size_t i = 0; i < slots.size(); ++i) RC_ASSERT(std::ranges::equal(arena.at(slots[i]), model[i]));
    }
  }));
}

TEST(Arena, AGrowingRowDoesNotGrowTheArenaForEver) {
  Arena<char> arena;
  std::array<Slot, 4> slots{};
  const std::vector<char> items(1'000, 'x');
  std::size_t most = 0;
  for (int i = 0; i < 1'000; ++i) {
    arena.put(slots[static_cast<std::size_t>(i % 4)], items);
    if (arena.worth_packing()) arena.pack(slots);
    most = std::max(most, arena.memory_bytes());
  }
  EXPECT_LT(most, 64'000u);
}

}  // namespace
}  // namespace sj::store
