#include "journey/classify.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::built_in_catalog;

Classified be(std::string_view name, Event event = {}) {
  event.name = name;
  return classify(event, built_in_catalog());
}
Classified fe(std::string_view name, Event event = {}) {
  event.name = name;
  event.source = Source::fe;
  return classify(event, built_in_catalog());
}

TEST(Place, IsTheCatalogs) {
  EXPECT_EQ(be("ID_OCR_CHECK").placed, Stage::step1);
  EXPECT_EQ(fe("SELFIE_CAPTURED").placed, Stage::step2);
}

TEST(Place, IsWhatAServerSaysOfItsOwnChecksAndRecords) {
  EXPECT_EQ(be("IP_RISK_CHECK", {.stage = Stage::step2}).placed, Stage::step2);
  EXPECT_EQ(be("MY_OWN_THING", {.stage = Stage::step1}).placed, Stage::step1);
  EXPECT_EQ(be("APPROVED", {.stage = Stage::step1}).placed, Stage::final) << "not of decisions";
  EXPECT_EQ(be("SUBMISSION_CREATED", {.stage = Stage::post}).placed, Stage::step1) << "not of milestones";
}

TEST(Place, OfAScreenIsItsPaths) {
  EXPECT_EQ(fe("STEP_VIEW", {.path = "/ko/face/guide"}).placed, Stage::step2);
  EXPECT_FALSE(fe("STEP_VIEW", {.path = "/elsewhere"}).placed);
  EXPECT_FALSE(fe("PAGE_HIDDEN", {.path = "/face"}).placed) << "only of screens";
}

TEST(Impact, OfACheckFollowsItsResult) {
  EXPECT_EQ(be("ID_EXPIRY_CHECK", {.result = CheckResult::fail}).impact, Impact::rejected);
  EXPECT_EQ(be("ID_EXPIRY_CHECK", {.result = CheckResult::pass}).impact, Impact::none);
  EXPECT_EQ(be("ID_EXPIRY_CHECK").impact, Impact::none) << "no result, no impact";
}

TEST(Impact, OfAnErrorStopsTheUserButJudgesNobody) {
  EXPECT_EQ(be("IP_RISK_CHECK", {.result = CheckResult::error}).impact, Impact::blocked);
  EXPECT_EQ(be("ID_OCR_CHECK", {.result = CheckResult::error}).impact, Impact::retake);
  EXPECT_EQ(be("ID_EXPIRY_CHECK", {.result = CheckResult::error}).impact, Impact::none);
  EXPECT_EQ(be("AML_SCREENING_CHECK", {.result = CheckResult::error}).impact, Impact::none);
}

TEST(Impact, ThatWasSentCountsButForDecisions) {
  EXPECT_EQ(be("ID_OCR_CHECK", {.result = CheckResult::pass, .impact = Impact::blocked}).impact, Impact::blocked);
  EXPECT_EQ(be("MY_OWN_THING", {.impact = Impact::rejected}).impact, Impact::rejected);
  EXPECT_EQ(be("APPROVED", {.impact = Impact::rejected}).impact, Impact::approved);
}

TEST(Impact, ThatABrowserClaimsCannotBeADecisionOrABlock) {
  EXPECT_EQ(fe("CAMERA_DENIED", {.impact = Impact::none}).impact, Impact::none);
  EXPECT_EQ(fe("CAMERA_DENIED", {.impact = Impact::blocked}).impact, Impact::retake);
  EXPECT_EQ(fe("STEP_VIEW", {.impact = Impact::approved}).impact, Impact::none);
}

TEST(Warning, IsAServersBadResultThatChangedNothing) {
  EXPECT_TRUE(be("ID_LIVENESS_CHECK", {.result = CheckResult::warn}).warning);
  EXPECT_TRUE(be("AML_SCREENING_CHECK", {.result = CheckResult::error}).warning);
  EXPECT_TRUE(be("MY_OWN_CHECK", {.result = CheckResult::fail}).warning);
  EXPECT_FALSE(be("ID_LIVENESS_CHECK", {.result = CheckResult::fail}).warning) << "a retake is more than a warning";
  EXPECT_FALSE(be("WEBHOOK_SENT", {.result = CheckResult::fail}).warning) << "a known record is no check";
  EXPECT_FALSE(fe("MY_OWN_CHECK", {.result = CheckResult::fail}).warning);
}

TEST(Activity, IsTheScreenAndWhatTheCatalogKnowsAsLoud) {
  EXPECT_TRUE(fe("MY_SCREEN_THING").activity);
  EXPECT_TRUE(be("ID_OCR_CHECK").activity);
  EXPECT_FALSE(be("MY_OWN_THING").activity);
  EXPECT_FALSE(be("APPROVED").activity);
}

TEST(Name, OfTheOtherSourceIsUnknown) {
  EXPECT_FALSE(fe("APPROVED").type->known);
  EXPECT_FALSE(fe("APPROVED").is_decision());
  EXPECT_FALSE(be("FINAL_PAGE_VIEW").type->has(Flag::final_page));
}

}  // namespace
}  // namespace sj::journey
