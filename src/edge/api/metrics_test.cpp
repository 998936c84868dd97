// What /metrics says: every series there from the start, each happening counted where its name says.
#include "api/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/testing/endpoints_fixture.hpp"

namespace sj::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public testing::EndpointsFixture {
 protected:
  std::string text() { return metrics_.render(context_); }
  /// How often `name value` is a line.
  bool says(const std::string& line) { return ("\n" + text()).find("\n" + line + "\n") != std::string::npos; }
};

TEST_F(MetricsTest, WhatHasNotHappenedYetIsThereAsZero) {
  for (const char* series :
       {"session_journey_events_total{outcome=\"accepted\"}", "session_journey_events_total{outcome=\"duplicate\"}",
        "session_journey_events_total{outcome=\"rejected\"}", "session_journey_session_full_total",
        "session_journey_key_rate_limited_total", "session_journey_refused_total{cause=\"disk_full\"}",
        "session_journey_oversized_bodies_total{bound=\"tokens\"}"})
    EXPECT_TRUE(says(std::string(series) + " 0")) << series;
}

TEST_F(MetricsTest, EventsAreCountedByWhatBecameOfThem) {
  metrics_.count_taken(5, 2);
  metrics_.count_rejected(1);
  metrics_.count_session_full(3);
  EXPECT_TRUE(says("session_journey_events_total{outcome=\"accepted\"} 5"));
  EXPECT_TRUE(says("session_journey_events_total{outcome=\"duplicate\"} 2"));
  EXPECT_TRUE(says("session_journey_events_total{outcome=\"rejected\"} 4")) << "no room is a rejection too";
  EXPECT_TRUE(says("session_journey_session_full_total 3"));
}

TEST_F(MetricsTest, EachShortageAndRefusalHasItsOwnCause) {
  using http::RefusalCause;
  using ingest::Refusal;
  const std::pair<RefusalCause, const char*> refusal_causes[] = {{RefusalCause::connections, "connections"},
                                                                 {RefusalCause::body_memory, "body_memory"},
                                                                 {RefusalCause::pool, "pool"},
                                                                 {RefusalCause::answer_memory, "answer_memory"},
                                                                 {RefusalCause::memory, "memory"},
                                                                 {RefusalCause::streams, "streams"},
                                                                 {RefusalCause::failed_keys, "failed_keys"}};
  static_assert(std::size(refusal_causes) == http::refusal_cause_count);
  const std::pair<Refusal, const char*> refusals[] = {
      {Refusal::queue_full, "queue"}, {Refusal::open_sessions_full, "open_sessions"},
      {Refusal::disk, "disk"},        {Refusal::disk_full, "disk_full"},
      {Refusal::clock, "clock"},      {Refusal::stopping, "stopping"},
      {Refusal::starting, "starting"}};
  int times = 0;
  const auto expect = [&](const char* cause) {
    EXPECT_TRUE(says("session_journey_refused_total{cause=\"" + std::string(cause) + "\"} " + std::to_string(times)));
  };
  for (const auto& [by, cause] : refusal_causes) {
    ++times;
    for (int i = 0; i < times; ++i) metrics_.turned_away(by);
    expect(cause);
  }
  for (const auto& [why, cause] : refusals) {
    ++times;
    for (int i = 0; i < times; ++i) metrics_.on_refused(why);
    expect(cause);
  }
}

TEST_F(MetricsTest, BodiesAreCountedByTheBoundThatTheyWereBeyond) {
  using Kind = wire::BodyError::Kind;
  metrics_.count_beyond_bounds(Kind::too_many_events);
  metrics_.count_beyond_bounds(Kind::too_many_tokens);
  metrics_.count_beyond_bounds(Kind::too_many_tokens);
  for (int i = 0; i < 3; ++i) metrics_.count_beyond_bounds(Kind::too_many_bytes);
  EXPECT_TRUE(says("session_journey_oversized_bodies_total{bound=\"events\"} 1"));
  EXPECT_TRUE(says("session_journey_oversized_bodies_total{bound=\"tokens\"} 2"));
  EXPECT_TRUE(says("session_journey_oversized_bodies_total{bound=\"bytes\"} 3"));
}

TEST_F(MetricsTest, AnswersAreSortedIntoTheirBucketsByRouteMethodAndStatus) {
  metrics_.answered("/v1/sessions", "GET", 200, 0.0009);
  metrics_.answered("/v1/sessions", "GET", 200, 7);
  metrics_.answered("/v1/sessions", "GET", 400, 0.0009);
  const std::string name = "session_journey_http_request_seconds";
  const std::string labels = R"(method="GET",route="/v1/sessions",status="200")";
  EXPECT_TRUE(says(name + "_count{" + labels + "} 2"));
  EXPECT_TRUE(says(name + "_bucket{" + labels + ",le=\"0.001\"} 1"));
  EXPECT_TRUE(says(name + "_bucket{" + labels + ",le=\"10\"} 2"));
}

TEST_F(MetricsTest, AMethodThatSomebodyInventedIsNoSeriesOfItsOwn) {
  metrics_.answered("", "INVENTED", 405, 0.001);
  metrics_.answered("", "MADE_UP", 405, 0.001);
  EXPECT_THAT(text(), Not(HasSubstr("INVENTED")));
  EXPECT_TRUE(says(R"(session_journey_http_request_seconds_count{method="other",route="",status="405"} 2)"));
}

TEST_F(MetricsTest, SizesAreThoseOfThisMoment) {
  EXPECT_TRUE(says("session_journey_ready 1"));
  EXPECT_TRUE(says("session_journey_store_sessions 0"));
  ASSERT_TRUE(store_.show(project_.id, std::array{journey::Summary{.session_id = "s"}}));
  EXPECT_TRUE(says("session_journey_store_sessions 1"));
  ingest_->suspend();
  EXPECT_TRUE(says("session_journey_ready 0"));
}

}  // namespace
}  // namespace sj::api
