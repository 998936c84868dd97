#pragma once
// Which (source, event id) a session already has (docs/journey-rules.md §2: two events are the same when these are).
// Exact: a hash finds the place, the id itself decides. Eight bytes an event at three quarters full.
#include <cstdint>
#include <optional>
#include <vector>

#include "event/event_log.hpp"

namespace sj::ingest {

class EventIds {
 public:
  /// Whether the log has an event with this source and id.
  [[nodiscard]] bool contains(const EventLog& log, Source source, std::string_view event_id) const;
  /// The log's event at this index has this source and id, which are new.
  void add(Source source, std::string_view event_id, std::uint32_t index);
  /// Forgets the log's events from this index on.
  void forget_from(std::uint32_t index);

  [[nodiscard]] std::size_t memory_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t index_plus_one = 0;  ///< 0: free
  };
  void insert(const Slot& slot);
  void rebuild(std::uint32_t count, std::size_t capacity);

  std::vector<Slot> slots_;  ///< open addressing, a power of two
  std::uint32_t count_ = 0;
};

}  // namespace sj::ingest
