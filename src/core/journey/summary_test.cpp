#include "journey/summary.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Story;
constexpr double day = 86'400;

TEST(CreatedAt, IsTheEarliestEvent) {
  Story story;
  story.fe("FRONT_SESSION_START", 0).be("SESSION_CREATED", 5);
  EXPECT_EQ(story.at(10).summary.created_at, Story::time(0));
  EXPECT_EQ(story.at(10).summary.updated_at, Story::time(5));
}

TEST(CreatedAt, LeavesOutWhatABrowsersClockPutsMoreThanADayBeforeTheServer) {
  Story story;
  story.be("SESSION_CREATED", 0).fe("STEP_VIEW", -day - 0.001).fe("STEP_VIEW", -day);
  EXPECT_EQ(story.at(10).summary.created_at, Story::time(-day));
  EXPECT_EQ(story.finding(story.at(10), FindingCode::clock_skew), testing::Ids{"STEP_VIEW"});
}

TEST(CreatedAt, IsTheBrowsersWhereTheServerSaidNothing) {
  Story story;
  story.fe("STEP_VIEW", -2 * day).fe("STEP_VIEW", 0);
  EXPECT_EQ(story.at(10).summary.created_at, Story::time(-2 * day));
}

TEST(CreatedAt, IsAsItWasThen) {
  Story story;
  story.fe("STEP_VIEW", -2 * day).be("SESSION_CREATED", 0);
  EXPECT_EQ(story.until(-1).summary.created_at, Story::time(-2 * day));
  EXPECT_EQ(story.until(0).summary.created_at, Story::time(0));
}

TEST(Decision, IsTheLastAndSaysWhetherAPersonMadeIt) {
  Story story;
  story.checked().be("PENDING", 31, {.reason = "aml_match"});
  EXPECT_FALSE(story.at(60).summary.decision->by_review);
  story.be("APPROVED", 40, {.reason = "seen by Kim"});
  const Decision decision = *story.at(60).summary.decision;
  EXPECT_EQ(decision.current().outcome, Impact::approved);
  EXPECT_EQ(decision.current().reason, "seen by Kim") << "a reason is kept whatever the outcome";
  EXPECT_EQ(decision.history.front().reason, "aml_match");
  EXPECT_TRUE(decision.by_review);
  story.be("PENDING", 50);
  EXPECT_FALSE(story.at(60).summary.decision->by_review) << "a hold is nobody's judgement";
}

TEST(ActiveTime, LeavesOutLongPausesAndHiddenPages) {
  Story story;
  story.fe("STEP_VIEW", 0).fe("STEP_VIEW", 10).fe("STEP_VIEW", 100).fe("PAGE_HIDDEN", 105).fe("PAGE_VISIBLE", 135);
  const Summary summary = story.at(200).summary;
  EXPECT_EQ(summary.wall_ms, 135'000);
  EXPECT_EQ(summary.active_ms, 10'000 + 60'000 + 5'000);
}

TEST(Summary, CountsAndNamesTheLast) {
  Story story;
  story.begun()
      .be("ID_OCR_CHECK", 7, {.result = CheckResult::fail, .error_code = "SE-50020"})
      .fe("CAMERA_DENIED", 8)
      .be("ID_LIVENESS_CHECK", 9, {.result = CheckResult::warn});
  const Summary summary = story.at(60).summary;
  EXPECT_EQ(summary.events, 9u);
  EXPECT_EQ(summary.retakes, 1u) << "of the server only";
  EXPECT_EQ(summary.warnings, 1u);
  EXPECT_EQ(summary.last_event, "ID_LIVENESS_CHECK");
  EXPECT_EQ(summary.last_error_code, "SE-50020");
  EXPECT_EQ(summary.last_path, "/id");
}

}  // namespace
}  // namespace sj::journey
