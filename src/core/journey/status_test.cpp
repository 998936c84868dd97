#include "journey/status.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;
constexpr double minute = 60;

struct StatusOf : ::testing::Test {
  Story story;
  Status at(double second) { return story.at(second).status.status; }
  Ids evidence(double second) {
    const Summary summary = story.at(second).summary;
    return summary.settled ? summary.settled_evidence : Ids{summary.quiet_evidence};
  }
};

TEST_F(StatusOf, AUserIsInProgressUntilQuietForTwentyMinutes) {
  story.begun();
  EXPECT_EQ(at(6 + 20 * minute - 0.001), Status::in_progress);
  EXPECT_EQ(at(6 + 20 * minute), Status::dropped);
  EXPECT_EQ(evidence(6 + 20 * minute), Ids{"ID_CAPTURED"});
}

TEST_F(StatusOf, WhatIsQuietWakesNobody) {
  story.begun().be("REJECTED", 10 * minute, {.reason = "expired_id"}).be("WEBHOOK_SENT", 15 * minute);
  EXPECT_EQ(at(21 * minute), Status::dropped);
}

TEST_F(StatusOf, AUserWhoComesBackIsInProgressAgain) {
  story.begun();
  EXPECT_EQ(at(30 * minute), Status::dropped);
  story.fe("FRONT_SESSION_RESUMED", 40 * minute);
  EXPECT_EQ(at(41 * minute), Status::in_progress);
}

TEST_F(StatusOf, AFinalPageCompletesWhateverWasDecided) {
  story.checked().be("REJECTED", 31).fe("FINAL_PAGE_VIEW", 32).be("IP_RISK_CHECK", 33, {.result = CheckResult::fail});
  EXPECT_EQ(at(60), Status::completed);
  EXPECT_EQ(evidence(60), Ids{"FINAL_PAGE_VIEW"});
}

TEST_F(StatusOf, ADecisionCompletesOnlyWhereNoScreenTakesPart) {
  Story by_api;
  by_api.be("SESSION_CREATED", 0).be("APPROVED", 5);
  EXPECT_EQ(by_api.at(6).status.status, Status::completed);
  story.begun().be("APPROVED", 10);
  EXPECT_EQ(at(11), Status::in_progress);
}

TEST(StatusSetting, LetsADecisionComplete) {
  Story story(Settings{.completed_by = CompletedBy::decision});
  story.begun().be("APPROVED", 10);
  EXPECT_EQ(story.at(11).status.status, Status::completed);
}

TEST_F(StatusOf, ABlockIsAnErrorAndOutranksDropping) {
  story.be("SESSION_CREATED", 0).be("IP_RISK_CHECK", 1, {.result = CheckResult::fail});
  EXPECT_EQ(at(24 * 60 * minute), Status::error);
  EXPECT_EQ(evidence(2), Ids{"IP_RISK_CHECK"});
}

TEST_F(StatusOf, AnErrorPageIsAnErrorUntilTheUserIsElsewhere) {
  story.begun().fe("ERROR_PAGE_VIEWED", 10, {.error_code = "SE-50020"});
  EXPECT_EQ(at(60), Status::error);
  story.fe("STEP_VIEW", 11, {.path = "/id"});
  EXPECT_EQ(at(60), Status::in_progress);
}

TEST_F(StatusOf, AResumeOrAStageMilestoneLeadsAwayFromAnErrorPage) {
  story.begun().fe("ERROR_PAGE_VIEWED", 10);
  EXPECT_EQ(at(60), Status::error);
  story.fe("FRONT_SESSION_RESUMED", 10) /* in the same instant, but after it in the order */;
  EXPECT_EQ(at(60), Status::in_progress);

  Story other;
  other.begun().fe("ERROR_PAGE_VIEWED", 10).be("SUBMISSION_CREATED", 10);
  EXPECT_EQ(other.at(60).status.status, Status::error) << "a milestone has to be later";
  other.be("SUBMISSION_CREATED", 10.001);
  EXPECT_EQ(other.at(60).status.status, Status::in_progress);
}

