// What every protocol shares on the way in: who is turned away before his body is read, and what is wrong with a body.
#include "api/take_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/testing/endpoints_fixture.hpp"

namespace sj::api {
namespace {

using access::KeyKind;
using http::Method;
using testing::code_of;
using ::testing::HasSubstr;
using testing::Headers;

const Headers json{{"Content-Type", "application/json"}};

class TakeEvents : public testing::EndpointsFixture {
 protected:
  http::Response post(const std::string& path, std::string body, KeyKind kind = KeyKind::server,
                      const Headers& headers = json) {
    return ask(Method::post, path, headers, std::move(body), access::Caller{project_.id, kind, "key_1"});
  }
  /// So many events of a screen, as JSON.
  static std::string events_of_a_screen(int count) {
    std::string out = "[";
    for (int i = 0; i < count; ++i)
      out += (i ? "," : "") + (R"({"session_id":"s","name":"STEP_VIEW","event_id":")" + std::to_string(i)) +
             R"(","time":1782000000000})";
    return out + "]";
  }
  bool counted(const std::string& line) {
    return metrics_.render(context_).find("\n" + line + "\n") != std::string::npos;
  }
};

TEST_F(TakeEvents, WhatIsAcknowledgedCanBeReadAndIsCounted) {
  EXPECT_EQ(post("/v1/events", events_of_a_screen(2)).body,
            R"({"accepted":2,"duplicates":0,"rejected":[],"warnings":[]})");
  EXPECT_EQ(post("/v1/events", events_of_a_screen(3)).body,
            R"({"accepted":1,"duplicates":2,"rejected":[],"warnings":[]})");
  EXPECT_EQ((*ingest_->events(project_.id, "s"))->size(), 3U);
  EXPECT_TRUE(counted("session_journey_events_total{outcome=\"accepted\"} 3"));
  EXPECT_TRUE(counted("session_journey_events_total{outcome=\"duplicate\"} 2"));
}

TEST_F(TakeEvents, APublishableKeyThatSentTooMuchWaitsAndIsToldHowLong) {
  EXPECT_EQ(post("/v1/events", events_of_a_screen(1'000), KeyKind::publishable).status, 200)
      << "no request is turned away for its size";
  const http::Response answer = post("/v1/events", events_of_a_screen(1), KeyKind::publishable);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(code_of(answer), "rate_limited");
  EXPECT_GT(answer.problem->retry_after_s, 0);
  EXPECT_LE(answer.problem->retry_after_s, 990);
  EXPECT_TRUE(counted("session_journey_key_rate_limited_total 1"));
  EXPECT_EQ(code_of(post("/v1/track", "{}", KeyKind::publishable)), "rate_limited") << "by whatever protocol";
}

TEST_F(TakeEvents, AServerKeyIsNotBounded) {
  EXPECT_EQ(post("/v1/events", events_of_a_screen(1'000)).status, 200);
  EXPECT_EQ(post("/v1/events", events_of_a_screen(1'000)).status, 200);
}

TEST_F(TakeEvents, NothingIsTakenWhileOurClockIsWrong) {
  clock_.set(clock_.now() - 2 * day_ms);
  for (const char* path : {"/v1/events", "/v1/track"}) {
    const http::Response answer = post(path, "not even JSON");
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_EQ(code_of(answer), "unavailable");
  }
  EXPECT_TRUE(counted("session_journey_refused_total{cause=\"clock\"} 2"));
  EXPECT_EQ(code_of(ask(Method::get, "/readyz")), "unavailable");
  clock_.set(clock_.now() + 2 * day_ms);
  EXPECT_EQ(post("/v1/events", events_of_a_screen(1)).status, 200) << "by itself, once it is right";
}

TEST_F(TakeEvents, ABodyThatIsNoJsonIsToldWithThePlace) {
  const http::Response answer = post("/v1/events", R"({"session_id":)");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(code_of(answer), "invalid_json");
  EXPECT_THAT(answer.problem->more_members, HasSubstr("\"offset\":"));
}

TEST_F(TakeEvents, ABodyBeyondABoundIsRefusedWholeAndCounted) {
  std::string body = "[";
  for (int i = 0; i < 5'001; ++i) body += i ? ",{}" : "{}";
  EXPECT_EQ(code_of(post("/v1/events", body + "]")), "too_large");
  EXPECT_EQ(code_of(post("/v1/batch", R"({"batch":)" + body + "]}")), "too_large");
  EXPECT_TRUE(counted("session_journey_oversized_bodies_total{bound=\"events\"} 2"));
  EXPECT_TRUE(counted("session_journey_events_total{outcome=\"rejected\"} 0"));
}

TEST_F(TakeEvents, AnswersAreInTheWordsThatEachClientLooksFor) {
  const std::string message = R"("event":"STEP_VIEW","messageId":"1","timestamp":"2026-06-21T00:00:00Z",)"
                              R"("properties":{"session_id":"s"})";
  EXPECT_THAT(post("/v1/track", "{" + message + "}").body, HasSubstr(R"({"success":true,"accepted":1,)"));
  EXPECT_THAT(post("/batch", R"({"api_key":"k","batch":[{"event":"STEP_VIEW","uuid":"u","timestamp":)"
                             R"("2026-06-21T00:00:00Z","properties":{"$session_id":"s"}}]})")
                  .body,
              HasSubstr(R"({"status":1,"accepted":1,)"));
  const auto logs = [](const std::string& records) {
    return R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[)" + records + "]}]}]}";
  };
  const std::string good = R"({"eventName":"STEP_VIEW","timeUnixNano":"1782000000000000000","attributes":[)"
                           R"({"key":"session_id","value":{"stringValue":"s"}}]})";
  EXPECT_EQ(post("/v1/logs", logs(good)).body, "{}");
  EXPECT_THAT(post("/v1/logs", logs(good + ",{}")).body,
              HasSubstr(R"("rejectedLogRecords":"1","errorMessage":"log record 1: )"));
  EXPECT_EQ(post("/v1/logs", logs("{}")).status, 400) << "nothing of it was taken";
}

TEST_F(TakeEvents, WhileItStopsNothingIsTranslatedAnyMore) {
  context_.stop.request_stop();
  EXPECT_EQ(code_of(post("/v1/track", R"({"event":"STEP_VIEW"})")), "unavailable");
}

}  // namespace
}  // namespace sj::api
