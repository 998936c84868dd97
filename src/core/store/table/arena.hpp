#pragma once
// Variable-length parts of a block's rows, packed one after the other. A row that grows leaves a hole; when holes make
// up most of the arena its owner packs it again.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sj::store {

struct Slot {
  std::uint32_t offset = 0, size = 0;
};

template <class T>
class Arena {
 public:
  [[nodiscard]] std::span<const T> at(Slot slot) const { return std::span(items_).subspan(slot.offset, slot.size); }

  /// Replaces what the slot held.
  void put(Slot& slot, std::span<const T> items) {
    holes_ += slot.size;
    make_room(items.size());
    slot = {static_cast<std::uint32_t>(items_.size()), static_cast<std::uint32_t>(items.size())};
    items_.insert(items_.end(), items.begin(), items.end());
  }

  [[nodiscard]] bool worth_packing() const { return holes_ > 4096 && holes_ > items_.size() / 2; }

  void pack(std::span<Slot> slots) {
    std::vector<T> packed;
    packed.reserve(items_.size() - holes_);
    for (Slot& slot : slots) {
      const auto items = at(slot);
      slot.offset = static_cast<std::uint32_t>(packed.size());
      packed.insert(packed.end(), items.begin(), items.end());
    }
    items_ = std::move(packed);
    holes_ = 0;
  }

  [[nodiscard]] std::size_t memory_bytes() const { return items_.capacity() * sizeof(T); }

  /// All items, holes among them.
  [[nodiscard]] std::span<const T> items() const { return items_; }

  template <class Io>
  void walk(Io& io) {
    io.items(items_);
    io.value(holes_);
  }

 private:
  // By an eighth and not by doubling: there is an arena for every few thousand rows, and most are full.
  void make_room(std::size_t more) {
    const std::size_t size = items_.size();
    if (size + more > items_.capacity()) items_.reserve(std::max(size + more, size + size / 8));
  }

  std::vector<T> items_;
  std::size_t holes_ = 0;
};

}  // namespace sj::store
