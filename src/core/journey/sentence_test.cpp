// What sentences claim, and what they must not: each test is one clause of §11 Sentence.
#include "journey/sentence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Story;
constexpr double hour = 3600;

struct Sentence : ::testing::Test {
  Story story;
  std::string en(double second = hour) { return story.at(second).sentence.en; }
  std::string ko(double second = hour) { return story.at(second).sentence.ko; }
};

TEST_F(Sentence, SaysWhichCheckTheServerNames) {
  story.checked().be("ID_EXPIRY_CHECK", 9, {.result = CheckResult::fail}).be("REJECTED", 31, {.reason = "expired_id"});
  EXPECT_EQ(en(),
            "Rejected for expired_id (expired document); cause named by the server: document expiry check not "
            "passed by the user.");
  EXPECT_EQ(ko(),
            "거절되었으며(사유: expired_id, 유효 기간이 지난 신분증) 서버가 지목한 원인은 사용자가 통과하지 못한 "
            "신분증 유효 기간 확인입니다.");
}

TEST_F(Sentence, TellsAnErrorAsTheEnginesFaultAndAFailAsTheUsers) {
  story.begun()
      .be("FACE_COMPARE_CHECK", 9, {.result = CheckResult::error})
      .be("FACE_COMPARE_CHECK", 10, {.result = CheckResult::fail})
      .be("REJECTED", 31, {.reason = "face_compare_underscore"});
  EXPECT_THAT(en(), HasSubstr("face comparison not passed by the user; engine error in face comparison"));
  EXPECT_THAT(ko(), HasSubstr("사용자가 통과하지 못한 얼굴 비교, 엔진 오류가 발생한 얼굴 비교"));
}

TEST_F(Sentence, SaysReviewWhereAPersonDecided) {
  story.checked().be("PENDING", 31, {.reason = "aml_match"}).be("APPROVED", 40);
  EXPECT_EQ(en(), "Approved after manual review.");
  EXPECT_EQ(ko(), "수동 심사(review) 후 승인되었습니다.");
}

TEST_F(Sentence, SaysRepeatedOnlyOfTwoRetakesOrMore) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .fe("ERROR_PAGE_VIEWED", 20, {.error_code = "LO-30001"});
  EXPECT_EQ(en(),
            "The user saw an error page (LO-30001, document text not recognised) with 1 retake on record: document "
            "text recognition not passed by the user.");
  EXPECT_THAT(ko(), Not(HasSubstr("반복")));
  story.be("ID_OCR_CHECK", 11, {.result = CheckResult::fail});
  EXPECT_EQ(en(),
            "The user saw an error page (LO-30001, document text not recognised) with repeated retakes on record "
            "(2): document text recognition (2 times) not passed by the user.");
  EXPECT_THAT(ko(), HasSubstr("반복된 재시도 요구 기록이 2회"));
}

TEST_F(Sentence, SaysThatARetryLoopHasNoRetakeOnRecord) {
  story.begun().fe("ERROR_PAGE_VIEWED", 20, {.error_code = "LO-30001"});
  EXPECT_THAT(en(), AllOf(HasSubstr("no retake is on record"), Not(HasSubstr("epeated"))));
}

TEST_F(Sentence, NamesTheScreenThatTheUserLeft) {
  story.begun().fe("STEP_VIEW", 7, {.path = "/id/guide"});
  EXPECT_EQ(en(), "The user left at screen /id/guide (the ID document step) after the document photo.");
  EXPECT_EQ(ko(), "사용자가 /id/guide 화면(신분증 단계)에서 신분증 촬영 후 이탈했습니다.");
}

TEST_F(Sentence, NamesNoScreenThatTheUserWasSeenToLeave) {
  story.begun().fe("SELFIE_CAPTURED", 10);
  EXPECT_EQ(en(), "The user left in the face step after the selfie.");
  Story other;
  other.begun().fe("CLIENT_ERROR", 10, {.path = "/id/next"});
  EXPECT_EQ(other.at(hour).sentence.en, "The user left in the ID document step after the document photo.");
}

TEST_F(Sentence, SaysWhereTheServerWasIfThatIsElsewhere) {
  story.begun().be("FACE_COMPARE_CHECK", 10, {.result = CheckResult::pass});
  EXPECT_EQ(en(),
            "The user left at screen /id (the ID document step; the server was last active in the face step) after "
            "the document photo.");
}

TEST_F(Sentence, OfADroppedUserTellsWhatIsOpenAndNoMore) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_OCR_CHECK", 11, {.result = CheckResult::fail});
  EXPECT_EQ(en(),
            "The user left at screen /id (the ID document step) after the document photo, with 2 requested retakes "
            "not completed: document text recognition (2 times) not passed by the user.");
  story.fe("NETWORK_OFFLINE", 12).be("ID_OCR_CHECK", 13, {.result = CheckResult::pass});
  EXPECT_THAT(en(), HasSubstr("with the connection lost; no event says that it came back"));
}

TEST_F(Sentence, OfSilenceClaimsNoScreen) {
  story.be("SESSION_CREATED", 0);
  EXPECT_EQ(en(), "Nothing on record shows that the user opened the verification.");
  EXPECT_THAT(en(60), AllOf(HasSubstr("In progress in the pre-checks"), Not(HasSubstr("screen"))));
  story.be("ID_OCR_CHECK", 1, {.result = CheckResult::pass});
  EXPECT_EQ(en(), "The server's events stopped in the ID document step; no screen event is on record.");
}

