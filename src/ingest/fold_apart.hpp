#pragma once
// Folding a session without its shard's lock: what is committed does not change any more, so it is copied piece by
// piece, and whoever has events for the shard's other sessions waits for one piece at most.
#include "ingest/open_sessions.hpp"

namespace sj::ingest {

/// From so many events on a session is folded apart when it has to be folded again: some 2 ms.
inline constexpr std::uint32_t fold_again_events_max = 2'000;

/// Copied with a shard locked at once, at most.
inline constexpr std::uint32_t events_per_copy = 1'000;

/// The records of the first `count` events. The session is pinned, its shard not locked by the caller.
[[nodiscard]] std::string copy_records(Shard& shard, const OpenSession& session, std::uint32_t count);

/// The same events folded. Takes about 1 µs an event.
[[nodiscard]] FoldedApart fold_apart(Shard& shard, const OpenSession& session, std::uint32_t count, const Rules& rules);

}  // namespace sj::ingest
