// A journey is a function of the set of its events: order of arrival, batching and the past of a fold do not show.
#include "journey/fold.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "journey/journey.hpp"
#include "journey/testing/described.hpp"
#include "journey/testing/random_journey.hpp"

namespace sj::journey {
namespace {

using testing::described;
using testing::first_time;
using testing::JourneyMaker;
using testing::log_of;
using testing::RandomJourney;

const Catalog& catalog() {
  static const auto loaded = Catalog::load().value();
  return *loaded;
}

std::vector<std::uint32_t> in_order_of(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

Journey journey_of(const EventLog& log, TimeMs as_of, Horizon horizon = Horizon::everything) {
  auto journey = assemble(log, log.size(), catalog(), {}, as_of, horizon);
  EXPECT_TRUE(journey);
  return *std::move(journey);
}

TEST(Fold, OrderOfArrivalDoesNotShow) {
  EXPECT_TRUE(rc::check("permutations", [](std::uint64_t seed) {
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(60);
    auto order = in_order_of(journey.events.size());
    const TimeMs as_of = first_time + make.below(3'000'000);
    const EventLog first = log_of(journey, order);
    const std::string wanted = described(journey_of(first, as_of), first);
    for (int i = 0; i < 4; ++i) {
      std::ranges::shuffle(order, make.engine());
      const EventLog log = log_of(journey, order);
      RC_ASSERT(described(journey_of(log, as_of), log) == wanted);
    }
  }));
}

TEST(Fold, FoldingOnFromAnyInstantIsFoldingAtOnce) {
  EXPECT_TRUE(rc::check("continuation", [](std::uint64_t seed) {
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(60);
    const EventLog log = log_of(journey, in_order_of(journey.events.size()));
    const auto order = log.sorted(0, log.size());
    const std::string wanted = described(journey_of(log, first_time).summary);
    Fold fold(catalog());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      end = begin + 1 + static_cast<std::size_t>(make.below(5));
      while (end < order.size() && log.at(order[end]).time == log.at(order[end - 1]).time) ++end;
      end = std::min(end, order.size());
      (void)fold_all(fold, log, std::span(order).subspan(begin, end - begin));
    }
    RC_ASSERT(described(summarize(fold, log, {})) == wanted);
  }));
}

TEST(Fold, AsOfIsTheJourneyOfTheEventsUntilThen) {
  EXPECT_TRUE(rc::check("as_of", [](std::uint64_t seed) {
    JourneyMaker make(seed);
    const RandomJourney journey = make.make(40);
    const EventLog log = log_of(journey, in_order_of(journey.events.size()));
    const TimeMs as_of =
        journey.events[static_cast<std::size_t>(make.below(static_cast<int>(log.size())))].time - make.below(2);
    EventLog until("s");
    for (std::uint32_t i = 0; i < log.size(); ++i)
      if (log.at(i).time <= as_of) until.append(log.at(i));
    const auto cut = assemble(log, log.size(), catalog(), {}, as_of, Horizon::until_as_of);
    RC_ASSERT(cut.has_value() == (until.size() > 0));
    if (cut) RC_ASSERT(described(*cut, log) == described(journey_of(until, as_of), until));
  }));
}

// Not measured: a quadratic step would make these run for minutes.
class HostileJourney : public ::testing::Test {
 protected:
  static constexpr int many = 200'000;

  void add(std::string_view name, Source source, TimeMs time, Event event = {}) {
    const std::string id = std::to_string(log_.size());
    event.event_id = id;
    event.name = name;
    event.source = source;
    event.time = first_time + time;
    log_.append(event);
  }
  Journey assembled() { return journey_of(log_, first_time); }

  EventLog log_{"s"};
};

TEST_F(HostileJourney, StartsWithoutTheirOtherSide) {
  for (int i = 0; i < many / 2; ++i) add("SESSION_CREATED", Source::be, i % 100);
  for (int i = 0; i < many / 2; ++i) add("FRONT_SESSION_START", Source::fe, 50 + i % 100);
  EXPECT_EQ(assembled().matched.size(), many / 2u);
}

TEST_F(HostileJourney, StartsThatAreAllTooFarAway) {
  for (int i = 0; i < many / 2; ++i) add("SESSION_CREATED", Source::be, i % 2 ? 0 : 200'000);
  for (int i = 0; i < many / 2; ++i) add("FRONT_SESSION_START", Source::fe, 100'000);
  EXPECT_EQ(assembled().unmatched.size(), static_cast<std::size_t>(many));
}

TEST_F(HostileJourney, BlocksAndPassesInTurn) {
  for (int i = 0; i < many; ++i)
    add("IP_RISK_CHECK", Source::be, i,
        {.result = i % 2 ? CheckResult::pass : CheckResult::fail, .duration_ms = 86'400'000});
  const Journey journey = assembled();
  EXPECT_FALSE(journey.summary.settled);
  EXPECT_EQ(journey.events.back().group, 1u);
}

TEST_F(HostileJourney, BlocksThatNothingLifts) {
  for (int i = 0; i < many; ++i) {
    const std::string name = "OWN_" + std::to_string(i);
    add(name, Source::be, i / 7, {.impact = Impact::blocked, .reason = "r"});
  }
  EXPECT_EQ(assembled().diagnosis.causes.size(), static_cast<std::size_t>(many));
}

TEST_F(HostileJourney, DecisionsThatChangeAllTheTime) {
  for (int i = 0; i < many; ++i) add(i % 2 ? "APPROVED" : "REJECTED", Source::be, i, {.reason = "expired_id"});
  EXPECT_EQ(assembled().summary.decision->history.size(), static_cast<std::size_t>(many));
}

TEST_F(HostileJourney, APersonWithAnotherNameInEveryEvent) {
  for (int i = 0; i < many; ++i) {
    const std::string email = std::to_string(i) + "@x.org", user = "u" + std::to_string(i);
    add("SUBMISSION_CREATED", Source::be, -i, {.user_id = user, .email = email});
  }
  EXPECT_EQ(assembled().summary.aliases[0].size(), many - 1u);
}

TEST_F(HostileJourney, EverythingInOneInstant) {
  for (int i = 0; i < many; ++i)
    add(i % 3 ? "CAMERA_DENIED" : "ID_OCR_CHECK", i % 3 ? Source::fe : Source::be, 0, {.result = CheckResult::fail});
  EXPECT_EQ(assembled().summary.events, static_cast<std::uint32_t>(many));
}

}  // namespace
}  // namespace sj::journey
