#include "liveform/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace sj::liveform {
namespace {

Consequence consequence_of(const Plan& plan) {
  const PlannedCheck* check = gravest(plan);
  return check == nullptr ? Consequence::none : check->consequence;
}

const PlannedCheck& check_named(const Plan& plan, std::string_view name) {
  return *std::ranges::find(plan, name, &PlannedCheck::name);
}

TEST(Plan, AGoodFateWithGoodPhotosMeetsNothing) {
  EXPECT_EQ(consequence_of(guards(Fate::good, true)), Consequence::none);
  EXPECT_EQ(consequence_of(document_image_checks(Fault::none)), Consequence::none);
  EXPECT_EQ(consequence_of(document_data_checks(Fate::good)), Consequence::none);
  EXPECT_EQ(consequence_of(account_checks(true)), Consequence::none);
  EXPECT_EQ(consequence_of(selfie_checks(Fate::good, Fault::none)), Consequence::none);
}

TEST(Plan, EachFateStrikesInItsOwnStepAndNowhereElse) {
  EXPECT_EQ(gravest(guards(Fate::blocked_ip, true))->name, "IP_RISK_CHECK");
  EXPECT_EQ(gravest(guards(Fate::link_expired, true))->error_code, "expired-start-valid-until");
  EXPECT_EQ(gravest(document_data_checks(Fate::expired_document))->decision_reason, "expired_id");
  EXPECT_EQ(gravest(selfie_checks(Fate::aml_match, Fault::none))->decision_reason, "aml_match");
  EXPECT_EQ(gravest(selfie_checks(Fate::engine_error, Fault::none))->error_code, "SE-50021");
  for (const Fate fate : {Fate::expired_document, Fate::engine_error, Fate::aml_match, Fate::warning})
    EXPECT_EQ(consequence_of(guards(fate, true)), Consequence::none);
  for (const Fate fate : {Fate::blocked_ip, Fate::link_expired, Fate::expired_document, Fate::webhook_down})
    EXPECT_EQ(consequence_of(selfie_checks(fate, Fault::none)), Consequence::none);
}

TEST(Plan, AWarningChangesNothingForTheVisitor) {
  const Plan plan = selfie_checks(Fate::warning, Fault::none);
  EXPECT_EQ(check_named(plan, "GOVERNMENT_CHECK").result, "WARN");
  EXPECT_EQ(consequence_of(plan), Consequence::none);
}

TEST(Plan, ABadPhotoIsTakenAgainWhateverTheFate) {
  const Plan document = document_image_checks(Fault::too_dark);
  EXPECT_EQ(consequence_of(document), Consequence::retake);
  EXPECT_EQ(check_named(document, "ID_QUALITY_CHECK").reason, "too_dark");
  EXPECT_EQ(check_named(document, "ID_OCR_CHECK").result, "SKIPPED");
  EXPECT_EQ(consequence_of(selfie_checks(Fate::aml_match, Fault::blurred)), Consequence::retake);
}

TEST(Plan, AWrongCodeIsAskedAgain) {
  EXPECT_EQ(consequence_of(account_checks(false)), Consequence::retake);
}

TEST(Plan, TooManySubmissionsAreBlocked) {
  EXPECT_EQ(gravest(guards(Fate::good, false))->name, "RATE_LIMIT_CHECK");
}

TEST(Plan, FatesAreKnownByName) {
  EXPECT_EQ(fate_named("aml_match"), Fate::aml_match);
  EXPECT_EQ(fate_named("good"), Fate::good);
  EXPECT_EQ(fate_named("other"), std::nullopt);
}

}  // namespace
}  // namespace sj::liveform
