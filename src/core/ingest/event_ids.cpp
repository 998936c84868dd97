#include "ingest/event_ids.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"

namespace sj::ingest {
namespace {

std::uint32_t hash_of(Source source, std::string_view event_id) {
  constexpr std::uint64_t apart = 0x9e3779b97f4a7c15;  // the same id from both sides: two places
  return static_cast<std::uint32_t>(process_hash_key().hash(event_id) + static_cast<std::uint64_t>(source) * apart);
}

}  // namespace

template <class IsIt>
bool EventIds::any(std::uint32_t hash, IsIt is_it) const {
  if (slots_.empty()) return false;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].index_plus_one != 0; at = (at + 1) & mask)
    if (slots_[at].hash == hash && is_it(slots_[at].index_plus_one - 1)) return true;
  return false;
}

bool EventIds::contains(const EventLog& log, std::uint32_t first, Source source, std::string_view event_id) const {
  return any(hash_of(source, event_id), [&](std::uint32_t index) {
    if (index < first) return false;
    const RecordKey key = log.key_at(index - first);
    return key.source == source && key.event_id == event_id;
  });
}

bool EventIds::may_be_before(std::uint32_t first, Source source, std::string_view event_id) const {
  return any(hash_of(source, event_id), [&](std::uint32_t index) { return index < first; });
}

void EventIds::add(Source source, std::string_view event_id, std::uint32_t index) {
  if ((std::size_t{count_} + 1) * 4 > slots_.size() * 3) rebuild(index, std::max<std::size_t>(16, slots_.size() * 2));
  insert({hash_of(source, event_id), index + 1});
}

void EventIds::forget_from(std::uint32_t index) {
  rebuild(index, slots_.size());
}

void EventIds::insert(const Slot& slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = slot.hash & mask;
  while (slots_[at].index_plus_one != 0) at = (at + 1) & mask;
  slots_[at] = slot;
  ++count_;
}

// Keeps the first `count` events.
void EventIds::rebuild(std::uint32_t count, std::size_t capacity) {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(capacity));
  count_ = 0;
  for (const Slot& slot : old)
    if (slot.index_plus_one != 0 && slot.index_plus_one <= count) insert(slot);
}

}  // namespace sj::ingest