TEST_F(Sentence, TellsABlockOfThePreChecksAsOneByAnEntryCheck) {
  story.begun().be("PERIOD_CHECK", 10, {.result = CheckResult::fail});
  EXPECT_EQ(en(), "Blocked by an entry check: repeat submission check not passed by the user.");
  EXPECT_EQ(ko(), "사전 점검에서 서버가 차단했습니다(사용자가 통과하지 못한 재제출 제한 확인).");
}

TEST_F(Sentence, SaysThatABlockCameAfterTheResultPage) {
  story.checked().fe("FINAL_PAGE_VIEW", 31).be("PERIOD_CHECK", 40, {.result = CheckResult::fail});
  EXPECT_EQ(en(),
            "Blocked by an entry check: repeat submission check not passed by the user, recorded after the result "
            "page was reached.");
  story.be("PACKET_ABUSE_CHECK", 30.5, {.result = CheckResult::error});
  EXPECT_THAT(en(), HasSubstr("in part recorded after the result page was reached"));
}

TEST_F(Sentence, SaysThatABlockCameAfterTheDecision) {
  story.checked()
      .be("REJECTED", 31, {.reason = "ipRisk_failCategory"})
      .be("IP_RISK_CHECK", 32, {.result = CheckResult::fail});
  EXPECT_THAT(en(), HasSubstr("IP address risk check not passed by the user, recorded after the decision."));
  EXPECT_THAT(ko(), HasSubstr("결정 이후 기록"));
}

TEST_F(Sentence, NamesTheStepOfABlockAndNotWhereTheUserIs) {
  story.begun()
      .be("RATE_LIMIT_CHECK", 10, {.result = CheckResult::fail, .stage = Stage::step1})
      .fe("STEP_VIEW", 11, {.path = "/face"});
  EXPECT_EQ(en(), "Blocked by the server in the ID document step: submission rate check not passed by the user.");
}

TEST_F(Sentence, OfAnApprovalSaysWhatStandsAgainstIt) {
  story.begun().be("ID_EXPIRY_CHECK", 10, {.result = CheckResult::fail}).be("APPROVED", 20);
  EXPECT_EQ(en(),
            "Approved, despite a block or rejection by the server that nothing else resolves (document expiry check "
            "not passed by the user).");
  story.be("PERIOD_CHECK", 100, {.result = CheckResult::fail});
  EXPECT_THAT(en(), HasSubstr("; blocked by an entry check after the decision: repeat submission check not passed"));
  EXPECT_THAT(
      ko(), AllOf(HasSubstr("달리 해소되지 않은 서버의 차단·거절"), HasSubstr("결정 이후 사전 점검에서 서버가 차단")));
}

TEST_F(Sentence, OfAnApprovalSaysThatNothingWasChecked) {
  story.begun().be("APPROVED", 20);
  EXPECT_EQ(en(), "Approved, with no check of the document, the account or the face on record.");
  EXPECT_EQ(ko(), "신분증·계좌·얼굴 검사 기록 없이 승인되었습니다.");
}

TEST_F(Sentence, OfAnApprovalCountsItsWarnings) {
  story.checked().be("ID_LIVENESS_CHECK", 9, {.result = CheckResult::warn});
  story.be("AML_SCREENING_CHECK", 29, {.result = CheckResult::error}).be("APPROVED", 31);
  EXPECT_EQ(en(),
            "Approved, with 2 warnings on record (engine error in AML screening; warning from document liveness "
            "check).");
}

TEST_F(Sentence, CountsTheRetakesOfTooManyTries) {
  story.begun()
      .be("ID_OCR_CHECK", 10, {.result = CheckResult::fail})
      .be("ID_OCR_CHECK", 11, {.result = CheckResult::fail})
      .be("RETRY_LIMIT_CHECK", 12, {.result = CheckResult::fail})
      .be("REJECTED", 20, {.reason = "too_many_retry"});
  EXPECT_EQ(en(),
            "Rejected for too_many_retry (too many retries), with 2 retakes on record; cause named by the server: "
            "document text recognition (2 times) and retry limit check not passed by the user.");
}

TEST_F(Sentence, ListsThreeTitlesOfAKind) {
  story.begun();
  for (const char* name : {"A_CHECK", "B_CHECK", "C_CHECK", "D_CHECK", "E_CHECK"})
    story.be(name, 10, {.impact = Impact::blocked});
  EXPECT_EQ(en(), "Blocked by the server in the ID document step: A_CHECK, B_CHECK, C_CHECK and 2 more.");
  EXPECT_THAT(ko(), HasSubstr("A_CHECK, B_CHECK, C_CHECK 외 2건"));
}

TEST_F(Sentence, IsOneSentence) {
  const auto ends = [](std::string_view text) { return std::ranges::count(text, '.'); };
  story.begun().be("ID_LIVENESS_CHECK", 10, {.result = CheckResult::warn}).be("PENDING", 20);
  EXPECT_EQ(ends(en()), 1) << en();
  EXPECT_EQ(ends(ko()), 1) << ko();
}

}  // namespace
}  // namespace sj::journey
