// A cursor leads on from where its page ended, and nothing else is one.
#include "query/cursor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "event/limits.hpp"

namespace sj::query {
namespace {

const ListCursor list_cursor{0x1234'5678'9abc'def0, 1'782'000'000'000, {1'781'999'999'999, "s-1042"}};
const EventCursor event_cursor{7, 1'782'000'000'000, 1'781'000'000'000, Source::fe, 0, "9f31"};
const StreamCursor stream_cursor{1'000'000, 999'999, 1'782'000'000'000};

auto members(const ListCursor& cursor) {
  return std::tuple(cursor.question, cursor.as_of, cursor.after.time, cursor.after.session_id);
}
auto members(const EventCursor& cursor) {
  return std::tuple(cursor.question, cursor.as_of, cursor.time, cursor.source, cursor.seq, cursor.event_id);
}
auto members(const StreamCursor& cursor) {
  return std::tuple(cursor.events_after, cursor.sessions_after, cursor.told_until);
}

bool is_cursor_of_any_kind(std::string_view text) {
  return decode_list_cursor(text) || decode_event_cursor(text) || decode_stream_cursor(text);
}

TEST(Cursor, OfAListReadsBackAsItWas) {
  EXPECT_TRUE(rc::check("list", [](std::uint64_t question, TimeMs as_of, TimeMs time, std::uint8_t id_size) {
    const ListCursor cursor{question, as_of, {time, std::string(id_size % (limits::session_id_bytes_max + 1), 's')}};
    const auto read = decode_list_cursor(encode_cursor(cursor));
    RC_ASSERT(read);
    RC_ASSERT(members(*read) == members(cursor));
  }));
}

TEST(Cursor, OfEventsReadsBackAsItWas) {
  EXPECT_TRUE(rc::check("events", [](TimeMs as_of, TimeMs time, bool is_fe, bool has_seq, std::uint8_t id_size) {
    EventCursor cursor{~0ULL, as_of, time, is_fe ? Source::fe : Source::be, {}, {}};
    if (has_seq) cursor.seq = *rc::gen::inRange<std::int64_t>(0, limits::seq_max);
    cursor.event_id = std::string(id_size % (limits::event_id_bytes_max + 1), '~');
    const auto read = decode_event_cursor(encode_cursor(cursor));
    RC_ASSERT(read);
    RC_ASSERT(members(*read) == members(cursor));
  }));
}

TEST(Cursor, AnEventWithoutACounterIsNotOneWithTheFirst) {
  EventCursor cursor = event_cursor;
  for (const std::optional<std::int64_t> seq : {std::optional<std::int64_t>{}, {0}, {limits::seq_max}}) {
    cursor.seq = seq;
    EXPECT_EQ(decode_event_cursor(encode_cursor(cursor))->seq, seq);
  }
}

TEST(Cursor, OfAStreamReadsBackAsItWas) {
  EXPECT_TRUE(rc::check("stream", [](std::uint64_t events, std::uint64_t sessions, TimeMs until) {
    const StreamCursor cursor{events, sessions, until};
    const auto read = decode_stream_cursor(encode_cursor(cursor));
    RC_ASSERT(read);
    RC_ASSERT(members(*read) == members(cursor));
  }));
}

TEST(Cursor, FitsIntoAUrlWithoutEscapes) {
  EXPECT_TRUE(rc::check("alphabet", [](std::uint64_t question, TimeMs as_of, TimeMs time) {
    const std::string text = encode_cursor(ListCursor{question, as_of, {time, "s"}});
    RC_ASSERT(!text.empty());
    RC_ASSERT(std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; }));
  }));
}

TEST(Cursor, OfAnotherKindIsNone) {
  EXPECT_FALSE(decode_event_cursor(encode_cursor(list_cursor)));
  EXPECT_FALSE(decode_stream_cursor(encode_cursor(list_cursor)));
  EXPECT_FALSE(decode_list_cursor(encode_cursor(event_cursor)));
  EXPECT_FALSE(decode_stream_cursor(encode_cursor(event_cursor)));
  EXPECT_FALSE(decode_list_cursor(encode_cursor(stream_cursor)));
  EXPECT_FALSE(decode_event_cursor(encode_cursor(stream_cursor)));
}

TEST(Cursor, OfAnotherKindIsNoneAlsoWhereItsBytesWouldDo) {
  // As one of events, `s` would be a counter and the minus sign, which is 45, the length of the id behind it.
  const ListCursor list{1, 2, {3, "s-" + std::string(45, 'x')}};
  EXPECT_TRUE(decode_list_cursor(encode_cursor(list)));
  EXPECT_FALSE(decode_event_cursor(encode_cursor(list)));
}

TEST(Cursor, WithAnyCharacterChangedIsNone) {
  for (const std::string& whole :
       {encode_cursor(list_cursor), encode_cursor(event_cursor), encode_cursor(stream_cursor)})
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string damaged = whole;
      damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(is_cursor_of_any_kind(damaged)) << whole << " changed at " << at;
    }
}

TEST(Cursor, CutShortOrLengthenedIsNone) {
  const std::string whole = encode_cursor(list_cursor);
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(is_cursor_of_any_kind(whole.substr(0, size)));
  for (const char* more : {"A", "AAAA", "=", " ", "\n"}) EXPECT_FALSE(is_cursor_of_any_kind(whole + more)) << more;
}

TEST(Cursor, ThatSomebodyMadeUpIsNone) {
  for (const std::string& text : {std::string("0"), std::string("last"), std::string("AQ"), std::string("!!!!"),
                                  std::string("\0", 1), std::string(1024, 'A'), std::string(1 << 20, 'A')})
    EXPECT_FALSE(is_cursor_of_any_kind(text)) << text.substr(0, 20);
}

}  // namespace
}  // namespace sj::query
