#include "ingest/event_ids.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace sj::ingest {
namespace {

std::uint32_t hash_of(Source source, std::string_view event_id) {
  return static_cast<std::uint32_t>(hash64(event_id, static_cast<std::uint64_t>(source)));
}

}  // namespace

bool EventIds::contains(const EventLog& log, Source source, std::string_view event_id) const {
  if (slots_.empty()) return false;
  const std::uint32_t hash = hash_of(source, event_id);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].index_plus_one != 0; at = (at + 1) & mask) {
    if (slots_[at].hash != hash) continue;
    const Event event = log.at(slots_[at].index_plus_one - 1);
    if (event.source == source && event.event_id == event_id) return true;
  }
  return false;
}

void EventIds::add(const EventLog& log, std::uint32_t index) {
  if ((std::size_t{count_} + 1) * 4 > slots_.size() * 3)
    rebuild(log, index, std::max<std::size_t>(16, slots_.size() * 2));
  const Event event = log.at(index);
  insert(hash_of(event.source, event.event_id), index);
}

void EventIds::forget_from(const EventLog& log, std::uint32_t index) {
  rebuild(log, index, slots_.size());
}

void EventIds::insert(std::uint32_t hash, std::uint32_t index) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].index_plus_one != 0) at = (at + 1) & mask;
  slots_[at] = {hash, index + 1};
  ++count_;
}

void EventIds::rebuild(const EventLog& log, std::uint32_t count, std::size_t capacity) {
  slots_.assign(capacity, {});
  count_ = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Event event = log.at(i);
    insert(hash_of(event.source, event.event_id), i);
  }
}

}  // namespace sj::ingest
