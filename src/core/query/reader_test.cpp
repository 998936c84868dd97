// One session as it is or was, and the other sessions of its person.
#include "query/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"
#include "ingest/testing/batches.hpp"
#include "store/memory/memory_store.hpp"

namespace sj::query {
namespace {

using ingest::testing::some_time;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReaderTest : public ::testing::Test {
 protected:
  static ingest::Rules rules(const std::string& project_id) {
    static const auto catalog = Catalog::load().value();
    return {catalog, {.drop_after_ms = project_id == "hasty" ? minute_ms : hour_ms}};
  }

  void send(std::string_view session_id, std::string_view event_id, DurationMs after, Event more = {},
            std::string_view project_id = "p") {
    more.session_id = session_id;
    more.event_id = event_id;
    if (more.name.empty()) more.name = "SESSION_CREATED";
    more.time = more.received_at = some_time + after;
    const auto batch = std::make_shared<ingest::Batch>();
    batch->project_id = project_id;
    ingest::testing::add(*batch, more);
    std::promise<Result<ingest::IngestResult>> sent;
    ingest_->submit(batch, [&](Result<ingest::IngestResult> outcome) { sent.set_value(std::move(outcome)); });
    ASSERT_EQ(sent.get_future().get().value().accepted, 1U);
    ingest_->project_now();
  }

  std::optional<ReadJourney> read(std::string_view session_id, std::optional<TimeMs> as_of = {},
                                  const std::string& project_id = "p") {
    return reader_.journey(project_id, session_id, some_time + 10 * minute_ms, as_of).value();
  }

  /// `s-2:email,user_id`
  std::vector<std::string> linked(std::string_view session_id, const std::string& project_id = "p") {
    const auto others = reader_.linked(*read(session_id, {}, project_id)).value();
    std::vector<std::string> out;
    for (const Linked& other : others) {
      std::string& line = out.emplace_back(other.summary.session_id);
      for (std::string_view before = ":"; const journey::Identity kind : other.shared) {
        line += before;
        line += to_text(kind);
        before = ",";
      }
    }
    return out;
  }

  store::MemoryStore store_;
  sj::testing::FakeDisk disk_;
  sj::testing::FakeClock clock_;
  std::unique_ptr<ingest::Ingest> ingest_ =
      ingest::Ingest::open(store_, disk_, clock_, "/journal", rules, {.journal = {.segment_bytes = 64 << 10}}).value();
  Reader reader_{store_, *ingest_, rules};
};

TEST_F(ReaderTest, AnAcknowledgedEventIsInTheJourneyAtOnce) {
  send("s", "1", 0);
  send("s", "2", second_ms, {.name = "STEP_VIEW", .source = Source::fe, .path = "/id"});
  const auto journey = read("s");
  ASSERT_TRUE(journey);
  EXPECT_EQ(journey->log->size(), 2U);
  EXPECT_EQ(journey->journey.summary.last_event, "STEP_VIEW");
  EXPECT_EQ(journey->journey.as_of, some_time + 10 * minute_ms);
}

TEST_F(ReaderTest, ASessionThatNobodySentIsNone) {
  EXPECT_FALSE(read("s"));
}

TEST_F(ReaderTest, AnotherProjectsSessionIsNone) {
  send("s", "1", 0, {}, "other");
  EXPECT_FALSE(read("s"));
  EXPECT_TRUE(read("s", {}, "other"));
}

TEST_F(ReaderTest, AsItWasAtATimeLeavesOutWhatCameAfter) {
  send("s", "1", 0);
  send("s", "2", second_ms, {.name = "APPROVED"});
  const auto before = read("s", some_time + second_ms - 1);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->journey.events.size(), 1U);
  EXPECT_FALSE(before->journey.summary.decision);
  const auto then = read("s", some_time + second_ms);
  EXPECT_EQ(then->journey.events.size(), 2U) << "what happened at that time had happened";
  EXPECT_TRUE(then->journey.summary.decision);
}

TEST_F(ReaderTest, BeforeItsFirstEventASessionIsNone) {
  send("s", "1", 0);
  EXPECT_FALSE(read("s", some_time - 1));
}

TEST_F(ReaderTest, AnEventAheadOfTheClockIsLeftOutOnlyWhereATimeIsAskedFor) {
  send("s", "1", 0);
  send("s", "2", 20 * minute_ms);
  EXPECT_EQ(read("s")->journey.events.size(), 2U);
  EXPECT_EQ(read("s", some_time + 10 * minute_ms)->journey.events.size(), 1U);
}

TEST_F(ReaderTest, TheProjectsOwnRulesTellItsStatus) {
  send("s", "1", 0);
  send("s", "1", 0, {}, "hasty");
  EXPECT_EQ(read("s")->journey.status.status, journey::Status::in_progress);
  EXPECT_EQ(read("s", {}, "hasty")->journey.status.status, journey::Status::dropped);
}

TEST_F(ReaderTest, AJourneyOutlivesWhatIsSentMeanwhile) {
  send("s", "1", 0, {.reason = "kept"});
  const auto journey = read("s");
  for (int i = 2; i < 100; ++i) send("s", std::to_string(i), i);
  EXPECT_EQ(journey->journey.events.front().placed.event.reason, "kept");
  EXPECT_EQ(journey->journey.events.size(), 1U);
}

TEST_F(ReaderTest, WhatIsStoredOfASessionAndCannotBeReadIsToldAsDamaged) {
  const journey::Summary row{.session_id = "s"};
  ASSERT_TRUE(store_.show("p", std::array{row}));
  ASSERT_TRUE(store_.save(std::array{store::SessionSave{"p", "s", "no record"}}));
  const auto journey = reader_.journey("p", "s", some_time, {});
  ASSERT_FALSE(journey);
  EXPECT_EQ(journey.error().code, Errc::corrupt);
}

TEST_F(ReaderTest, SessionsOfOnePersonAreLinkedByWhatTheServerSaid) {
  send("s", "1", 0, {.user_id = "u", .email = "Kim@x.org"});
  send("t", "1", 1, {.user_id = "u", .email = "kim@X.ORG"});
  send("newer", "1", 2, {.email = "kim@x.org"});
  send("stranger", "1", 3, {.user_id = "U", .email = "lee@x.org"});
  EXPECT_THAT(linked("s"), ElementsAre("newer:email", "t:email,user_id"));
  EXPECT_THAT(linked("stranger"), IsEmpty());
}

TEST_F(ReaderTest, WhatAScreenClaimsLinksNothing) {
  send("s", "1", 0, {.email = "kim@x.org"});
  send("t", "1", 1, {.name = "STEP_VIEW", .source = Source::fe, .email = "kim@x.org"});
  EXPECT_THAT(linked("s"), IsEmpty());
  EXPECT_THAT(linked("t"), IsEmpty());
}

TEST_F(ReaderTest, AFormerAddressLinksToo) {
  send("s", "1", 0, {.email = "kim@x.org"});
  send("s", "2", 1, {.email = "kim@new.org"});
  send("t", "1", 2, {.email = "kim@x.org"});
  EXPECT_THAT(linked("s"), ElementsAre("t:email"));
  EXPECT_THAT(linked("t"), ElementsAre("s:email"));
}

TEST_F(ReaderTest, SessionsOfAnotherProjectAreNotLinked) {
  send("s", "1", 0, {.user_id = "u"});
  send("t", "1", 1, {.user_id = "u"}, "other");
  EXPECT_THAT(linked("s"), IsEmpty());
}

TEST_F(ReaderTest, TwentyAreLinkedAtMostAndTheNewest) {
  for (int i = 10; i < 35; ++i) send("s-" + std::to_string(i), "1", i, {.user_id = "u"});
  const auto others = linked("s-34");
  ASSERT_EQ(others.size(), 20U);
  EXPECT_EQ(others.front(), "s-33:user_id");
  EXPECT_EQ(others.back(), "s-14:user_id");
}

}  // namespace
}  // namespace sj::query
