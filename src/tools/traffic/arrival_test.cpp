#include "traffic/arrival.hpp"

#include <gtest/gtest.h>

#include <array>

#include "traffic/random.hpp"

namespace sj::traffic {
namespace {

constexpr TimeMs monday = 1'781'481'600'000;  // 2026-06-15T00:00:00Z

TEST(Arrivals, AllBeginInTheSpanAndInOrder) {
  for (const std::uint64_t sessions : {1U, 15U, 16U, 17U, 5000U}) {
    Arrivals arrivals(
        {.start = monday + 1234, .end = monday + 1234 + 3 * day_ms, .sessions = sessions, .endless = false}, 9);
    Beginning at{};
    TimeMs before = 0;
    std::uint64_t count = 0;
    for (; arrivals.next(at); ++count) {
      EXPECT_EQ(at.index, count);
      EXPECT_GE(at.time, before);
      EXPECT_GE(at.time, monday + 1234);
      EXPECT_LT(at.time, monday + 1234 + 3 * day_ms);
      EXPECT_LT(at.country, country_count);
      before = at.time;
    }
    EXPECT_EQ(count, sessions);
  }
}

TEST(Arrivals, BreatheWithDayAndWeek) {
  Arrivals arrivals({.start = monday, .end = monday + 7 * day_ms, .sessions = 70'000, .endless = false}, 1);
  std::array<int, 7> days{};
  std::array<int, 24> hours{};
  Beginning at{};
  while (arrivals.next(at)) {
    ++days[static_cast<std::size_t>((at.time - monday) / day_ms)];
    ++hours[static_cast<std::size_t>((at.time - monday) / hour_ms % 24)];
  }
  EXPECT_GT(days[1], days[6] * 115 / 100);  // Tuesday, Sunday
  // Mostly Asia: 11 h UTC is its evening, 19 h UTC its night.
  EXPECT_GT(hours[11], hours[19] * 2);
}

TEST(Arrivals, DoNotSleepWhenSteady) {
  Arrivals arrivals({.start = monday, .end = monday + 7 * day_ms, .sessions = 70'000, .endless = false, .steady = true},
                    1);
  std::array<int, 24> hours{};
  Beginning at{};
  while (arrivals.next(at)) ++hours[static_cast<std::size_t>((at.time - monday) / hour_ms % 24)];
  for (const int begun : hours) EXPECT_NEAR(begun, 70'000 / 24, 20);
}

TEST(Arrivals, CountriesSleepAtNight) {
  Arrivals arrivals({.start = monday, .end = monday + day_ms, .sessions = 50'000, .endless = false}, 1);
  int koreans_awake = 0, koreans_asleep = 0;
  Beginning at{};
  while (arrivals.next(at)) {
    if (countries()[at.country].code != "KR") continue;
    const auto hour = (at.time - monday + 9 * hour_ms) / hour_ms % 24;
    koreans_awake += hour == 20;
    koreans_asleep += hour == 4;
  }
  EXPECT_GT(koreans_awake, koreans_asleep * 5);
}

TEST(Arrivals, GoOnForeverWhenAskedTo) {
  Arrivals arrivals({.start = monday, .end = monday + day_ms, .sessions = 100, .endless = true}, 1);
  Beginning at{};
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(arrivals.next(at));
  EXPECT_GT(at.time, monday + 8 * day_ms);
  EXPECT_LT(at.time, monday + 12 * day_ms);
}

}  // namespace
}  // namespace sj::traffic
