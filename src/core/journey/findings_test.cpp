#include "journey/findings.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;
using Code = FindingCode;

struct Oddity : ::testing::Test {
  Story story;
  std::optional<Ids> of(Code code, double second = 3600) { return story.finding(story.at(second), code); }
};

TEST_F(Oddity, NoneInAnOrdinaryApproval) {
  story.checked().be("APPROVED", 31).fe("FINAL_PAGE_VIEW", 32);
  EXPECT_TRUE(story.at(3600).findings.empty());
}

TEST_F(Oddity, EveryDecisionWithoutAReason) {
  story.begun().be("PENDING", 10).be("REJECTED", 20, {.reason = "expired_id"}).be("APPROVED", 30);
  EXPECT_EQ(of(Code::reason_missing), Ids{"PENDING"});
}

TEST_F(Oddity, AReasonOfTheOtherOutcome) {
  story.begun().be("PENDING", 10, {.reason = "expired_id"});
  EXPECT_EQ(of(Code::reason_outcome_mismatch), Ids{"PENDING"});
}

TEST_F(Oddity, AnActionThatOneSideDidNotRecord) {
  story.be("SESSION_CREATED", 0).fe("STEP_VIEW", 1, {.path = "/id"});
  EXPECT_EQ(of(Code::pair_broken, 60), std::nullopt) << "it may still come";
  EXPECT_EQ(of(Code::pair_broken, 60.001), Ids{"SESSION_CREATED"});
  Story by_api;
  by_api.be("SESSION_CREATED", 0);
  EXPECT_EQ(by_api.finding(by_api.at(3600), Code::pair_broken), std::nullopt) << "nobody was at a screen";
}

TEST_F(Oddity, AResultPageWithoutADecision) {
  story.checked().fe("FINAL_PAGE_VIEW", 31).fe("FINAL_PAGE_VIEW", 80);
  EXPECT_EQ(of(Code::final_page_without_decision, 91), std::nullopt);
  EXPECT_EQ(of(Code::final_page_without_decision, 91.001), Ids{"FINAL_PAGE_VIEW"});
}

TEST_F(Oddity, ADecisionThatTheUserDidNotStayFor) {
  story.checked().be("APPROVED", 31);
  EXPECT_EQ(of(Code::result_not_seen), Ids{"APPROVED"});
  EXPECT_EQ(of(Code::result_not_seen, 60), std::nullopt) << "not yet";
}

TEST_F(Oddity, AnErrorPageThatNothingOnTheServerExplains) {
  story.begun().fe("ERROR_PAGE_VIEWED", 10);
  EXPECT_EQ(of(Code::error_page_without_block), Ids{"ERROR_PAGE_VIEWED"});
  story.be("ID_OCR_CHECK", 9, {.result = CheckResult::fail});
  EXPECT_EQ(of(Code::error_page_without_block), std::nullopt);
}

TEST_F(Oddity, ABlockMoreThanAMinuteAfterTheDecision) {
  story.checked().be("APPROVED", 31).be("PERIOD_CHECK", 91, {.result = CheckResult::fail});
  EXPECT_EQ(of(Code::blocked_after_decision), std::nullopt);
  story.be("PERIOD_CHECK", 91.001, {.result = CheckResult::fail});
  EXPECT_EQ(of(Code::blocked_after_decision), Ids{"PERIOD_CHECK2"});
}

TEST_F(Oddity, AnApprovalOverABlockOrARejectingCheck) {
  story.begun().be("ID_EXPIRY_CHECK", 10, {.result = CheckResult::fail}).be("APPROVED", 20);
  EXPECT_EQ(of(Code::approved_over_block), Ids{"ID_EXPIRY_CHECK"});
  story.be("ID_EXPIRY_CHECK", 15, {.result = CheckResult::pass});
  EXPECT_EQ(of(Code::approved_over_block), std::nullopt) << "it was put right before";
}

TEST_F(Oddity, AnApprovalOverARetakeIsNone) {
  story.begun().be("ID_OCR_CHECK", 10, {.result = CheckResult::fail}).be("APPROVED", 20);
  EXPECT_EQ(of(Code::approved_over_block), std::nullopt);
}

TEST_F(Oddity, ARejectionOverABlockIsNone) {
  story.begun().be("ID_EXPIRY_CHECK", 10, {.result = CheckResult::fail}).be("REJECTED", 20);
  EXPECT_EQ(of(Code::approved_over_block), std::nullopt);
  EXPECT_EQ(of(Code::approved_without_checks), std::nullopt);
}

TEST_F(Oddity, AnApprovalWithNothingCheckedBeyondTheEntry) {
  story.begun().be("APPROVED", 20);
  EXPECT_EQ(of(Code::approved_without_checks), Ids{"APPROVED"});
  story.be("IP_RISK_CHECK", 19, {.result = CheckResult::pass, .stage = Stage::step2});
  EXPECT_EQ(of(Code::approved_without_checks), std::nullopt) << "the stage counts, not the name";
}

TEST_F(Oddity, ADecisionThatWasTurnedRound) {
  story.begun().be("REJECTED", 10).be("APPROVED", 20).be("PENDING", 30);
  EXPECT_EQ(of(Code::decision_changed), (Ids{"REJECTED", "APPROVED", "PENDING"}));
}

TEST_F(Oddity, AClockThatWasMoved) {
  story.begun().fe("PAGE_HIDDEN", 10, {.claimed_time = Story::time(999)});
  EXPECT_EQ(of(Code::clock_skew), Ids{"PAGE_HIDDEN"});
}

TEST_F(Oddity, NamesThatTheCatalogDoesNotHave) {
  story.begun().be("MY_OWN_THING", 10).fe("APPROVED", 11);
  EXPECT_EQ(of(Code::unknown_event), (Ids{"MY_OWN_THING", "APPROVED"}));
}

TEST_F(Oddity, APersonWhoBecameAnother) {
  story.begun().be("SUBMISSION_CREATED", 8, {.email = "kim@x.org"}).be("APPROVED", 20, {.email = "KIM@x.org"});
  EXPECT_EQ(of(Code::identity_changed), std::nullopt);
  story.be("WEBHOOK_SENT", 21, {.email = "lee@x.org"});
  EXPECT_EQ(of(Code::identity_changed), (Ids{"SUBMISSION_CREATED", "APPROVED"}))
      << "those that the summary does not show";
}

TEST_F(Oddity, ASessionThatBeganUnseen) {
  story.fe("STEP_VIEW", 0, {.path = "/id"});
  EXPECT_EQ(of(Code::no_session_start), Ids{});
}

TEST_F(Oddity, OfWhichFiftyAreListedAndAllCounted) {
  for (int i = 0; i < 60; ++i) story.be("MY_OWN_THING", i);
  const Journey journey = story.at(3600);
  const auto at = std::ranges::find(journey.findings, Code::unknown_event, &Finding::code);
  EXPECT_EQ(at->events.size(), 50u);
  EXPECT_EQ(at->total, 60u);
}

}  // namespace
}  // namespace sj::journey