struct PutRight : ::testing::Test {
  Story story;
  std::optional<bool> resolved(std::string_view id) { return Story::event(story.at(3600), id).resolved; }
};

TEST_F(PutRight, IsAskedOnlyOfWhatTheUserFeltAndOfWarnings) {
  story.begun().be("ID_LIVENESS_CHECK", 7, {.result = CheckResult::warn}).be("REJECTED", 9);
  EXPECT_EQ(resolved("ID_LIVENESS_CHECK"), false);
  EXPECT_EQ(resolved("ID_CAPTURED"), std::nullopt);
  EXPECT_EQ(resolved("REJECTED"), std::nullopt) << "decisions are not asked";
}

TEST_F(PutRight, ByALaterPassOfTheSameName) {
  story.begun().be("ID_EXPIRY_CHECK", 7, {.result = CheckResult::fail});
  story.be("ID_EXPIRY_CHECK", 7, {.result = CheckResult::pass});
  EXPECT_EQ(resolved("ID_EXPIRY_CHECK"), false) << "not in the same millisecond";
  story.be("ID_EXPIRY_CHECK", 7.001, {.result = CheckResult::pass});
  EXPECT_EQ(resolved("ID_EXPIRY_CHECK"), true);
}

TEST_F(PutRight, ByAnApprovalUpToAMinuteBefore) {
  story.begun().be("APPROVED", 10).be("ID_OCR_CHECK", 70, {.result = CheckResult::fail});
  story.be("ID_TYPE_CHECK", 70.001, {.result = CheckResult::fail});
  EXPECT_EQ(resolved("ID_OCR_CHECK"), true);
  EXPECT_EQ(resolved("ID_TYPE_CHECK"), false);
}

TEST_F(PutRight, ABlockByWhateverGotFurtherThanEver) {
  story.begun().be("PERIOD_CHECK", 7, {.result = CheckResult::fail});
  story.be("ID_OCR_CHECK", 8, {.result = CheckResult::pass});
  EXPECT_EQ(resolved("PERIOD_CHECK"), false) << "the user was in STEP1 before";
  story.be("ACCOUNT_CODE_CHECK", 9, {.result = CheckResult::skipped});
  EXPECT_EQ(resolved("PERIOD_CHECK"), false) << "a check that was skipped got nobody further";
  story.be("ACCOUNT_CODE_CHECK", 10, {.result = CheckResult::fail});
  EXPECT_EQ(resolved("PERIOD_CHECK"), true) << "failed or not, it ran";
}

TEST_F(PutRight, ABlockByAResumeOfTheServerOnly) {
  story.begun().be("PERIOD_CHECK", 7, {.result = CheckResult::fail}).fe("FRONT_SESSION_RESUMED", 8);
  EXPECT_EQ(resolved("PERIOD_CHECK"), false);
  story.be("SESSION_REUSED", 9);
  EXPECT_EQ(resolved("PERIOD_CHECK"), true);
}

TEST_F(PutRight, ARetakeByTheMilestoneOfItsStageOrOfOneBeyond) {
  story.begun().be("SELFIE_LIVENESS_CHECK", 7, {.result = CheckResult::fail}).be("SUBMISSION_CREATED", 8);
  EXPECT_EQ(resolved("SELFIE_LIVENESS_CHECK"), false);
  story.be("STEP2_COMPLETED", 9);
  EXPECT_EQ(resolved("SELFIE_LIVENESS_CHECK"), true);
}

TEST_F(PutRight, ARefusedCameraByALaterCapture) {
  story.begun().fe("CAMERA_DENIED", 7);
  EXPECT_EQ(resolved("CAMERA_DENIED"), false);
  story.fe("ID_UPLOADED", 8);
  EXPECT_EQ(resolved("CAMERA_DENIED"), true);
}

}  // namespace
}  // namespace sj::journey
