#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace sj {
namespace {

// What an attacker works out for one key, or for the fixed function, says nothing of another key.
TEST(HashKey, NoTwoKeysPutTextsInTheSamePlaces) {
  constexpr std::size_t places = 4096;
  const HashKey one, other;
  std::set<std::uint64_t> places_by_other;
  std::size_t gathered = 0;
  for (int i = 0; gathered < 64; ++i) {
    const std::string text = "session-" + std::to_string(i);
    if (one.hash(text) % places != 0) continue;
    ++gathered;
    places_by_other.insert(other.hash(text) % places);
  }
  EXPECT_GT(places_by_other.size(), 48u);
}

TEST(HashKey, GivesEqualTextsOneHash) {
  const HashKey key;
  const HashKey copy = key;
  for (const std::size_t size : {0, 1, 3, 8, 16, 17, 128, 240, 241, 5000}) {
    const std::string text(size, 'x');
    EXPECT_EQ(key.hash(text), copy.hash(std::string(text)));
  }
}

}  // namespace
}  // namespace sj
