#include "journey/stages.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Story;
constexpr double hour = 3600;

struct State : ::testing::Test {
  Story story;
  StageState of(Stage stage, double second = 60) { return Story::state(story.at(second), stage); }
};

TEST_F(State, WhereTheUserIs) {
  story.begun();
  EXPECT_EQ(of(Stage::pre_checks), StageState::passed);
  EXPECT_EQ(of(Stage::step1), StageState::active);
  EXPECT_EQ(of(Stage::pre_step2), StageState::not_reached);
  EXPECT_EQ(of(Stage::final), StageState::not_reached);
}

TEST_F(State, NobodyIsAnywhereOnceTheSessionHasEnded) {
  story.begun();
  EXPECT_EQ(of(Stage::step1, hour), StageState::stopped) << "dropped";
  story.fe("ERROR_PAGE_VIEWED", 10);
  EXPECT_EQ(of(Stage::step1), StageState::stopped) << "an error page";
  story.fe("FINAL_PAGE_VIEW", 11).fe("STEP_VIEW", 12, {.path = "/id"});
  EXPECT_EQ(of(Stage::step1), StageState::entered) << "completed";
}

TEST_F(State, OfTheFinalStageIsTheDecisions) {
  story.checked().be("PENDING", 31);
  EXPECT_EQ(of(Stage::final), StageState::pending);
  story.be("REJECTED", 32);
  EXPECT_EQ(of(Stage::final), StageState::rejected);
  story.be("APPROVED", 33);
  EXPECT_EQ(of(Stage::final), StageState::passed);
}

TEST_F(State, WhatStandsComesFirst) {
  story.checked().be("ID_EXPIRY_CHECK", 31, {.result = CheckResult::fail});
  EXPECT_EQ(of(Stage::step1), StageState::rejected) << "although its milestone is there";
  story.be("PERIOD_CHECK", 32, {.result = CheckResult::fail, .stage = Stage::step1});
  EXPECT_EQ(of(Stage::step1), StageState::blocked);
  story.be("AML_SCREENING_CHECK", 33, {.result = CheckResult::fail});
  EXPECT_EQ(of(Stage::step2), StageState::pending);
}

TEST_F(State, ARetakeOfEitherSide) {
  story.begun().fe("CAMERA_DENIED", 7);
  EXPECT_EQ(of(Stage::step1), StageState::retake);
  story.fe("CAMERA_ACTIVATED", 8).be("ID_OCR_CHECK", 9, {.result = CheckResult::fail});
  EXPECT_EQ(of(Stage::step1), StageState::retake);
  story.be("ID_OCR_CHECK", 10, {.result = CheckResult::pass});
  EXPECT_EQ(of(Stage::step1), StageState::active);
}

TEST_F(State, TheStageThatIsBlamedIsNotPassed) {
  story.checked()
      .be("ID_LIVENESS_CHECK", 7, {.result = CheckResult::warn})
      .be("PENDING", 31, {.reason = "warning_occurred"});
  EXPECT_EQ(of(Stage::step1), StageState::pending);
  EXPECT_EQ(of(Stage::step2), StageState::passed);
  story.be("REJECTED", 40, {.reason = "id_image_invalidId"});
  EXPECT_EQ(of(Stage::step1), StageState::rejected);
}

TEST_F(State, AStageThatIsOnlySuspectedIsNotBlamed) {
  story.checked()
      .be("CUSTOM_POLICY_CHECK", 29, {.result = CheckResult::warn})
      .be("REJECTED", 31, {.reason = "expired_id"});
  ASSERT_EQ(story.at(60).diagnosis.confidence, Confidence::possible);
  EXPECT_EQ(of(Stage::step2), StageState::passed) << "by its milestone";
}

TEST_F(State, StepTwoPassesByADecisionThatIsNoRejection) {
  story.begun().be("FACE_COMPARE_CHECK", 28, {.result = CheckResult::pass}).be("PENDING", 31);
  EXPECT_EQ(of(Stage::step2), StageState::passed);
  story.be("REJECTED", 32);
  EXPECT_EQ(of(Stage::step2), StageState::active);
}

TEST_F(State, WithoutAnEventIsSkippedOrHasNoRecord) {
  story.begun().fe("STEP_VIEW", 20, {.path = "/result"});
  EXPECT_EQ(of(Stage::pre_step2), StageState::skipped) << "it is optional";
  EXPECT_EQ(of(Stage::step2), StageState::no_record);
  EXPECT_EQ(of(Stage::final), StageState::no_record);
  EXPECT_EQ(of(Stage::post), StageState::active);
}

TEST_F(State, ADecisionIsBeyondEveryStageBeforeIt) {
  story.be("SESSION_CREATED", 0).be("APPROVED", 5);
  EXPECT_EQ(of(Stage::step1), StageState::no_record);
  EXPECT_EQ(of(Stage::pre_step2), StageState::skipped);
  EXPECT_EQ(of(Stage::post), StageState::not_reached);
}

TEST_F(State, EveryOneHasAWordOfItsOwn) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < stage_state_count; ++i) words.push_back(to_text(static_cast<StageState>(i)));
  EXPECT_EQ(words, (std::vector<std::string_view>{"blocked", "rejected", "pending", "retake", "passed", "active",
                                                  "stopped", "entered", "skipped", "no_record", "not_reached"}));
}

}  // namespace
}  // namespace sj::journey
