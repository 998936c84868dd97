#include "cli/show/words.hpp"

#include <gtest/gtest.h>

namespace sj::cli {
namespace {

TEST(Word, TakesTheFirstQualifierThatHasOne) {
  EXPECT_EQ(word("stage_state", "passed", Language::en, {"STEP1", "COMPLETED"}), "passed");
  EXPECT_EQ(word("stage_state", "passed", Language::en, {"FINAL", "COMPLETED"}), "approved");
  EXPECT_EQ(word("stage_state", "retake", Language::en, {"STEP1", "DROPPED"}), "retake not done");
  EXPECT_EQ(word("stage_state", "retake", Language::ko, {"STEP1", "IN_PROGRESS"}), "재촬영 요청됨");
  EXPECT_EQ(word("evidence", "cause", Language::en, {"confirmed"}), "cause");
  EXPECT_EQ(word("evidence", "cause", Language::en, {"likely"}), "likely cause");
}

TEST(Word, IsTheCodeItselfWhereTheTableHasNone) {
  EXPECT_EQ(word("stage_state", "melted", Language::en, {"FINAL"}), "melted");
  EXPECT_EQ(word("mood", "happy", Language::ko), "happy");
  EXPECT_EQ(word("finding", "", Language::ko), "");
}

}  // namespace
}  // namespace sj::cli
