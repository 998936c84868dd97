// A packed chunk is its records again, byte for byte, and damage is seen.
#include "store/rocksdb/packed_chunk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory_resource>

#include "base/testing/seeds.hpp"
#include "event/event_log.hpp"
#include "journey/testing/random_journey.hpp"
#include "store/rocksdb/id_text.hpp"

namespace sj::store {
namespace {

using journey::testing::first_time;
using journey::testing::JourneyMaker;

std::string records_of(const std::vector<Event>& events) {
  std::string records;
  for (const Event& event : events) append_record(records, event);
  return records;
}

std::string again(std::string_view records) {
  const auto packed = pack_chunk(records);
  EXPECT_TRUE(packed);
  std::string out;
  EXPECT_TRUE(unpack_chunk(*packed, out));
  return out;
}

Event full_event(std::uint64_t accept_seq) {
  return {.event_id = "019eb68e-0590-7156-881e-bb0798f60b96",
          .name = "STEP_VIEW",
          .source = Source::fe,
          .time = first_time,
          .claimed_time = first_time - 7'000,
          .seq = (std::int64_t{1} << 53) - 1,
          .result = CheckResult::skipped,
          .impact = Impact::completed,
          .stage = Stage::post,
          .reason = "R-1",
          .error_code = "AA-00001",
          .message = "no",
          .duration_ms = 86'400'000,
          .attempt = 1'000,
          .submission_id = "sub_0123456789",
          .user_id = "u-20439e8393",
          .email = "a@b.example",
          .trace_id = "e3e5d3e88d779e9262e1bf7ea7bf70be",
          .attributes = R"({"path":"/start"})",
          .path = "/start",
          .received_at = first_time + 12,
          .accept_seq = accept_seq};
}

TEST(PackedChunk, HasEveryFieldAndTheirAbsence) {
  const std::string records = records_of({full_event(7),
                                          {.event_id = "x", .name = "Y", .time = -5, .received_at = first_time},
                                          full_event(9),
                                          {.event_id = "y", .name = "Y", .accept_seq = ~std::uint64_t{0}}});
  EXPECT_EQ(again(records), records);
  EXPECT_EQ(again(""), "");
}

TEST(PackedChunk, RandomJourneysComeBack) {
  for (const std::uint64_t seed : sj::testing::seeds(2'000)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    JourneyMaker make(seed);
    const auto journey = make.make(120);
    const std::string records = records_of(journey.events);
    ASSERT_EQ(again(records), records);
  }
}

TEST(PackedChunk, TextsThatStandFarApartComeBack) {
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) names.push_back("NAME_" + std::to_string(i % 77));
  std::vector<Event> events;
  for (const std::string& name : names) events.push_back({.event_id = name, .name = name, .message = names[0]});
  EXPECT_EQ(again(records_of(events)), records_of(events));
}

TEST(PackedChunk, RecordsOfFormatOneAreReadAsTheyAre) {
  const std::string records = records_of({full_event(1), full_event(2)});
  std::string out;
  EXPECT_TRUE(unpack_chunk(records, out));
  EXPECT_EQ(out, records);
}

TEST(PackedChunk, WhatIsNoRecordIsNotPacked) {
  EXPECT_FALSE(pack_chunk(records_of({full_event(1)}) + "x"));
}

TEST(PackedChunk, ACutOrAddedToChunkIsSeen) {
  const std::string chunk = *pack_chunk(records_of({full_event(1), full_event(2)}));
  std::string out;
  for (std::size_t size = 4; size < chunk.size(); ++size)
    EXPECT_FALSE(unpack_chunk(chunk.substr(0, size), out)) << size;
  EXPECT_FALSE(unpack_chunk(chunk + "x", out));
}

TEST(PackedChunk, DamageDoesNotLeadOutsideOfIt) {
  JourneyMaker make(1);
  const std::string chunk = *pack_chunk(records_of(make.make(40).events));
  for (std::size_t at = 4; at < chunk.size(); ++at)
    for (const char wrong : {'\x00', '\x01', '\x7f', '\xff'}) {
      std::string damaged = chunk, out;
      damaged[at] = wrong;
      if (unpack_chunk(damaged, out)) {
        EXPECT_TRUE(EventLog().append_records(out));
      }
    }
}

TEST(PackedChunk, SaysWhichWordItDoesNotKnow) {
  const std::string chunk = *pack_chunk(records_of({{.event_id = "a",
                                                     .name = "ONE",
                                                     .result = CheckResult::skipped,
                                                     .impact = Impact::completed,
                                                     .stage = Stage::post}}));
  std::set<std::string> said;
  for (std::size_t at = 4; at < chunk.size(); ++at) {
    std::string damaged = chunk, out;
    damaged[at] = 77;
    if (const auto unpacked = unpack_chunk(damaged, out); !unpacked) said.insert(unpacked.error().message);
  }
  for (const char* word : {"unknown result 77", "unknown impact 77", "unknown stage 77"})
    EXPECT_TRUE(said.contains(word)) << word;
}

TEST(IdText, ComesBackInAtMostItsSizeAndTwoBytes) {
  struct Case {
    std::string_view text;
    std::size_t bytes;
  };
  // The first one was made within an hour of the time.
  for (const auto& [text, bytes] : std::initializer_list<Case>{{"019ee7aa-8c33-7156-881e-bb0798f60b96", 15},
                                                               {"119ee7aa-8c33-4156-881e-bb0798f60b96", 17},
                                                               {"119EE7AA-8c33-4156-881e-bb0798f60b96", 18 + 16},
                                                               {"e3e5d3e88d779e9262e1bf7ea7bf70be", 18},
                                                               {"be546d69a854e", 9},
                                                               {"ses_33ab1f632f51c5f8", 14},
                                                               {"12345678", 6},
                                                               {"1234567", 8},
                                                               {"-", 2},
                                                               {"plain text", 11}}) {
    std::string out;
    std::pmr::monotonic_buffer_resource room;
    put_id_text(out, text, 1'782'000'000'000);
    EXPECT_LE(out.size(), bytes) << text;
    ByteReader in(out);
    EXPECT_EQ(read_id_text(in, 1'782'000'000'000, room), text);
    EXPECT_TRUE(in.ok() && in.at_end());
  }
}

}  // namespace
}  // namespace sj::store
