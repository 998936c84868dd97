#include "store/table/small_numbers.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace sj::store {
namespace {

TEST(SmallNumbers, AreWhatWasPutWhateverTheirSize) {
  const auto numbers = std::make_unique<SmallNumbers<std::uint8_t, std::int64_t>>();
  for (const std::int64_t value : {0L, 1L, 254L, 255L, 256L, 5'000'000'000L, -1L}) {
    numbers->put(7, value);
    EXPECT_EQ(numbers->at(7), value);
    EXPECT_EQ(numbers->at(8), 0);
  }
  numbers->put(7, 3);
  EXPECT_EQ(numbers->at(7), 3);
}

}  // namespace
}  // namespace sj::store
