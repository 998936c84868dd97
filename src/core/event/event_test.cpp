#include "event/event.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "event/event_log.hpp"
#include "event/limits.hpp"

namespace sj {
namespace {

template <class T>
void expect_words(std::size_t count, std::optional<T> (*read)(std::string_view),
                  const std::vector<std::string_view>& words) {
  ASSERT_EQ(words.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(to_text(static_cast<T>(i)), words[i]);
    EXPECT_EQ(read(words[i]), static_cast<T>(i));
  }
  for (const std::string_view other : {"", "be", "None", "STEP", "STEP1 ", " PASS", "FAILED"})
    EXPECT_EQ(read(other), std::nullopt) << other;
}

TEST(EventWords, AreThoseOfTheContract) {
  expect_words<Source>(2, source_of, {"BE", "FE"});
  expect_words<Stage>(stage_count, stage_of, {"PRE_CHECKS", "STEP1", "PRE_STEP2", "STEP2", "FINAL", "POST"});
  expect_words<Impact>(impact_count, impact_of,
                       {"NONE", "BLOCKED", "RETAKE", "PENDING", "REJECTED", "APPROVED", "COMPLETED"});
  expect_words<CheckResult>(check_result_count, check_result_of, {"PASS", "FAIL", "WARN", "ERROR", "SKIPPED"});
}

TEST(EventWords, StagesCompareByRank) {
  EXPECT_LT(Stage::pre_checks, Stage::step1);
  EXPECT_LT(Stage::step1, Stage::pre_step2);
  EXPECT_LT(Stage::pre_step2, Stage::step2);
  EXPECT_LT(Stage::step2, Stage::final);
  EXPECT_LT(Stage::final, Stage::post);
}

Event event_at(TimeMs time, Source source, std::optional<std::int64_t> seq, std::string_view id) {
  Event event;
  event.time = time;
  event.source = source;
  event.seq = seq;
  event.event_id = id;
  return event;
}

// Each comes before all behind it; each line differs from the one above by the rule that its comment names.
const std::vector<Event>& in_order() {
  static const std::vector<Event> events{
      event_at(-1, Source::fe, std::nullopt, "z"),
      event_at(0, Source::be, 0, "z"),  // time goes before everything
      event_at(0, Source::be, 1, "a"),  // seq before id
      event_at(0, Source::be, 1, "b"),  // id
      event_at(0, Source::be, limits::seq_max, "a"),
      event_at(0, Source::be, std::nullopt, "A"),  // without seq comes last
      event_at(0, Source::be, std::nullopt, "a"),  // ids by bytes
      event_at(0, Source::be, std::nullopt, "a0"),
      event_at(0, Source::be, std::nullopt, "a\xff"),  // bytes are unsigned
      event_at(0, Source::fe, 0, "a"),                 // source before seq
      event_at(0, Source::fe, std::nullopt, "a"),
      event_at(1, Source::be, 0, "a"),
  };
  return events;
}

TEST(EventLog, TellsKeysAsItTellsEvents) {
  const std::string long_id(128, 'b');
  EventLog log("s");
  log.append({.event_id = "a", .name = "ONE", .source = Source::fe, .time = 7, .seq = 1, .received_at = -9'000'000});
  log.append({.event_id = long_id, .name = "TWO", .source = Source::be, .message = "m"});
  for (std::uint32_t i = 0; i < log.size(); ++i) {
    const Event event = log.at(i);
    const RecordKey key = log.key_at(i);
    EXPECT_EQ(key.source, event.source);
    EXPECT_EQ(key.name, event.name);
    EXPECT_EQ(key.event_id, event.event_id);
  }
}

void expect_same(const EventLog& decoded, const EventLog& log) {
  ASSERT_EQ(decoded.size(), log.size());
  EXPECT_EQ(decoded.records(0, decoded.size()), log.records(0, log.size()));
  for (std::uint32_t i = 0; i < log.size(); ++i) {
    EXPECT_EQ(decoded.at(i).session_id, log.at(i).session_id);
    EXPECT_EQ(decoded.at(i).event_id, log.at(i).event_id);
    EXPECT_EQ(decoded.at(i).message, log.at(i).message);
    EXPECT_EQ(decoded.at(i).time, log.at(i).time);
  }
}

TEST(EventLog, DecodedAtOnceIsTheSameAndStaysSoWhenItChanges) {
  EventLog log("s");
  log.append({.event_id = "a", .name = "ONE", .source = Source::fe, .time = 7, .seq = 1});
  log.append({.event_id = "b", .name = "TWO", .message = "m"});
  auto decoded = EventLog::decoded("s", std::string(log.records(0, log.size())));
  ASSERT_TRUE(decoded);
  EventLog moved = *std::move(decoded);
  expect_same(moved, log);

  const Event more{.event_id = "c", .name = "THREE", .time = 9};
  moved.append(more);
  log.append(more);
  expect_same(moved, log);
  moved.truncate(1);
  log.truncate(1);
  expect_same(moved, log);
}

TEST(EventLog, AHugeOneIsReadLikeAnyOther) {
  EventLog log("s");
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = std::to_string(i), message(120, static_cast<char>('a' + i % 26));
    log.append({.event_id = id, .name = "ONE", .message = message});
  }
  ASSERT_GT(log.record_bytes(), std::size_t{1} << 20);
  expect_same(*EventLog::decoded("s", std::string(log.records(0, log.size()))), log);
}

TEST(EventLog, IsNotDecodedFromWhatIsNoRecord) {
  std::string records;
  append_record(records, {.event_id = "a", .name = "ONE"});
  EXPECT_EQ(EventLog::decoded("s", "")->size(), 0);
  EXPECT_FALSE(EventLog::decoded("s", records + "x"));
  EXPECT_FALSE(EventLog::decoded("s", records.substr(0, records.size() - 1)));
}

TEST(EventLog, SaysWhichWordItDoesNotKnow) {
  std::string records;
  append_record(records, {.event_id = "a",
                          .name = "ONE",
                          .source = Source::fe,
                          .result = CheckResult::skipped,
                          .impact = Impact::completed,
                          .stage = Stage::post});
  std::set<std::string> said;
  for (std::size_t at = 4; at < records.size(); ++at) {
    std::string damaged = records;
    damaged[at] = 77;
    if (const auto log = EventLog::decoded("s", damaged); !log) said.insert(log.error().message);
  }
  for (const char* word : {"source", "result", "impact", "stage"})
    EXPECT_TRUE(
        said.contains(std::string("the stored event number 1 of session `s` cannot be read: unknown ") + word + " 77"))
        << word;
}

TEST(EventOrder, IsTimeSourceSeqId) {
  for (std::size_t i = 0; i < in_order().size(); ++i)
    for (std::size_t j = 0; j < in_order().size(); ++j)
      EXPECT_EQ(comes_before(in_order()[i], in_order()[j]), i < j) << i << " and " << j;
}

TEST(EventOrder, SortsWhateverTheArrival) {
  const auto key = [](const Event& event) { return std::tuple(event.time, event.source, event.seq, event.event_id); };
  std::vector<Event> events = in_order();
  for (std::size_t turn = 0; turn < events.size(); ++turn) {
    std::ranges::rotate(events, events.begin() + 1);
    std::vector<Event> sorted = events;
    std::ranges::sort(sorted, comes_before);
    EXPECT_TRUE(std::ranges::equal(sorted, in_order(), {}, key, key));
  }
}

TEST(EventOrder, NothingElseCounts) {
  Event a = event_at(0, Source::be, 1, "a"), b = a;
  a.name = "A";
  a.accept_seq = 1;
  a.received_at = 5;
  b.name = "B";
  b.accept_seq = 2;
  b.claimed_time = 7;
  EXPECT_FALSE(comes_before(a, b));
  EXPECT_FALSE(comes_before(b, a));
}

}  // namespace
}  // namespace sj
