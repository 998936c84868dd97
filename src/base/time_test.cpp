#include "base/time.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace sj {
namespace {

struct ReadCase {
  std::string_view text;
  TimeMs time;
};

void expect_times(const std::vector<ReadCase>& cases) {
  for (const auto& [text, time] : cases) EXPECT_EQ(parse_rfc3339(text), time) << text;
}

TEST(ReadTime, KnowsTheCalendar) {
  expect_times({
      {"1970-01-01T00:00:00Z", 0},
      {"1969-12-31T23:59:59.999Z", -1},
      {"2000-01-01T00:00:00.000Z", time_min_ms},
      {"2100-12-31T23:59:59.999Z", time_max_ms},
      {"2000-02-29T00:00:00Z", time_min_ms + 59 * day_ms},
      {"2024-02-29T12:00:00Z", 1'709'208'000'000},
      {"2024-03-01T00:00:00Z", 1'709'251'200'000},
      {"2100-03-01T00:00:00Z", 4'107'542'400'000},
      {"0000-01-01T00:00:00Z", -62'167'219'200'000},
      {"9999-12-31T23:59:59.999Z", 253'402'300'799'999},
      {"2026-06-21t01:02:03z", 1'782'003'723'000},
      {"2026-06-21 01:02:03Z", 1'782'003'723'000},
  });
}

TEST(ReadTime, TakesTheOffsetOff) {
  expect_times({
      {"2026-06-21T09:00:00+09:00", 1'782'000'000'000},
      {"2026-06-21T09:00:00 09:00", 1'782'000'000'000},  // a query string's lost plus
      {"2026-06-20T19:00:00-05:00", 1'782'000'000'000},
      {"2026-06-21T05:45:00+05:45", 1'782'000'000'000},
      {"2026-06-21T00:00:00-00:00", 1'782'000'000'000},
      {"2026-06-21T23:59:00+23:59", 1'782'000'000'000},
      {"2026-01-01T00:30:00+01:00", 1'767'223'800'000},  // back into the year before
      {"1970-01-01T00:00:00+23:59", -86'340'000},
  });
}

TEST(ReadTime, CutsBelowTheMillisecond) {
  expect_times({
      {"1970-01-01T00:00:00.1Z", 100},
      {"1970-01-01T00:00:00.12Z", 120},
      {"1970-01-01T00:00:00.123Z", 123},
      {"1970-01-01T00:00:00.1239Z", 123},  // cut, not rounded
      {"1970-01-01T00:00:00.999999999Z", 999},
      {"1970-01-01T00:00:00.0009Z", 0},
      {"1969-12-31T23:59:59.9999Z", -1},
      {"1970-01-01T00:00:00.12345678901234567890123456789Z", 123},
      {"1970-01-01T00:00:00.999+00:01", 999 - minute_ms},
  });
}

TEST(ReadTime, CountsALeapSecondAsTheNext) {
  expect_times({
      {"2016-12-31T23:59:60Z", 1'483'228'800'000},
      {"2016-12-31T23:59:60.500Z", 1'483'228'800'500},
      {"2017-01-01T08:59:60+09:00", 1'483'228'800'000},
  });
}

TEST(ReadTime, RefusesWhatIsNotATime) {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-06-21",
                                      "2026-06-21T00:00:00",
                                      "2026-06-21T00:00Z",
                                      "2026-06-21T00:00:00.Z",
                                      "2026-06-21T00:00:00,5Z",
                                      "2026-06-21T00:00:00+09",
                                      "2026-06-21T00:00:00+0900",
                                      "2026-06-21T00:00:00+9:00",
                                      "2026-06-21T00:00:00+24:00",
                                      "2026-06-21T00:00:00+09:60",
                                      "2026-06-21T00:00:00ZZ",
                                      "2026-06-21T00:00:00Z ",
                                      " 2026-06-21T00:00:00Z",
                                      "2026-06-21T24:00:00Z",
                                      "2026-06-21T00:60:00Z",
                                      "2026-06-21T00:00:61Z",
                                      "2026-00-21T00:00:00Z",
                                      "2026-13-21T00:00:00Z",
                                      "2026-06-00T00:00:00Z",
                                      "2026-06-31T00:00:00Z",
                                      "2026-02-29T00:00:00Z",
                                      "2100-02-29T00:00:00Z",
                                      "2024-02-30T00:00:00Z",
                                      "26-06-21T00:00:00Z",
                                      "02026-06-21T00:00:00Z",
                                      "-2026-06-21T00:00:00Z",
                                      "2026/06/21T00:00:00Z",
                                      "2026-6-21T00:00:00Z",
                                      "2026-06-21_00:00:00Z",
                                      "2026-06-21T0:00:00Z",
                                      "2026-06-21T00:00:+1Z",
                                      "2026-06-21T00:00:00.-1Z",
                                      "2026-W25-7T00:00:00Z",
                                      "1782000000000",
                                      "now",
                                      "2026-06-21T00:00:00\xEF\xBC\xBA"})
    EXPECT_EQ(parse_rfc3339(text), std::nullopt) << text;
  EXPECT_EQ(parse_rfc3339(std::string_view("2026-06-21T00:00:00Z\0", 21)), std::nullopt);
}

