#include "http/security/failed_key_limit.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sj::http {
namespace {

using std::chrono::seconds;

const FailedKeyLimit::Instant start = FailedKeyLimit::Instant() + seconds(1'000);

TEST(FailedKeyLimit, BeyondItsFailuresAnAddressHasToWait) {
  FailedKeyLimit limit(3, 0.5);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.failed("192.0.2.1", 1, start), 0);
  EXPECT_EQ(limit.failed("192.0.2.1", 1, start), 2) << "one is forgiven in two seconds";
  EXPECT_EQ(limit.failed("192.0.2.2", 1, start), 0) << "another address is not meant";
  EXPECT_EQ(limit.failed("192.0.2.1", 1, start + seconds(2)), 0) << "asking meanwhile did not make it longer";
  EXPECT_EQ(limit.failed("192.0.2.1", 1, start + seconds(2)), 2);
}

TEST(FailedKeyLimit, SomeFailuresCountAsSeveral) {
  FailedKeyLimit limit(10, 1);
  EXPECT_EQ(limit.failed("192.0.2.1", 5, start), 0);
  EXPECT_EQ(limit.failed("192.0.2.1", 5, start), 0);
  EXPECT_EQ(limit.failed("192.0.2.1", 5, start), 5);
}

TEST(FailedKeyLimit, ManyAddressesDoNotMakeItForgetTheOneWithTheMost) {
  FailedKeyLimit limit(100, 0.001);
  for (int i = 0; i < 100; ++i) (void)limit.failed("192.0.2.1", 1, start);
  for (int i = 0; i < 20'000; ++i) (void)limit.failed("2001:db8:0:" + std::to_string(i) + "::/64", 1, start);
  EXPECT_GT(limit.failed("192.0.2.1", 1, start), 0);
}

}  // namespace
}  // namespace sj::http
