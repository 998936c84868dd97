#pragma once
// Which (source, event id) a session already has (docs/journey-rules.md §2: two events are the same when these are).
// Exact: a hash finds the place, the id itself decides. Eight bytes an event at three quarters full.
//
// A trimmed session (open_session.hpp) has only its newer events in memory: of the others the hash alone is known,
// which can rule out that an event is one of them.
#include <cstdint>
#include <optional>
#include <vector>

#include "event/event_log.hpp"

namespace sj::ingest {

class EventIds {
 public:
  /// Whether the log, whose first event is the session's event `first`, has an event with this source and id.
  [[nodiscard]] bool contains(const EventLog& log, std::uint32_t first, Source source, std::string_view event_id) const;
  /// Whether one of the session's events before `first` may have this source and id. Never a false no.
  [[nodiscard]] bool may_be_before(std::uint32_t first, Source source, std::string_view event_id) const;
  /// The session's event at this index has this source and id, which are new.
  void add(Source source, std::string_view event_id, std::uint32_t index);
  /// Forgets the session's events from this index on.
  void forget_from(std::uint32_t index);

  [[nodiscard]] std::size_t memory_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t index_plus_one = 0;  ///< 0: free
  };
  /// Whether `is_it` says yes to an index of an event with this hash.
  template <class IsIt>
  [[nodiscard]] bool any(std::uint32_t hash, IsIt is_it) const;
  void insert(const Slot& slot);
  void rebuild(std::uint32_t count, std::size_t capacity);

  std::vector<Slot> slots_;  ///< open addressing, a power of two
  std::uint32_t count_ = 0;
};

}  // namespace sj::ingest