TEST(WriteTime, IsUtcToTheMillisecond) {
  EXPECT_EQ(to_rfc3339(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(to_rfc3339(time_min_ms), "2000-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(time_max_ms), "2100-12-31T23:59:59.999Z");
  EXPECT_EQ(to_rfc3339(1'782'000'000'005), "2026-06-21T00:00:00.005Z");
  EXPECT_EQ(to_rfc3339(-62'167'219'200'000), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(253'402'300'799'999), "9999-12-31T23:59:59.999Z");
}

TEST(WriteTime, AppendsBehindWhatIsThere) {
  std::string out = "at ";
  append_rfc3339(out, 0);
  EXPECT_EQ(out, "at 1970-01-01T00:00:00.000Z");
}

// Every day that an event may have, against the standard library's calendar.
TEST(WriteTime, AgreesWithTheCalendarAndReadsBack) {
  for (TimeMs day = time_min_ms; day < time_max_ms; day += day_ms) {
    const TimeMs time = day + (day / day_ms * 7'919) % day_ms;
    const std::string text = to_rfc3339(time);
    ASSERT_EQ(parse_rfc3339(text), time) << text;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day / day_ms}}};
    ASSERT_EQ(std::stoi(text.substr(0, 4)), static_cast<int>(date.year()));
    ASSERT_EQ(std::stoul(text.substr(5, 2)), static_cast<unsigned>(date.month()));
    ASSERT_EQ(std::stoul(text.substr(8, 2)), static_cast<unsigned>(date.day()));
  }
}

TEST(ReadDuration, TakesOneNumberAndOneUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500);
  EXPECT_EQ(parse_duration("90s"), 90 * second_ms);
  EXPECT_EQ(parse_duration("20m"), 20 * minute_ms);
  EXPECT_EQ(parse_duration("2h"), 2 * hour_ms);
  EXPECT_EQ(parse_duration("1d"), day_ms);
  EXPECT_EQ(parse_duration("0s"), 0);
  EXPECT_EQ(parse_duration("1000000000d"), 1'000'000'000 * day_ms);
  for (const std::string_view text : {"", "20", "m", "20 m", "20M", "1h30m", "1.5h", "-5m", "+5m", " 5m", "5m ", "5min",
                                      "1000000001ms", "99999999999999999999s", "5\xEC\xB4\x88"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(WriteDuration, IsTheShortestThatReadsBack) {
  EXPECT_EQ(to_duration_text(0), "0ms");
  EXPECT_EQ(to_duration_text(999), "999ms");
  EXPECT_EQ(to_duration_text(1'500), "1500ms");
  EXPECT_EQ(to_duration_text(90 * second_ms), "90s");
  EXPECT_EQ(to_duration_text(20 * minute_ms), "20m");
  EXPECT_EQ(to_duration_text(24 * hour_ms), "1d");
  EXPECT_EQ(to_duration_text(25 * hour_ms), "25h");
  for (const DurationMs duration :
       {DurationMs{0}, DurationMs{1}, second_ms, 61 * second_ms, hour_ms, 36 * hour_ms, 7 * day_ms})
    EXPECT_EQ(parse_duration(to_duration_text(duration)), duration);
}

}  // namespace
}  // namespace sj
