#include "liveform/verifications.hpp"

#include <gtest/gtest.h>

namespace sj::liveform {
namespace {

constexpr TimeMs now = 1'782'000'000'000;

TEST(Verifications, AreFoundByIdWithTheirOwnToken) {
  Verifications all;
  const auto one = all.begin(Fate::good, "10.0.0.1", now);
  const auto other = all.begin(Fate::good, "10.0.0.1", now);
  EXPECT_EQ(all.find(one->id, one->token, now), one);
  EXPECT_EQ(all.find(one->id, other->token, now), nullptr);
  EXPECT_EQ(all.find(one->id, "", now), nullptr);
  EXPECT_EQ(all.find("form-x", one->token, now), nullptr);
}

TEST(Verifications, AreForgottenWhenNobodyComesBack) {
  Verifications all;
  const auto left = all.begin(Fate::good, "10.0.0.1", now);
  const auto visited = all.begin(Fate::good, "10.0.0.1", now);
  const TimeMs later = now + forgotten_after_ms;
  EXPECT_NE(all.find(visited->id, visited->token, later), nullptr);
  EXPECT_NE(all.begin(Fate::good, "10.0.0.1", later + 1), nullptr);
  EXPECT_EQ(all.find(left->id, left->token, later + 1), nullptr);
  EXPECT_NE(all.find(visited->id, visited->token, later + 1), nullptr);
}

TEST(Verifications, AreNeverTooMany) {
  Verifications all;
  for (std::size_t i = 0; i < verifications_max; ++i) EXPECT_NE(all.begin(Fate::good, "10.0.0.1", now), nullptr);
  EXPECT_EQ(all.begin(Fate::good, "10.0.0.1", now), nullptr);
  EXPECT_NE(all.begin(Fate::good, "10.0.0.1", now + forgotten_after_ms + 1), nullptr);
}

TEST(Verifications, TheRateIsOfOneAddressWithinAMinute) {
  Verifications all;
  for (std::size_t i = 0; i < begun_per_minute_max; ++i)
    EXPECT_TRUE(all.within_rate(*all.begin(Fate::good, "10.0.0.1", now)));
  EXPECT_FALSE(all.within_rate(*all.begin(Fate::good, "10.0.0.1", now)));
  EXPECT_TRUE(all.within_rate(*all.begin(Fate::good, "10.0.0.2", now)));
  EXPECT_TRUE(all.within_rate(*all.begin(Fate::good, "10.0.0.1", now + minute_ms)));
}

}  // namespace
}  // namespace sj::liveform
