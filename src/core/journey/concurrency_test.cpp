#include "journey/concurrency.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Story;

struct Groups : ::testing::Test {
  Story story;
  std::uint32_t of(std::string_view id) { return Story::event(story.at(60), id).group; }
};

TEST_F(Groups, AreChecksOfAStageASecondApartAtMost) {
  story.be("ID_OCR_CHECK", 10, {.result = CheckResult::pass})
      .be("ID_TYPE_CHECK", 12, {.result = CheckResult::pass, .duration_ms = 1'000})
      .be("ID_EXPIRY_CHECK", 13.001, {.result = CheckResult::pass});
  EXPECT_EQ(of("ID_OCR_CHECK"), 1u);
  EXPECT_EQ(of("ID_TYPE_CHECK"), 1u) << "it began a second after the end of the other";
  EXPECT_EQ(of("ID_EXPIRY_CHECK"), 0u);
}

TEST_F(Groups, HoldTogetherByWhatOverlapsOneAfterTheOther) {
  story.be("ID_OCR_CHECK", 12, {.duration_ms = 2'000})
      .be("ID_TYPE_CHECK", 15, {.duration_ms = 3'500})
      .be("ID_EXPIRY_CHECK", 18, {.duration_ms = 3'500});
  EXPECT_EQ(of("ID_OCR_CHECK"), 1u);
  EXPECT_EQ(of("ID_EXPIRY_CHECK"), 1u) << "by the one between them";
}

TEST_F(Groups, AreNumberedInEachStageAndACheckAloneUsesNoNumber) {
  story.be("ID_OCR_CHECK", 10)
      .be("ID_TYPE_CHECK", 20)
      .be("ID_EXPIRY_CHECK", 20.5)
      .be("AGE_LIMIT_CHECK", 30)
      .be("DUPLICATE_USER_CHECK", 30.5)
      .be("FACE_COMPARE_CHECK", 30.1)
      .be("FACE_AGE_CHECK", 30.2);
  EXPECT_EQ(of("ID_OCR_CHECK"), 0u);
  EXPECT_EQ(of("ID_TYPE_CHECK"), 1u);
  EXPECT_EQ(of("AGE_LIMIT_CHECK"), 2u);
  EXPECT_EQ(of("FACE_COMPARE_CHECK"), 1u) << "another stage, another count";
}

TEST_F(Groups, AreOfChecksOnly) {
  story.be("SUBMISSION_CREATED", 10).be("ID_OCR_CHECK", 10);
  EXPECT_EQ(of("ID_OCR_CHECK"), 0u);
}

}  // namespace
}  // namespace sj::journey
