#pragma once
// Where the next page goes on, as an opaque text. It belongs to one question of one project and fixes the moment by
// which statuses are told. It holds no secret and gives no right: it is only checked for being ours and whole.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "event/event.hpp"
#include "store/query.hpp"

namespace sj::query {

struct ListCursor {
  std::uint64_t question = 0;  ///< Parameters::question_hash
  TimeMs as_of = 0;
  store::Position after;
};
[[nodiscard]] std::string encode_cursor(const ListCursor& cursor);
/// nullopt: not one of ours, or damaged.
[[nodiscard]] std::optional<ListCursor> decode_list_cursor(std::string_view text);

/// Position in the order of a session's events.
struct EventCursor {
  std::uint64_t question = 0;
  TimeMs as_of = 0;
  TimeMs time = 0;
  Source source = Source::be;
  std::optional<std::int64_t> seq;
  std::string event_id;
};
[[nodiscard]] std::string encode_cursor(const EventCursor& cursor);
[[nodiscard]] std::optional<EventCursor> decode_event_cursor(std::string_view text);

/// Position in a live stream.
struct StreamCursor {
  std::uint64_t events_after = 0;    ///< accept_seq of the last event that was told
  std::uint64_t sessions_after = 0;  ///< sessions with newer events than this are still to be told
  TimeMs told_until = 0;             ///< statuses that changed by time alone before this were told
};
[[nodiscard]] std::string encode_cursor(const StreamCursor& cursor);
[[nodiscard]] std::optional<StreamCursor> decode_stream_cursor(std::string_view text);

}  // namespace sj::query
