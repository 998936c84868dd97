#include "journey/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;
constexpr double hour = 3600;

struct Explained : ::testing::Test {
  Story story;
  void expect(double second, Headline headline, Confidence confidence, const Ids& causes = {}) {
    const Journey journey = story.at(second);
    EXPECT_EQ(to_text(journey.diagnosis.headline), to_text(headline));
    EXPECT_EQ(to_text(journey.diagnosis.confidence), to_text(confidence));
    EXPECT_EQ(story.ids(journey.diagnosis.causes), causes);
    EXPECT_EQ(journey.status.headline, headline) << "the row and the journey say the same";
  }
};

TEST_F(Explained, Approvals) {
  story.checked().be("APPROVED", 31);
  expect(60, Headline::approved, Confidence::confirmed);
  story.be("ID_TYPE_CHECK", 7, {.result = CheckResult::fail});
  expect(60, Headline::approved_after_retake, Confidence::confirmed);
  story.be("ID_LIVENESS_CHECK", 7, {.result = CheckResult::warn});
  expect(60, Headline::approved_with_warnings, Confidence::confirmed);
}

TEST_F(Explained, TooManyTries) {
  story.begun().be("REJECTED", 20, {.reason = "too_many_retry"});
  expect(60, Headline::rejected_retry_limit, Confidence::none);
  story.be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_OCR_CHECK", 11, {.result = CheckResult::pass})
      .be("RETRY_LIMIT_CHECK", 19, {.result = CheckResult::fail});
  expect(60, Headline::rejected_retry_limit, Confidence::confirmed, {"ID_OCR_CHECK", "RETRY_LIMIT_CHECK"});
}

TEST_F(Explained, ABlockAtTheEntryComesBeforeOneInAStep) {
  story.begun().be("RATE_LIMIT_CHECK", 10, {.result = CheckResult::fail, .stage = Stage::step1});
  expect(60, Headline::blocked_in_step, Confidence::confirmed, {"RATE_LIMIT_CHECK"});
  story.be("PERIOD_CHECK", 11, {.result = CheckResult::fail});
  expect(60, Headline::blocked_pre_checks, Confidence::confirmed, {"PERIOD_CHECK"});
}

TEST_F(Explained, AnErrorPageOfARetryLoop) {
  story.begun().fe("ERROR_PAGE_VIEWED", 20, {.error_code = "LO-30001"});
  expect(60, Headline::error_retry_loop, Confidence::observed);
  story.be("ID_OCR_CHECK", 10, {.result = CheckResult::fail});
  expect(60, Headline::error_retry_loop, Confidence::likely, {"ID_OCR_CHECK"});
}

TEST_F(Explained, ASystemErrorIsALoopOnlyWithARetakeInItsStage) {
  story.begun()
      .be("FACE_COMPARE_CHECK", 10, {.result = CheckResult::error})
      .fe("ERROR_PAGE_VIEWED", 20, {.error_code = "SE-50020"});
  expect(60, Headline::error_page_only, Confidence::observed);
  story.be("ID_LIVENESS_CHECK", 11, {.result = CheckResult::error});
  expect(60, Headline::error_retry_loop, Confidence::likely, {"ID_LIVENESS_CHECK"});
}

TEST_F(Explained, SilenceIsInferredWhereNoScreenWasSeen) {
  story.be("SESSION_CREATED", 0);
  expect(hour, Headline::dropped_never_opened, Confidence::inferred);
  story.be("ID_OCR_CHECK", 1, {.result = CheckResult::pass});
  expect(hour, Headline::dropped_on_server, Confidence::inferred);
}

TEST_F(Explained, HowAUserLeft) {
  story.begun();
  expect(hour, Headline::dropped_on_screen, Confidence::observed);
  story.fe("PAGE_HIDDEN", 10);
  expect(hour, Headline::dropped_in_background, Confidence::observed);
  story.fe("NETWORK_OFFLINE", 9);
  expect(hour, Headline::dropped_offline, Confidence::observed);
  story.be("ID_OCR_CHECK", 8, {.result = CheckResult::fail});
  expect(hour, Headline::dropped_after_retake, Confidence::observed, {"ID_OCR_CHECK"});
  story.fe("CAMERA_DENIED", 11);
  expect(hour, Headline::dropped_camera_denied, Confidence::observed);
}

TEST_F(Explained, WhileItGoesOn) {
  story.begun();
  expect(60, Headline::in_progress, Confidence::none);
  story.be("ID_OCR_CHECK", 8, {.result = CheckResult::fail});
  expect(60, Headline::in_progress_retake, Confidence::confirmed, {"ID_OCR_CHECK"});
}

TEST_F(Explained, TheEndWithoutADecision) {
  story.checked().fe("FINAL_PAGE_VIEW", 31);
  expect(60, Headline::completed_without_decision, Confidence::none);
}

TEST(Headlines, AreAdvisedOnAllAndNoOther) {
  const auto catalog = Catalog::load().value();
  std::vector<std::string> advised, all;
  for (const Advice& advice : catalog->advice())
    if (advice.subject == Advice::For::headline) advised.push_back(advice.code);
  for (std::size_t i = 0; i < headline_count; ++i) all.emplace_back(to_text(static_cast<Headline>(i)));
  EXPECT_THAT(advised, ::testing::UnorderedElementsAreArray(all));
}

TEST_F(Explained, ByEvidenceOfFourKinds) {
  story.begun()
      .fe("ERROR_PAGE_VIEWED", 9, {.error_code = "SE-50020"})
      .fe("STEP_VIEW", 10, {.path = "/id"})
      .fe("CAMERA_DENIED", 11)
      .be("ID_EXPIRY_CHECK", 12, {.result = CheckResult::fail})
      .be("ID_LIVENESS_CHECK", 13, {.result = CheckResult::warn})
      .be("REJECTED", 20, {.reason = "expired_id"})
      .fe("FINAL_PAGE_VIEW", 21);
  const Journey journey = story.at(60);
  EXPECT_EQ(story.evidence(journey, Role::decision), Ids{"REJECTED"});
  EXPECT_EQ(story.evidence(journey, Role::cause), Ids{"ID_EXPIRY_CHECK"});
  EXPECT_EQ(story.evidence(journey, Role::contributing), Ids{"ID_LIVENESS_CHECK"});
  EXPECT_EQ(story.evidence(journey, Role::observation), (Ids{"ERROR_PAGE_VIEWED", "CAMERA_DENIED", "FINAL_PAGE_VIEW"}));
}

}  // namespace
}  // namespace sj::journey
