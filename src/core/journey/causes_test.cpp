#include "journey/causes.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;

struct CausesOf : ::testing::Test {
  Story story;
  void expect(const Ids& causes, Confidence confidence) {
    const Journey journey = story.at(3600);
    EXPECT_EQ(story.ids(journey.diagnosis.causes), causes);
    EXPECT_EQ(to_text(journey.diagnosis.confidence), to_text(confidence));
  }
};

TEST_F(CausesOf, AKnownReasonAreTheUnresolvedChecksThatItNames) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_QUALITY_CHECK", 11, {.result = CheckResult::fail})
      .be("ID_QUALITY_CHECK", 12, {.result = CheckResult::pass})
      .be("REJECTED", 20, {.reason = "id_image_badImage"});
  expect({"ID_OCR_CHECK"}, Confidence::confirmed);
}

TEST_F(CausesOf, AKnownReasonAreLikelyTheChecksThatItNamesWhereAllAreResolved) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_OCR_CHECK", 12, {.result = CheckResult::pass})
      .be("REJECTED", 20, {.reason = "id_image_badImage"});
  expect({"ID_OCR_CHECK"}, Confidence::likely);
}

TEST_F(CausesOf, AWarningIsTheCauseWhereTheReasonNamesWarnings) {
  story.begun()
      .be("ID_LIVENESS_CHECK", 10, {.result = CheckResult::warn})
      .be("PENDING", 20, {.reason = "warning_occurred"});
  expect({"ID_LIVENESS_CHECK"}, Confidence::confirmed);
}

TEST_F(CausesOf, AReasonWhoseChecksAreNotOnRecordArePossiblyThoseOfItsStage) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("FACE_COMPARE_CHECK", 11, {.result = CheckResult::fail})
      .be("REJECTED", 20, {.reason = "expired_id"});
  expect({"ID_OCR_CHECK"}, Confidence::possible);
}

TEST_F(CausesOf, AnUnknownReasonAreLikelyWhatFeltLikeTheDecision) {
  story.begun()
      .be("AGE_LIMIT_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_OCR_CHECK", 11, {.result = CheckResult::fail})
      .be("REJECTED", 20, {.reason = "nobody_knows"});
  expect({"AGE_LIMIT_CHECK"}, Confidence::likely);
}

TEST_F(CausesOf, AReasonOfTheOtherOutcomeIsUnknown) {
  story.begun().be("AGE_LIMIT_CHECK", 10, {.result = CheckResult::fail}).be("PENDING", 20, {.reason = "expired_id"});
  expect({"AGE_LIMIT_CHECK"}, Confidence::possible);
}

TEST_F(CausesOf, WithoutAReasonWhateverStandsIsPossible) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_LIVENESS_CHECK", 11, {.result = CheckResult::warn})
      .be("REJECTED", 20);
  expect({"ID_OCR_CHECK"}, Confidence::possible);
}

TEST_F(CausesOf, WithoutAReasonAWarningIsTheLastThatCanBe) {
  story.begun().be("ID_LIVENESS_CHECK", 11, {.result = CheckResult::warn}).be("REJECTED", 20);
  expect({"ID_LIVENESS_CHECK"}, Confidence::possible);
}

TEST_F(CausesOf, ARejectionThatNothingExplains) {
  story.checked().be("REJECTED", 31, {.reason = "expired_id"});
  expect({}, Confidence::none);
}

}  // namespace
}  // namespace sj::journey
