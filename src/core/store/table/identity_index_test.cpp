#include "store/table/identity_index.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace sj::store {
namespace {

TEST(IdentityIndex, FindsEveryRowOfAValueThroughAllMerges) {
  IdentityIndex index;
  std::map<std::uint64_t, std::set<std::uint32_t>> wanted;
  std::mt19937_64 random(1);
  for (std::uint32_t row = 0; row < 60'000; ++row) {
    const std::uint64_t hash = random() % 20'000;
    index.add(hash, row / 2);  // some twice
    wanted[hash].insert(row / 2);
  }
  for (std::uint64_t hash = 0; hash < 20'010; ++hash) {
    const auto found = index.find(hash);
    EXPECT_EQ(std::set(found.begin(), found.end()), wanted[hash]);
  }
}

}  // namespace
}  // namespace sj::store
