#include "journey/candidates.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;

TEST(Candidates, AreWhatTheServerDidAndWarnedOf) {
  Story story;
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_LIVENESS_CHECK", 11, {.result = CheckResult::warn})
      .be("ID_TYPE_CHECK", 12, {.result = CheckResult::pass})
      .fe("CAMERA_DENIED", 13)
      .be("REJECTED", 20, {.reason = "id_image_error"});
  const Journey journey = story.at(60);
  EXPECT_EQ(story.evidence(journey, Role::cause), Ids{"ID_OCR_CHECK"});
  EXPECT_EQ(story.evidence(journey, Role::contributing), Ids{"ID_LIVENESS_CHECK"});
}

TEST(Candidates, MayBeRecordedAMinuteAfterTheDecisionButNotLater) {
  Story story;
  story.begun().be("REJECTED", 20, {.reason = "expired_id"});
  story.be("ID_EXPIRY_CHECK", 80.001, {.result = CheckResult::fail});
  EXPECT_TRUE(story.at(100).diagnosis.causes.empty());
  story.be("ID_EXPIRY_CHECK", 80, {.result = CheckResult::fail});
  EXPECT_EQ(story.ids(story.at(100).diagnosis.causes), Ids{"ID_EXPIRY_CHECK2"});
}

TEST(Candidates, HaveNoEndWithoutADecision) {
  Story story;
  story.begun().be("IP_RISK_CHECK", 86'000, {.result = CheckResult::fail});
  EXPECT_EQ(story.ids(story.at(86'001).diagnosis.causes), Ids{"IP_RISK_CHECK2"});
}

}  // namespace
}  // namespace sj::journey
