#pragma once
// Folding a session without its shard's lock: what is committed does not change any more, so it is copied piece by
// piece, and whoever has events for the shard's other sessions waits for one piece at most.
#include "ingest/open_sessions.hpp"

namespace sj::ingest {

/// From so many events on a session is folded apart when it has to be folded again: some 2 ms.
inline constexpr std::uint32_t fold_again_events_max = 2'000;

/// Whether its row is not made with its shard locked: folding would take long, or the store has to be asked.
[[nodiscard]] inline bool has_to_be_folded_apart(const OpenSession& session, const Rules& rules) {
  if (session.is_trimmed()) return session.needs_projection();
  return session.to_fold_again(rules) > fold_again_events_max;
}

/// Copied with a shard locked at once, at most.
inline constexpr std::uint32_t events_per_copy = 1'000;

/// The records of the first `count` events; of a trimmed session with what the store has. The session is pinned, its
/// shard not locked by the caller. Errc::corrupt: what the store has cannot be read; else the store's error.
[[nodiscard]] Result<std::string> copy_records(store::Store& store, Shard& shard, const OpenSession& session,
                                               std::uint32_t count);

/// The same events folded. Takes about 1 µs an event. Where the store's part cannot be read, the session is marked so.
[[nodiscard]] Result<DetachedFold> detached_fold(store::Store& store, Shard& shard, OpenSession& session,
                                                 std::uint32_t count, const Rules& rules);

}  // namespace sj::ingest
