// A session that is folded as its events arrive is the session of all its events: whatever the order of arrival, the
// batches, the repeats, and wherever it was put away and taken up again.
#include "ingest/open_session.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/testing/seeds.hpp"
#include "ingest/detached_fold.hpp"
#include "journey/journey.hpp"
#include "journey/testing/described.hpp"
#include "journey/testing/random_journey.hpp"
#include "store/memory/memory_store.hpp"

namespace sj::ingest {
namespace {

using journey::testing::described;
using journey::testing::first_time;
using journey::testing::JourneyMaker;
using journey::testing::RandomJourney;

constexpr int journeys = 10'000;

Rules rules() {
  static const auto catalog = Catalog::load().value();
  return {catalog, {}};
}

/// The same rules read anew, as after a change of the project's catalog.
Rules other_rules() {
  static const auto catalog = Catalog::load(
                                  "events:\n  MY_OWN_THING: {source: BE, stage: STEP1, kind: check, impact: BLOCKED, "
                                  "title: {en: own, ko: own}}\n")
                                  .value();
  return {catalog, {}};
}

/// Places in the journey in the order of arrival, repeats included: by time with some late, or in any order.
std::vector<std::uint32_t> arrival(const RandomJourney& journey, JourneyMaker& make) {
  std::vector<std::uint32_t> order(journey.events.size());
  std::iota(order.begin(), order.end(), 0u);
  if (make.chance(30)) {
    std::ranges::shuffle(order, make.engine());
  } else {
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return journey.events[i].time; });
    for (int late = make.below(3); late > 0; --late)
      std::rotate(order.begin() + make.below(static_cast<int>(order.size())), order.end() - 1, order.end());
  }
  for (int repeat = make.below(6); repeat > 0; --repeat)
    order.insert(order.begin() + make.below(static_cast<int>(order.size())),
                 order[static_cast<std::size_t>(make.below(static_cast<int>(order.size())))]);
  return order;
}

std::string whole(const EventLog& log, const Rules& by) {
  return described(
      journey::assemble(log, log.size(), *by.catalog, by.settings, first_time, journey::Horizon::everything)->summary);
}

OpenSession::Append append(OpenSession& session, Event event) {
  event.accept_seq = session.committed() + 1;
  std::string record;
  append_record(record, event);
  return session.append(record_key(record), record, FeQuota{});
}

/// The session as the keeper leaves it where memory is short.
void save_and_trim(OpenSession& session, store::Store& store, journey::Summary row) {
  ASSERT_TRUE(store.show("p", std::span(&row, 1)));
  const store::SessionSave save{"p", "s", std::string(session.unsaved_records(session.committed()))};
  ASSERT_TRUE(store.save(std::span(&save, 1)));
  session.mark_saved(session.committed());
  session.trim();
}

/// The session put away and loaded again.
std::unique_ptr<OpenSession> reloaded(const OpenSession& session) {
  auto again = std::make_unique<OpenSession>("p", "s");
  EXPECT_TRUE(again->load(session.log().records(0, session.committed())));
  return again;
}

TEST(OpenSession, TenThousandJourneysAreTheSameFoldedOnAndFoldedAtOnce) {
  for (const std::uint64_t seed : sj::testing::seeds(journeys)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(40);
    auto session = std::make_unique<OpenSession>("p", "s");
    const auto order = arrival(journey, make);
    const Rules by = rules();
    std::uint32_t taken = 0;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      end = std::min(order.size(), begin + 1 + static_cast<std::size_t>(make.below(8)));
      for (std::size_t i = begin; i < end; ++i)
        taken += append(*session, journey.events[order[i]]) == OpenSession::Append::done;
      if (make.chance(10)) taken = session->committed(), session->roll_back(), end = begin;  // and sent again
      session->commit();
      if (session->committed() == 0 || make.chance(20)) continue;
      ASSERT_EQ(described(session->project(by)), whole(session->log(), by)) << "after " << end;
      if (make.chance(5)) session = reloaded(*session);
    }
    ASSERT_EQ(taken, journey.events.size()) << "each event once";
    ASSERT_EQ(described(session->project(by)), whole(session->log(), by));
  }
}

