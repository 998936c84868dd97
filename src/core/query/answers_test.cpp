// What a client reads: rows, journeys and events as JSON, with null or nothing where there is nothing to tell.
#include "query/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::query {
namespace {

using journey::Journey;
using journey::Summary;
using journey::testing::Story;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double hour = 3600;

store::Scope scope_at(double second) {
  return {"prj_1", {}, nullptr, Story::time(second)};
}

std::string told(const Summary& summary, double second = 60) {
  std::string out;
  JsonWriter json(out);
  write_summary(json, summary, scope_at(second));
  return out;
}

std::string told(const Story& story, double second, const std::vector<Linked>& linked = {}) {
  std::string out;
  JsonWriter json(out);
  write_journey(json, story.at(second), story.log(), scope_at(second), linked);
  return out;
}

std::string told_event(const Story& story, std::string_view event_id) {
  const Journey journey = story.at(60);
  std::string out;
  JsonWriter json(out);
  write_event(json, Story::event(journey, event_id), story.log());
  return out;
}

Summary a_minute_in() {
  Summary summary;
  summary.session_id = "s-1";
  summary.created_at = summary.quiet_since = Story::time(0);
  summary.updated_at = Story::time(5);
  summary.quiet_evidence = "e5";
  summary.last_event = "STEP_VIEW";
  summary.events = summary.fe = 1;
  return summary;
}

TEST(Answers, ASessionOfWhichLittleIsKnownHasEveryMember) {
  EXPECT_EQ(told(a_minute_in()),
            R"({"session_id":"s-1","project_id":"prj_1","created_at":"2026-06-21T00:00:00.000Z",)"
            R"("updated_at":"2026-06-21T00:00:05.000Z","status":"IN_PROGRESS","status_rule":4,)"
            R"("status_evidence":["e5"],"decision":null,"stage":"PRE_CHECKS","furthest_stage":"PRE_CHECKS",)"
            R"("last_event":"STEP_VIEW","email":null,"user_id":null,"submission_id":null,)"
            R"("aliases":{"email":[],"user_id":[],"submission_id":[]},"last_error_code":null,)"
            R"("headline":"IN_PROGRESS","counts":{"events":1,"fe":1,"be":0,"retakes":0,"warnings":0},)"
            R"("wall_ms":0,"active_ms":0})");
}

TEST(Answers, ARowIsToldByTheTimeOfAsking) {
  Summary summary = a_minute_in();
  summary.headline_dropped = journey::Headline::dropped_on_screen;
  EXPECT_THAT(told(summary, 1199.999), HasSubstr(R"("status":"IN_PROGRESS","status_rule":4)"));
  const std::string later = told(summary, 1200);
  EXPECT_THAT(later, HasSubstr(R"("status":"DROPPED","status_rule":3,"status_evidence":["e5"])"));
  EXPECT_THAT(later, HasSubstr(R"("headline":"DROPPED_ON_SCREEN")"));
}

TEST(Answers, WhatIsSettledNamesTheEventsThatSettledIt) {
  Summary summary = a_minute_in();
  summary.settled = journey::Status::error;
  summary.settled_evidence = {"block-1", "page-2"};
  EXPECT_THAT(told(summary, hour),
              HasSubstr(R"("status":"ERROR","status_rule":2,"status_evidence":["block-1","page-2"])"));
}

TEST(Answers, ADecisionIsToldWithItsHistory) {
  Summary summary = a_minute_in();
  summary.decision = {
      .history = {{Impact::pending, "aml_match", Story::time(1), "d1"}, {Impact::approved, "", Story::time(2), "d2"}},
      .by_review = true};
  EXPECT_THAT(
      told(summary),
      HasSubstr(
          R"("decision":{"outcome":"APPROVED","reason":null,"decided_at":"2026-06-21T00:00:02.000Z","event_id":"d2",)"
          R"("decided_by":"review","history":[)"
          R"({"outcome":"PENDING","reason":"aml_match","decided_at":"2026-06-21T00:00:01.000Z","event_id":"d1"},)"
          R"({"outcome":"APPROVED","reason":null,"decided_at":"2026-06-21T00:00:02.000Z","event_id":"d2"}]},)"));
  summary.decision->by_review = false;
  EXPECT_THAT(told(summary), HasSubstr(R"("decided_by":"automatic")"));
}

TEST(Answers, WhatClientsSentIsEscaped) {
  Summary summary = a_minute_in();
  summary.identity[0] = "\"Kim\\\"@x.org";
  summary.aliases[1] = {"line\nbreak", "\x01", "김"};
  summary.last_error_code = "</script>";
  const std::string json = told(summary);
  EXPECT_THAT(json, HasSubstr(R"("email":"\"Kim\\\"@x.org")"));
  EXPECT_THAT(json, HasSubstr(R"("user_id":["line\nbreak","\u0001","김"])"));
  EXPECT_THAT(json, HasSubstr(R"("last_error_code":"</script>")"));
}

TEST(Answers, AStageThatNobodyReachedHasNoTimes) {
  Story story;
  story.begun();
  const std::string json = told(story, 60);
  EXPECT_THAT(json, HasSubstr(R"({"stage":"STEP1","state":"active","entered_at":"2026-06-21T00:00:05.000Z",)"
                              R"("left_at":"2026-06-21T00:00:06.000Z","duration_ms":1000,"events":2})"));
  EXPECT_THAT(told(story.be("REJECTED", 9), 60),
              HasSubstr(R"({"stage":"FINAL","state":"rejected","entered_at":"2026-06-21T00:00:09.000Z",)"
                        R"("left_at":"2026-06-21T00:00:09.000Z","duration_ms":0,"events":1})"));
  EXPECT_THAT(json, HasSubstr(R"({"stage":"STEP2","state":"not_reached","entered_at":null,"left_at":null,)"
                              R"("duration_ms":null,"events":0})"));
}

TEST(Answers, PairsNameBothSidesAndWhatIsLeft) {
  Story story;
  story.begun().fe("CREATE_FLOW", 7);
  EXPECT_THAT(told(story, 60), HasSubstr(R"("pairs":{"matched":[{"fe":"FRONT_SESSION_START","be":"SESSION_CREATED",)"
                                         R"("delta_ms":-100}],"unmatched":["CREATE_FLOW"]})"));
}

TEST(Answers, AnExplanationSaysHowSureItIs) {
  const auto confidence = [](const Story& story, double second) {
    constexpr std::string_view member = R"("confidence":")";
    const std::string json = told(story, second);
    const std::size_t begin = json.find(member) + member.size();
    return json.substr(begin, json.find('"', begin) - begin);
  };
  Story approved, likely, possible, begun, unopened;
  approved.checked().be("APPROVED", 31);
  EXPECT_EQ(confidence(approved, 60), "confirmed");
  likely.begun().be("AGE_LIMIT_CHECK", 10, {.result = CheckResult::fail}).be("REJECTED", 20, {.reason = "their_own"});
  EXPECT_EQ(confidence(likely, 60), "likely");
  possible.begun().be("ID_OCR_CHECK", 10, {.result = CheckResult::warn}).be("REJECTED", 20, {.reason = "their_own"});
  EXPECT_EQ(confidence(possible, 60), "possible");
  begun.begun();
  EXPECT_EQ(confidence(begun, 60), "none");
  EXPECT_EQ(confidence(begun, hour), "observed");
  unopened.be("SESSION_CREATED", 0);
  EXPECT_EQ(confidence(unopened, hour), "inferred");
}

TEST(Answers, EvidenceOfARoleStopsAtFiftyAndItsTotalDoesNot) {
  Story story;
  story.begun();
  for (int i = 0; i < 60; ++i) story.be("ID_OCR_CHECK", 7 + i, {.result = CheckResult::fail});
  const std::string json = told(story, 80);
  EXPECT_THAT(json, HasSubstr(R"({"event_id":"ID_OCR_CHECK50","source":"BE","role":"cause"})"));
  EXPECT_THAT(json, Not(HasSubstr(R"("event_id":"ID_OCR_CHECK51")")));
  EXPECT_THAT(json, HasSubstr(R"("evidence_totals":{"decision":0,"cause":60,"contributing":0,"observation":1})"));
}

TEST(Answers, AFindingNamesItsEvents) {
  Story story;
  story.begun().be("REJECTED", 20).be("THEIR_OWN_THING", 21);
  const std::string json = told(story, 60);
  EXPECT_THAT(json, HasSubstr(R"({"code":"REASON_MISSING","event_ids":["REJECTED"],"total":1})"));
  EXPECT_THAT(json, HasSubstr(R"({"code":"UNKNOWN_EVENT","event_ids":["THEIR_OWN_THING"],"total":1})"));
}

TEST(Answers, ALinkedSessionIsARowWithWhatIsShared) {
  Story story;
  story.begun();
  Summary other = a_minute_in();
  other.session_id = "s-2";
  const std::vector<Linked> linked{{other, {journey::Identity::email, journey::Identity::submission_id}}};
  const std::string json = told(story, 60, linked);
  EXPECT_THAT(json, HasSubstr(R"("linked":[{"session_id":"s-2","project_id":"prj_1")"));
  EXPECT_THAT(json, HasSubstr(R"("shared":["email","submission_id"]}])"));
  EXPECT_THAT(told(story, 60), HasSubstr(R"("linked":[]})"));
}

TEST(Answers, AnEventHasOnlyWhatWasSentAndWhatTheRulesSayOfIt) {
  Story story;
  story.be("THEIR_OWN_THING", 1);
  EXPECT_EQ(told_event(story, "THEIR_OWN_THING"),
            R"({"event_id":"THEIR_OWN_THING","session_id":"s","name":"THEIR_OWN_THING","source":"BE",)"
            R"("time":"2026-06-21T00:00:01.000Z","stage":"PRE_CHECKS","effective_impact":"NONE",)"
            R"("received_at":"2026-06-21T00:00:01.000Z","group":null,"pair":null,"resolved":null,"known":false})");
}

TEST(Answers, AnEventHasEveryFieldThatWasSent) {
  Story story;
  story.be("ID_OCR_CHECK", 1,
           {.claimed_time = Story::time(2),
            .seq = 0,
            .result = CheckResult::fail,
            .impact = Impact::retake,
            .stage = Stage::step2,
            .reason = "blurred",
            .error_code = "E-1",
            .message = "say \"cheese\"",
            .duration_ms = 0,
            .attempt = 1,
            .submission_id = "sub",
            .user_id = "u",
            .email = "a@b.org",
            .trace_id = "0af7651916cd43dd8448eb211c80319c",
            .attributes = R"({"path":"/id"})"});
  story.be("ID_TYPE_CHECK", 1, {.result = CheckResult::pass, .stage = Stage::step2});
  EXPECT_EQ(told_event(story, "ID_OCR_CHECK"),
            R"({"event_id":"ID_OCR_CHECK","session_id":"s","name":"ID_OCR_CHECK","source":"BE",)"
            R"("time":"2026-06-21T00:00:01.000Z","claimed_time":"2026-06-21T00:00:02.000Z","seq":0,"result":"FAIL",)"
            R"("impact":"RETAKE","reason":"blurred","error_code":"E-1","message":"say \"cheese\"","duration_ms":0,)"
            R"("attempt":1,"submission_id":"sub","user_id":"u","email":"a@b.org",)"
            R"("trace_id":"0af7651916cd43dd8448eb211c80319c","attributes":{"path":"/id"},"stage":"STEP2",)"
            R"("effective_impact":"RETAKE","received_at":"2026-06-21T00:00:01.000Z","group":1,"pair":null,)"
            R"("resolved":false,"known":true})");
}

TEST(Answers, AnEventOfAPairNamesTheOtherSide) {
  Story story;
  story.begun();
  EXPECT_THAT(told_event(story, "FRONT_SESSION_START"), HasSubstr(R"("pair":"SESSION_CREATED")"));
  EXPECT_THAT(told_event(story, "SESSION_CREATED"), HasSubstr(R"("pair":"FRONT_SESSION_START")"));
}

}  // namespace
}  // namespace sj::query
