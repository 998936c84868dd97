#include "api/key_rates.hpp"

#include <gtest/gtest.h>

namespace sj::api {
namespace {

using namespace std::chrono_literals;
const KeyRates::Time start{1'000h};

TEST(KeyRates, LetsAKeySendItsBurstAndThenWhatItEarns) {
  KeyRates rates(100);
  rates.charge("a", 1'000, start);
  EXPECT_FALSE(rates.wait_of("a", start));
  rates.charge("a", 250, start);
  EXPECT_EQ(rates.wait_of("a", start), 3s);
  EXPECT_EQ(rates.wait_of("a", start + 1s), 2s);
  EXPECT_FALSE(rates.wait_of("a", start + 2500ms));
}

TEST(KeyRates, OneKeyDoesNotPayForAnother) {
  KeyRates rates(1);
  rates.charge("a", 5'000, start);
  EXPECT_TRUE(rates.wait_of("a", start));
  EXPECT_FALSE(rates.wait_of("b", start));
}

TEST(KeyRates, AKeyThatWasQuietHasOneBurstAndNoMore) {
  KeyRates rates(100);
  rates.charge("a", 1, start);
  rates.charge("a", 1'100, start + 1h);
  EXPECT_EQ(rates.wait_of("a", start + 1h), 1s);
}

}  // namespace
}  // namespace sj::api
