#include "ingest/event_ids.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace sj::ingest {
namespace {

void append(EventLog& log, EventIds& ids, Source source, const std::string& id) {
  log.append({.event_id = id, .name = "X", .source = source});
  ids.add(source, id, log.size() - 1);
}

TEST(EventIds, TellsSourcesApart) {
  EventLog log("s");
  EventIds ids;
  EXPECT_FALSE(ids.contains(log, 0, Source::be, "a"));
  append(log, ids, Source::fe, "a");
  EXPECT_TRUE(ids.contains(log, 0, Source::fe, "a"));
  EXPECT_FALSE(ids.contains(log, 0, Source::be, "a"));
  EXPECT_FALSE(ids.contains(log, 0, Source::fe, "A"));
}

TEST(EventIds, ForgetsNothingUntilItIsToldTo) {
  std::mt19937 random(1);
  EventLog log("s");
  EventIds ids;
  std::set<std::string> known;
  ids.forget_from(0);
  for (int round = 0; round < 60; ++round) {
    const std::uint32_t before = log.size();
    const std::set<std::string> known_before = known;
    for (int i = 0; i < 100; ++i) {
      const std::string id = std::to_string(random() % 5'000);
      EXPECT_EQ(ids.contains(log, 0, Source::be, id), known.contains(id));
      if (known.insert(id).second) append(log, ids, Source::be, id);
    }
    if (round % 3 != 0) continue;
    ids.forget_from(before);
    log.truncate(before);
    known = known_before;
  }
  for (int i = 0; i < 5'000; ++i)
    EXPECT_EQ(ids.contains(log, 0, Source::be, std::to_string(i)), known.contains(std::to_string(i)));
}

TEST(EventIds, RulesOutEventsThatAreNotInMemory) {
  EventLog log("s");
  EventIds ids;
  append(log, ids, Source::be, "old");
  EventLog newer("s");
  newer.append({.event_id = "new", .name = "X", .source = Source::be});
  ids.add(Source::be, "new", 1);
  EXPECT_TRUE(ids.may_be_before(1, Source::be, "old"));
  EXPECT_FALSE(ids.may_be_before(1, Source::be, "new"));
  EXPECT_FALSE(ids.may_be_before(1, Source::fe, "old"));
  EXPECT_TRUE(ids.contains(newer, 1, Source::be, "new"));
  EXPECT_FALSE(ids.contains(newer, 1, Source::be, "old"));
}

}  // namespace
}  // namespace sj::ingest