TEST(OpenSession, TrimmedItTakesTheSameEventsAndMakesTheSameRow) {
  const Rules by = rules();
  for (const std::uint64_t seed : sj::testing::seeds(1'000)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(40);
    store::MemoryStore store;
    Shard shard;
    OpenSession session("p", "s");
    for (const auto index : arrival(journey, make)) {
      const Event& event = journey.events[index];
      if (session.may_be_trimmed({event.source, event.name, event.event_id})) {
        ASSERT_TRUE(session.untrim(**store.events("p", "s")));
      }
      if (append(session, event) == OpenSession::Append::done && make.chance(10)) {
        session.roll_back();
        EXPECT_EQ(append(session, event), OpenSession::Append::done);
      }
      session.commit();
      if (!make.chance(20)) continue;
      DetachedFold apart = detached_fold(store, shard, session, session.committed(), by).value();
      (void)session.adopt(apart);
      save_and_trim(session, store, apart.row);
    }
    ASSERT_EQ(session.committed(), journey.events.size()) << "each event once";
    const DetachedFold apart = detached_fold(store, shard, session, session.committed(), by).value();
    if (session.is_trimmed()) {
      ASSERT_TRUE(session.untrim(**store.events("p", "s")));
    }
    ASSERT_EQ(session.log().size(), journey.events.size());
    ASSERT_EQ(described(apart.row), whole(session.log(), by));
  }
}

TEST(OpenSession, ArrivalDoesNotShowInTheRow) {
  for (const std::uint64_t seed : sj::testing::seeds(500)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    std::string wanted;
    for (int way = 0; way < 4; ++way) {
      JourneyMaker make(seed);
      const RandomJourney journey = make.make(40);
      for (int i = 0; i < way; ++i) (void)make.below(2);  // other chances from here on
      OpenSession session("p", "s");
      for (const auto index : arrival(journey, make)) {
        (void)append(session, journey.events[index]);
        session.commit();
        if (make.chance(30)) (void)session.project(rules());
      }
      const std::string got = described(session.project(rules()));
      if (way == 0) wanted = got;
      ASSERT_EQ(got, wanted);
    }
  }
}

TEST(OpenSession, AFoldThatWasMadeApartGoesOnAsItsOwn) {
  const Rules by = rules();
  for (const std::uint64_t seed : sj::testing::seeds(1'000)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(40);
    store::MemoryStore store;
    Shard shard;
    OpenSession session("p", "s");
    std::optional<DetachedFold> apart;
    for (const auto index : arrival(journey, make)) {
      (void)append(session, journey.events[index]);
      session.commit();
      if (make.chance(20)) {
        apart = detached_fold(store, shard, session, session.committed(), by).value();
        ASSERT_EQ(described(apart->row), whole(session.log(), by));
      }
      if (apart && make.chance(30)) {
        const bool further = apart->count > session.folded();
        EXPECT_EQ(session.adopt(*apart), further);
        apart.reset();
      }
      if (make.chance(20)) {
        ASSERT_EQ(described(session.project(by)), whole(session.log(), by));
      }
    }
    ASSERT_EQ(described(session.project(by)), whole(session.log(), by));
  }
}

TEST(OpenSession, FeEventsHaveRoomOfTheirOwn) {
  OpenSession session("p", "s");
  const FeQuota room{.events_max = 2};
  const auto appended = [&](std::string_view id, Source source) {
    std::string record;
    append_record(record, {.event_id = id, .name = "X", .source = source, .time = first_time});
    return session.append(record_key(record), record, room);
  };
  using Append = OpenSession::Append;
  EXPECT_EQ(appended("a", Source::fe), Append::done);
  EXPECT_EQ(appended("b", Source::fe), Append::done);
  EXPECT_EQ(appended("c", Source::fe), Append::fe_full);
  EXPECT_EQ(appended("a", Source::fe), Append::duplicate) << "what is there stays there";
  EXPECT_EQ(appended("c", Source::be), Append::done);
  session.roll_back();
  EXPECT_EQ(appended("c", Source::fe), Append::done) << "what was rolled back takes no room";
  EXPECT_EQ(appended("d", Source::fe), Append::done);
  EXPECT_EQ(appended("e", Source::fe), Append::fe_full);
  session.commit();
  const auto again = reloaded(session);
  std::string record;
  append_record(record, {.event_id = "f", .name = "X", .source = Source::fe, .time = first_time});
  EXPECT_EQ(again->append(record_key(record), record, room), Append::fe_full) << "loaded ones are counted";
  EXPECT_EQ(again->append(record_key(record), record, {.bytes_max = 10}), Append::fe_full);
  EXPECT_EQ(again->append(record_key(record), record, FeQuota{}), Append::done);
}

TEST(OpenSession, AChangeOfTheCatalogChangesTheRowAtOnce) {
  for (const std::uint64_t seed : sj::testing::seeds(300)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(30);
    OpenSession session("p", "s");
    for (const Event& event : journey.events) (void)append(session, event);
    session.commit();
    for (const Rules& by : {rules(), other_rules(), rules()})
      ASSERT_EQ(described(session.project(by)), whole(session.log(), by));
  }
}

TEST(OpenSession, WhatIsRolledBackWasNeverThere) {
  OpenSession session("p", "s");
  const auto event = [](std::string_view id) { return Event{.event_id = id, .name = "X", .time = first_time}; };
  EXPECT_EQ(append(session, event("a")), OpenSession::Append::done);
  session.commit();
  EXPECT_EQ(append(session, event("b")), OpenSession::Append::done);
  EXPECT_EQ(append(session, event("b")), OpenSession::Append::duplicate);
  EXPECT_TRUE(session.has_uncommitted());
  session.roll_back();
  EXPECT_FALSE(session.has_uncommitted());
  EXPECT_EQ(session.committed(), 1u);
  EXPECT_EQ(append(session, event("b")), OpenSession::Append::done);
  EXPECT_EQ(append(session, event("a")), OpenSession::Append::duplicate);
  session.commit();
  EXPECT_EQ(session.log().size(), 2u);
}

TEST(OpenSession, SavedIsWhatWasSavedAndNoMore) {
  OpenSession session("p", "s");
  for (const char* id : {"a", "b", "c"}) (void)append(session, {.event_id = id, .name = "X", .time = first_time});
  EXPECT_EQ(session.unsaved(), 0u) << "appended only";
  session.commit();
  EXPECT_EQ(session.unsaved(), 3u);
  const std::string first(session.unsaved_records(session.committed()));
  session.mark_saved(2);
  EXPECT_EQ(session.unsaved(), 1u);
  EXPECT_TRUE(first.ends_with(session.unsaved_records(session.committed())));
  const auto again = reloaded(session);
  EXPECT_EQ(again->unsaved(), 0u);
  EXPECT_EQ(append(*again, {.event_id = "b", .name = "X"}), OpenSession::Append::duplicate);
}

TEST(OpenSession, RecordsThatAreNotWholeAreNotLoaded) {
  OpenSession session("p", "s");
  std::string records;
  append_record(records, {.event_id = "a", .name = "X"});
  EXPECT_FALSE(session.load(records.substr(0, records.size() - 1)));
}

TEST(OpenSession, AHugeSessionThatArrivesBackwardsIsFolded) {
  OpenSession session("p", "s");
  for (int i = 0; i < 60'000; ++i) {
    const std::string id = std::to_string(i);
    (void)append(session, {.event_id = id,
                           .name = "IP_RISK_CHECK",
                           .time = first_time - i,
                           .result = i % 2 ? CheckResult::pass : CheckResult::fail});
    if (i % 6'000 == 0) session.commit(), (void)session.project(rules());
  }
  session.commit();
  EXPECT_EQ(session.project(rules()).events, 60'000u);
}

}  // namespace
}  // namespace sj::ingest
