#include "http/connection/connection_slots.hpp"

#include <tuple>

namespace sj::http {

ConnectionSlot::~ConnectionSlot() {
  if (placed_) slots_.release(*this);
}

void ConnectionSlot::is_on(IoLoop& loop, std::weak_ptr<Connection> connection) {
  connection_ = std::move(connection);
  loop_ = &loop;
}

ConnectionSlots::Taken ConnectionSlots::take(const std::string& network, Instant now) {
  Taken taken{.slot = SlotPtr(new ConnectionSlot(*this))};  // before the lock: letting go of a slot takes it
  const MutexLock lock(mutex_);
  const auto client = clients_.try_emplace(network).first;
  const bool too_many_of_client = client->second.counted >= bounds_.of_network_max;
  const bool too_many = too_many_of_client || counted_.size() >= bounds_.connections_max;
  const std::size_t uncounted = open() - counted_.size();  // refused, or told to go and not gone yet
  const bool may_more = uncounted < bounds_.refused_at_once_max;
  if (too_many && may_more) taken.cut = let_one_give_way(too_many_of_client ? &client->second : nullptr, now);
  taken.refused = too_many && !taken.cut;
  if (taken.refused && !may_more) {
    taken.slot.reset();
    if (client->second.slots == 0) clients_.erase(client);
    return taken;
  }
  place(*taken.slot, client, now);
  if (!taken.refused) count(*taken.slot);
  return taken;
}

void ConnectionSlots::keep(ConnectionSlot& slot) {
  const MutexLock lock(mutex_);
  if (!slot.counted_) count(slot);
}

void ConnectionSlots::place(ConnectionSlot& slot, ClientNetworks::iterator client, Instant now) {
  slot.client_ = client;
  slot.placed_ = true;
  slot.enter(EvictionClass::idle, now);
  ++client->second.slots;
  open_.fetch_add(1, std::memory_order_relaxed);
}

void ConnectionSlots::count(ConnectionSlot& slot) {
  counted_.push_back(&slot);
  slot.index_ = counted_.size() - 1;
  slot.counted_ = true;
  ++slot.client_->second.counted;
}

void ConnectionSlots::count_no_more(ConnectionSlot& slot) {
  counted_[slot.index_] = counted_.back();
  counted_[slot.index_]->index_ = slot.index_;
  counted_.pop_back();
  slot.counted_ = false;
  --slot.client_->second.counted;
}

void ConnectionSlots::release(ConnectionSlot& slot) {
  const MutexLock lock(mutex_);
  if (slot.counted_) count_no_more(slot);
  if (--slot.client_->second.slots == 0) clients_.erase(slot.client_);
  open_.fetch_sub(1, std::memory_order_relaxed);
}

// Looks at all of them: some microseconds for a thousand, and only while there are too many.
SlotPtr ConnectionSlots::let_one_give_way(const ClientNetwork* of, Instant now) {
  const auto now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  ConnectionSlot* first = nullptr;
  const auto order = [](const ConnectionSlot& slot) {
    return std::tuple(slot.eviction_class(), -static_cast<std::ptrdiff_t>(slot.client_->second.counted), slot.since());
  };
  for (ConnectionSlot* slot : counted_) {
    const EvictionClass eviction_class = slot->eviction_class();
    const bool may_go = eviction_class == EvictionClass::idle || eviction_class == EvictionClass::head ||
                        (eviction_class == EvictionClass::body && now_ms - slot->since() > bounds_.body_grace);
    if (!may_go || (of != nullptr && &slot->client_->second != of)) continue;
    if (first == nullptr || order(*slot) < order(*first)) first = slot;
  }
  SlotPtr going = first != nullptr ? first->weak_from_this().lock() : nullptr;
  if (going) count_no_more(*going);
  return going;
}

}  // namespace sj::http
