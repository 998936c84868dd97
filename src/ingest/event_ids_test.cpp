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
  EXPECT_FALSE(ids.contains(log, Source::be, "a"));
  append(log, ids, Source::fe, "a");
  EXPECT_TRUE(ids.contains(log, Source::fe, "a"));
  EXPECT_FALSE(ids.contains(log, Source::be, "a"));
  EXPECT_FALSE(ids.contains(log, Source::fe, "A"));
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
      EXPECT_EQ(ids.contains(log, Source::be, id), known.contains(id));
      if (known.insert(id).second) append(log, ids, Source::be, id);
    }
    if (round % 3 != 0) continue;
    ids.forget_from(before);
    log.truncate(before);
    known = known_before;
  }
  for (int i = 0; i < 5'000; ++i)
    EXPECT_EQ(ids.contains(log, Source::be, std::to_string(i)), known.contains(std::to_string(i)));
}

}  // namespace
}  // namespace sj::ingest
