#include "traffic/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace sj::traffic {
namespace {

TEST(Random, IsTheSameEverywhere) {
  Random random(7);
  EXPECT_EQ(random.next(), 0x63cbe1e459320dd7U);  // SplitMix64's published sequence for this seed
  EXPECT_EQ(Random(7).below(1000), Random(7).below(1000));
  EXPECT_NE(Random(7).next(), Random(8).next());
}

TEST(Random, StaysWithinItsBounds) {
  Random random(1);
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_LT(random.below(3), 3U);
    const std::uint32_t value = random.between(5, 9);
    EXPECT_TRUE(value >= 5 && value <= 9);
  }
  EXPECT_EQ(random.below(0), 0U);
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(myriad));
}

TEST(Random, PicksByWeight) {
  Random random(2);
  constexpr std::array<std::uint32_t, 3> weights{1, 0, 9};
  std::array<int, 3> seen{};
  for (int i = 0; i < 10'000; ++i) ++seen[random.pick(weights)];
  EXPECT_EQ(seen[1], 0);
  EXPECT_NEAR(seen[0], 1000, 150);
}

TEST(Random, LongTailHasItsMedianAndATail) {
  Random random(3);
  std::vector<std::uint32_t> values(20'001);
  for (std::uint32_t& value : values) value = random.long_tailed(1000);
  std::sort(values.begin(), values.end());
  EXPECT_NEAR(values[values.size() / 2], 1000, 30);
  EXPECT_GT(values.back(), 3000U);
  EXPECT_GE(values.front(), 250U);
  EXPECT_LE(values.back(), 4500U);
}

TEST(Scramble, CollidesNever) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < 100'000; ++i) seen.insert(scramble(i));
  EXPECT_EQ(seen.size(), 100'000U);
}

}  // namespace
}  // namespace sj::traffic
