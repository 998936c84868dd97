#include "store/summary_codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "store/conformance/random_rows.hpp"

namespace sj::store {
namespace {

using conformance::Random;
using journey::Summary;

Summary row_of(std::uint64_t seed) {
  Random random(seed);
  Summary row = conformance::random_row(random, conformance::random_session_id(random, 9), seed);
  row.quiet_since = -static_cast<TimeMs>(seed >> 1);
  return row;
}

// Compared by hand where there is no ==: whatever the codec leaves out would be equal in its own bytes.
void expect_same(const Summary& a, const Summary& b) {
  RC_ASSERT(std::tie(a.session_id, a.created_at, a.updated_at, a.quiet_since, a.last_accept_seq, a.last_received_at) ==
            std::tie(b.session_id, b.created_at, b.updated_at, b.quiet_since, b.last_accept_seq, b.last_received_at));
  RC_ASSERT(std::tie(a.settled, a.settled_evidence, a.quiet_evidence, a.headline, a.headline_dropped, a.stage,
                     a.furthest_stage) == std::tie(b.settled, b.settled_evidence, b.quiet_evidence, b.headline,
                                                   b.headline_dropped, b.stage, b.furthest_stage));
  RC_ASSERT(std::tie(a.last_event, a.identity, a.aliases, a.server_sent, a.last_error_code, a.last_path) ==
            std::tie(b.last_event, b.identity, b.aliases, b.server_sent, b.last_error_code, b.last_path));
  RC_ASSERT(std::tie(a.events, a.fe, a.be, a.retakes, a.warnings, a.wall_ms, a.active_ms) ==
            std::tie(b.events, b.fe, b.be, b.retakes, b.warnings, b.wall_ms, b.active_ms));
  RC_ASSERT(a.decision.has_value() == b.decision.has_value());
  const auto same_entry = [](const journey::Decision::Entry& x, const journey::Decision::Entry& y) {
    return std::tie(x.outcome, x.reason, x.decided_at, x.event_id) ==
           std::tie(y.outcome, y.reason, y.decided_at, y.event_id);
  };
  if (a.decision)
    RC_ASSERT(a.decision->by_review == b.decision->by_review &&
              std::ranges::equal(a.decision->history, b.decision->history, same_entry));
  RC_ASSERT(std::ranges::equal(a.stages, b.stages, [](const journey::StageSeen& x, const journey::StageSeen& y) {
    return std::tie(x.entered, x.passed, x.retakes, x.duration_ms) ==
           std::tie(y.entered, y.passed, y.retakes, y.duration_ms);
  }));
  RC_ASSERT(std::ranges::equal(a.names, b.names, [](const journey::NameSeen& x, const journey::NameSeen& y) {
    return std::tie(x.name, x.results, x.is_check) == std::tie(y.name, y.results, y.is_check);
  }));
  RC_ASSERT(std::ranges::equal(a.runs, b.runs, [](const journey::RunSeen& x, const journey::RunSeen& y) {
    return std::tie(x.name, x.result, x.duration_ms, x.retake) == std::tie(y.name, y.result, y.duration_ms, y.retake);
  }));
}

TEST(SummaryCodec, ReadsBackWhatItWrote) {
  EXPECT_TRUE(rc::check("round trip", [](std::uint64_t seed) {
    const Summary row = row_of(seed);
    const auto read = decode_summary(encode_summary(row));
    RC_ASSERT(read.has_value());
    expect_same(*read, row);
  }));
  EXPECT_TRUE(decode_summary(encode_summary({})));
}

TEST(SummaryCodec, OfTheRowThatASummaryHeldBeforeNothingStays) {
  EXPECT_TRUE(rc::check("two rows", [](std::uint64_t seed, std::uint64_t seed_before) {
    const Summary row = row_of(seed);
    Summary read = row_of(seed_before);
    RC_ASSERT(decode_summary(encode_summary(row), read).has_value());
    expect_same(read, row);
  }));
}

/// The words of a kind in docs/formats/storage.md, by their numbers.
std::map<int, std::string> words_of(const std::string& kind) {
  std::ifstream page(SJ_SOURCE_DIR "/docs/formats/storage.md");
  std::map<int, std::string> words;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| " + kind + " | ")) continue;
    std::istringstream in(line.substr(kind.size() + 5));
    int number = 0;
    for (std::string word; in >> number >> word;) words[number] = word.substr(0, word.find(','));
  }
  return words;
}

template <class Word>
void expect_stored_as_documented(const std::string& kind, std::size_t count) {
  const auto words = words_of(kind);
  EXPECT_EQ(words.size(), count) << kind;
  for (const auto& [number, word] : words) EXPECT_EQ(to_text(static_cast<Word>(number)), word) << kind << number;
}

TEST(StoredWords, HaveTheNumbersOfThePage) {
  expect_stored_as_documented<Source>("source", 2);
  expect_stored_as_documented<Stage>("stage", stage_count);
  expect_stored_as_documented<Impact>("impact", impact_count);
  expect_stored_as_documented<CheckResult>("result", check_result_count);
  expect_stored_as_documented<journey::Status>("status", journey::status_count);
  expect_stored_as_documented<journey::Headline>("headline", journey::headline_count);
}

TEST(SummaryCodec, SaysWhichWordItDoesNotKnow) {
  Summary row = row_of(1);
  row.settled = journey::Status::error;
  row.decision.emplace().history.push_back({.outcome = Impact::approved});
  const std::string whole = encode_summary(row);
  std::set<std::string> said;
  for (std::size_t at = 1; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = 77;
    if (const auto read = decode_summary(damaged); !read) said.insert(read.error().message);
  }
  for (const char* word : {"status", "headline", "outcome", "stage"})
    EXPECT_TRUE(said.contains(std::string("the session's row cannot be read: unknown ") + word + " 77")) << word;
  std::string newer = whole;
  newer[0] = 9;
  EXPECT_EQ(decode_summary(newer).error().message,
            "the session's row cannot be read: its version is 9, this program knows 1");
}

TEST(SummaryCodec, TheFrontOfARowIsReadWhateverItsVersion) {
  const Summary row = row_of(3);
  std::string other = encode_summary(row);
  other.front() = 9;
  const auto front = decode_summary_front(other);
  ASSERT_TRUE(front);
  EXPECT_EQ(std::tie(front->session_id, front->created_at, front->updated_at, front->quiet_since,
                     front->last_accept_seq, front->last_received_at),
            std::tie(row.session_id, row.created_at, row.updated_at, row.quiet_since, row.last_accept_seq,
                     row.last_received_at));
  EXPECT_FALSE(decode_summary_front(other.substr(0, 4)));
  EXPECT_FALSE(decode_summary_front(""));
}

TEST(SummaryCodec, CutOffOrExtendedBytesAreCorrupt) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const std::string whole = encode_summary(row_of(seed));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto read = decode_summary(whole.substr(0, size));
      ASSERT_FALSE(read) << size;
      EXPECT_EQ(read.error().code, Errc::corrupt);
    }
    EXPECT_FALSE(decode_summary(whole + '\0'));
  }
}

