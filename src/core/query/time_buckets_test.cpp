// Where hours, days and weeks of a zone begin, clock changes included. The zones and years are ones whose rules are
// past, so that no update of the database moves them.
#include "query/time_buckets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace sj::query {
namespace {

using ::testing::ElementsAre;

TimeMs time(const char* text) {
  return parse_rfc3339(text).value();
}

Parsed<std::vector<TimeMs>> buckets(std::vector<Parameter> asked, const char* from, const char* to) {
  Parameters parameters(std::move(asked));
  return read_buckets(parameters, time(from), time(to));
}

/// The bounds as UTC, without seconds.
std::vector<std::string> bounds(const char* interval, const char* tz, const char* from, const char* to) {
  const auto edges = buckets({{"interval", interval}, {"tz", tz}}, from, to);
  if (!edges) return {edges.error().detail};
  std::vector<std::string> out;
  for (const TimeMs edge : *edges) out.push_back(to_rfc3339(edge).substr(0, 16));
  return out;
}

TEST(TimeBuckets, AreDaysOfUtcUnlessToldOtherwise) {
  const auto edges = buckets({}, "2024-02-28T12:00:00Z", "2024-03-01T00:00:00Z");
  EXPECT_EQ(edges.value(),
            (std::vector{time("2024-02-28T12:00:00Z"), time("2024-02-29T00:00:00Z"), time("2024-03-01T00:00:00Z")}));
}

TEST(TimeBuckets, BeginWhereTheZoneSays) {
  EXPECT_THAT(bounds("day", "Asia/Seoul", "2024-01-01T00:00:00Z", "2024-01-02T20:00:00Z"),
              ElementsAre("2024-01-01T00:00", "2024-01-01T15:00", "2024-01-02T15:00", "2024-01-02T20:00"));
  EXPECT_THAT(bounds("hour", "Asia/Kathmandu", "2024-01-01T00:00:00Z", "2024-01-01T02:00:00Z"),
              ElementsAre("2024-01-01T00:00", "2024-01-01T00:15", "2024-01-01T01:15", "2024-01-01T02:00"));
}

TEST(TimeBuckets, WeeksBeginOnMonday) {
  EXPECT_THAT(bounds("week", "UTC", "2024-01-07T23:00:00Z", "2024-01-15T00:00:00Z"),
              ElementsAre("2024-01-07T23:00", "2024-01-08T00:00", "2024-01-15T00:00"));
}

TEST(TimeBuckets, ADayIsAsLongAsTheClocksMakeIt) {
  EXPECT_THAT(bounds("day", "Europe/Berlin", "2023-03-25T23:00:00Z", "2023-03-27T22:00:00Z"),
              ElementsAre("2023-03-25T23:00", "2023-03-26T22:00", "2023-03-27T22:00"))
      << "23 hours where clocks go forward";
  EXPECT_THAT(bounds("day", "Europe/Berlin", "2023-10-28T22:00:00Z", "2023-10-30T23:00:00Z"),
              ElementsAre("2023-10-28T22:00", "2023-10-29T23:00", "2023-10-30T23:00"))
      << "25 hours where they go back";
}

TEST(TimeBuckets, AWeekIsAsLongAsTheClocksMakeIt) {
  EXPECT_THAT(bounds("week", "Europe/Berlin", "2023-03-19T23:00:00Z", "2023-04-02T22:00:00Z"),
              ElementsAre("2023-03-19T23:00", "2023-03-26T22:00", "2023-04-02T22:00"));
}

TEST(TimeBuckets, TheRepeatedHourIsABucketOfItsOwn) {
  EXPECT_THAT(
      bounds("hour", "Europe/Berlin", "2023-10-28T23:00:00Z", "2023-10-29T03:00:00Z"),
      ElementsAre("2023-10-28T23:00", "2023-10-29T00:00", "2023-10-29T01:00", "2023-10-29T02:00", "2023-10-29T03:00"));
}

TEST(TimeBuckets, ADayThatHasNoMidnightBeginsWhereTheClocksWereSet) {
  EXPECT_THAT(bounds("day", "America/Sao_Paulo", "2018-11-03T03:00:00Z", "2018-11-05T02:00:00Z"),
              ElementsAre("2018-11-03T03:00", "2018-11-04T03:00", "2018-11-05T02:00"));
}

TEST(TimeBuckets, ADayWithTwoMidnightsBeginsAtTheFirst) {
  EXPECT_THAT(bounds("day", "America/Havana", "2022-11-05T04:00:00Z", "2022-11-07T05:00:00Z"),
              ElementsAre("2022-11-05T04:00", "2022-11-06T04:00", "2022-11-07T05:00"));
}

TEST(TimeBuckets, ARangeThatBeginsBetweenTwoMidnightsGoesOnWithTheNextDay) {
  // Clocks went from 00:01 back to 23:01 there, and it is 23:15 for the second time.
  EXPECT_THAT(bounds("day", "America/St_Johns", "2010-11-07T02:45:00Z", "2010-11-08T04:00:00Z"),
              ElementsAre("2010-11-07T02:45", "2010-11-08T03:30", "2010-11-08T04:00"));
}

TEST(TimeBuckets, ADayThatAnIslandLeftOutIsNoBucket) {
  EXPECT_THAT(bounds("day", "Pacific/Apia", "2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z"),
              ElementsAre("2011-12-29T10:00", "2011-12-30T10:00", "2011-12-31T10:00"));
}

TEST(TimeBuckets, AnEmptyRangeHasNone) {
  for (const char* interval : {"hour", "day", "week"})
    EXPECT_THAT(bounds(interval, "UTC", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
                ElementsAre("2024-01-01T00:00"));
}

TEST(TimeBuckets, ARangeWithinOneIntervalIsOne) {
  EXPECT_THAT(bounds("day", "UTC", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
              ElementsAre("2024-01-01T00:00", "2024-01-02T00:00"))
      << "from midnight to midnight";
  EXPECT_THAT(bounds("day", "UTC", "2024-01-01T10:00:00Z", "2024-01-01T11:00:00Z"),
              ElementsAre("2024-01-01T10:00", "2024-01-01T11:00"));
}

TEST(TimeBuckets, RiseInEveryZoneThroughEveryClockChange) {
  for (const char* zone : {"Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza", "America/Asuncion", "Asia/Tehran",
                           "Atlantic/Azores", "Antarctica/Troll", "Pacific/Apia"})
    for (const char* interval : {"hour", "day", "week"}) {
      const auto edges =
          buckets({{"interval", interval}, {"tz", zone}}, "2011-06-01T00:00:00Z", "2012-07-01T00:00:00Z");
      ASSERT_TRUE(edges) << zone << " " << interval;
      EXPECT_TRUE(std::ranges::is_sorted(*edges, std::less_equal{})) << zone << " " << interval;
    }
}

TEST(TimeBuckets, TenThousandAreTheMost) {
  const TimeMs to = time("2024-01-01T00:00:00Z");
  const auto hours = [&](TimeMs from) {
    Parameters parameters(std::vector<Parameter>{{"interval", "hour"}});
    return read_buckets(parameters, from, to);
  };
  EXPECT_EQ(hours(to - 10'000 * hour_ms).value().size(), 10'001U);
  const auto more = hours(to - 10'000 * hour_ms - 1);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().field, "interval");
  EXPECT_THAT(more.error().detail, ::testing::HasSubstr("longer interval"));
}

TEST(TimeBuckets, WhatIsNoIntervalOrZoneIsRefused) {
  const auto field = [](std::vector<Parameter> asked) {
    const auto edges = buckets(std::move(asked), "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z");
    return edges ? std::string("taken") : edges.error().field;
  };
  for (const char* interval : {"", "month", "Day", "days"}) EXPECT_EQ(field({{"interval", interval}}), "interval");
  for (const char* tz : {"", "Nowhere/City", "+09:00", "../etc/passwd", "asia/seoul"})
    EXPECT_EQ(field({{"tz", tz}}), "tz");
  EXPECT_EQ(field({{"interval", "day"}, {"interval", "week"}}), "interval");
  EXPECT_EQ(field({{"tz", "UTC"}, {"tz", "Asia/Seoul"}}), "tz");
}

}  // namespace
}  // namespace sj::query
