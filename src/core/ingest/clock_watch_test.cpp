#include "ingest/clock_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "base/testing/fake_clock.hpp"
#include "event/limits.hpp"

namespace sj::ingest {
namespace {

using ::testing::HasSubstr;

constexpr TimeMs built_at = 1'780'000'000'000;
constexpr TimeMs start = built_at + 100 * day_ms;

class ClockWatchTest : public ::testing::Test {
 protected:
  ClockWatchTest() { spdlog::set_level(spdlog::level::off); }

  ClockWatch watch() {
    return {clock_, built_at, [this] { return since_boot_; }};
  }
  void pass(DurationMs time) {
    clock_.pass(std::chrono::milliseconds(time));
    since_boot_ += time;
  }
  static Batch all_ahead() {
    Batch batch;
    batch.events = batch.ahead = 3;
    return batch;
  }
  static Batch taken(TimeMs newest) {
    Batch batch;
    batch.events = 1;
    batch.items.resize(1);
    batch.newest_time = newest;
    return batch;
  }

  sj::testing::FakeClock clock_{start};
  DurationMs since_boot_ = 7 * hour_ms;
};

TEST_F(ClockWatchTest, FindsNothingWhileTheClockGoesOn) {
  ClockWatch watch = this->watch();
  for (int day = 0; day < 400; ++day) {
    EXPECT_FALSE(watch.read().is_wrong);
    EXPECT_EQ(watch.read().at_least, clock_.now());
    pass(day_ms);
  }
  EXPECT_EQ(watch.finding(), "");
}

TEST_F(ClockWatchTest, AClockFromBeforeTheProgramWasMadeIsWrong) {
  clock_.set(built_at - 2 * day_ms);
  ClockWatch watch = this->watch();
  EXPECT_TRUE(watch.read().is_wrong);
  EXPECT_THAT(watch.finding(), HasSubstr("because the program was made then: set it right"));
  clock_.set(start);
  EXPECT_FALSE(watch.read().is_wrong) << "it was set right";
  EXPECT_EQ(watch.finding(), "") << "which is no step ahead that somebody has to look at";
}

TEST_F(ClockWatchTest, AClockThatIsSetBackWhileTheServerRunsIsWrongUntilItIsSetForward) {
  ClockWatch watch = this->watch();
  (void)watch.read();
  pass(hour_ms);
  clock_.set(clock_.now() - 30 * day_ms);
  EXPECT_TRUE(watch.read().is_wrong);
  EXPECT_EQ(watch.read().at_least, start + hour_ms);
  EXPECT_EQ(watch.behind_ms(), 30 * day_ms);
  EXPECT_THAT(watch.finding(), HasSubstr("because it was set back while the server runs"));
  pass(hour_ms);
  EXPECT_TRUE(watch.read().is_wrong) << "it does not get used to it";
  clock_.set(clock_.now() + 30 * day_ms);
  EXPECT_FALSE(watch.read().is_wrong);
}

TEST_F(ClockWatchTest, AClockThatIsBehindByLessThanADayIsUsedButNotBelieved) {
  ClockWatch watch = this->watch();
  (void)watch.read();
  clock_.set(clock_.now() - 23 * hour_ms);
  EXPECT_FALSE(watch.read().is_wrong) << "live events are still taken";
  EXPECT_EQ(watch.read().at_least, start);
}

TEST_F(ClockWatchTest, StoredEventsTellThatTheClockIsBehindAtTheStart) {
  clock_.set(start - 30 * day_ms);
  ClockWatch watch = this->watch();
  EXPECT_FALSE(watch.read().is_wrong);
  watch.learn(start);
  EXPECT_TRUE(watch.read().is_wrong);
  EXPECT_THAT(watch.finding(), HasSubstr("because events of that time are stored"));
}

TEST_F(ClockWatchTest, AnEventThatASenderDatedADayAheadSaysNothing) {
  ClockWatch watch = this->watch();
  watch.learn(start + limits::future_ms_max);
  EXPECT_EQ(watch.read().at_least, start);
}

TEST_F(ClockWatchTest, AStepAheadIsToldButTakesEvents) {
  ClockWatch watch = this->watch();
  (void)watch.read();
  clock_.set(clock_.now() + 900 * day_ms);
  EXPECT_FALSE(watch.read().is_wrong);
  EXPECT_THAT(watch.finding(), HasSubstr("set ahead by 21600 hours"));
  watch.learn(clock_.now());
  clock_.set(clock_.now() - 900 * day_ms);
  EXPECT_FALSE(watch.read().is_wrong) << "what was learnt meanwhile does not count";
  EXPECT_EQ(watch.finding(), "");
}

TEST_F(ClockWatchTest, NoClockIsBeyondTheYearsOfEvents) {
  ClockWatch watch = this->watch();
  clock_.set(time_max_ms + 1);
  EXPECT_TRUE(watch.read().is_wrong);
  EXPECT_THAT(watch.finding(), HasSubstr("beyond the year 2100"));
}

TEST_F(ClockWatchTest, IsToBlameForEventsThatAreOnlyAheadOfAClockThatIsBehind) {
  ClockWatch watch = this->watch();
  Batch batch = all_ahead();
  EXPECT_FALSE(watch.is_to_blame_for(batch, false));
  batch.clock_is_behind = true;
  EXPECT_TRUE(watch.is_to_blame_for(batch, false));
}

TEST_F(ClockWatchTest, WhenAllServersAreAheadForLongItIsNotTheirClocks) {
  ClockWatch watch = this->watch();
  for (int i = 0; i < 9; ++i) EXPECT_FALSE(watch.is_to_blame_for(all_ahead(), true)) << i;
  EXPECT_TRUE(watch.is_to_blame_for(all_ahead(), true));
  EXPECT_TRUE(watch.is_to_blame_for(all_ahead(), false)) << "then browsers are believed too";
  EXPECT_FALSE(watch.is_to_blame_for(taken(start), true));
  EXPECT_FALSE(watch.is_to_blame_for(all_ahead(), true)) << "one server agrees: it is the others' clocks";
}

TEST_F(ClockWatchTest, StrangersAloneCannotMakeItDoubt) {
  ClockWatch watch = this->watch();
  for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(watch.is_to_blame_for(all_ahead(), false));
  EXPECT_FALSE(watch.is_to_blame_for(all_ahead(), true));
}

TEST_F(ClockWatchTest, IsBelievedWhereItIsNotChecked) {
  clock_.set(0);
  ClockWatch watch = this->watch();
  watch.check(false);
  EXPECT_FALSE(watch.read().is_wrong);
  EXPECT_EQ(watch.read().at_least, 0);
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(watch.is_to_blame_for(all_ahead(), true));
}

}  // namespace
}  // namespace sj::ingest