// Whatever is let through must be safe to put into a table.
TEST(SummaryCodec, ChangedBytesAreCorruptOrARowWithinItsBounds) {
  EXPECT_TRUE(rc::check("any change", [](std::uint64_t seed, std::uint16_t place, std::uint8_t change) {
    std::string bytes = encode_summary(row_of(seed));
    char& byte = bytes[place % bytes.size()];
    byte = static_cast<char>(byte ^ change);
    const auto read = decode_summary(bytes);
    if (!read) return;
    RC_ASSERT(static_cast<std::size_t>(read->stage) < stage_count &&
              static_cast<std::size_t>(read->furthest_stage) < stage_count);
    RC_ASSERT(static_cast<std::size_t>(read->headline) < journey::headline_count);
    RC_ASSERT(static_cast<std::size_t>(read->headline_dropped) < journey::headline_count);
    RC_ASSERT(!read->settled || static_cast<std::size_t>(*read->settled) < journey::status_count);
    RC_ASSERT(!read->decision || !read->decision->history.empty());
    if (read->decision)
      for (const auto& entry : read->decision->history)
        RC_ASSERT(static_cast<std::size_t>(entry.outcome) < impact_count);
    for (const journey::RunSeen& run : read->runs) {
      RC_ASSERT(run.name < read->names.size() && read->names[run.name].is_check);
      RC_ASSERT(!run.result || static_cast<std::size_t>(*run.result) < check_result_count);
    }
  }));
}

TEST(SummaryCodec, AnotherVersionIsCorrupt) {
  std::string bytes = encode_summary({});
  bytes[0] = 2;
  const auto read = decode_summary(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::corrupt);
}

}  // namespace
}  // namespace sj::store
