#pragma once
// A heap that is mostly asked for its least entry and given that entry back with a later time.
#include <cstddef>
#include <utility>
#include <vector>

namespace sj::traffic {

/// `Entry` needs `bool operator<`.
template <class Entry>
class MergeHeap {
 public:
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const Entry& least() const { return entries_.front(); }

  void push(Entry entry) {
    std::size_t hole = entries_.size();
    entries_.push_back(entry);
    while (hole > 0 && entry < entries_[(hole - 1) / 2]) {
      entries_[hole] = entries_[(hole - 1) / 2];
      hole = (hole - 1) / 2;
    }
    entries_[hole] = std::move(entry);
  }

  void replace_least(Entry entry) {
    const std::size_t size = entries_.size();
    std::size_t hole = 0;
    for (std::size_t child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && entries_[child + 1] < entries_[child]) ++child;
      if (!(entries_[child] < entry)) break;
      entries_[hole] = entries_[child];
      hole = child;
    }
    entries_[hole] = std::move(entry);
  }

  void pop_least() {
    Entry last = std::move(entries_.back());
    entries_.pop_back();
    if (!entries_.empty()) replace_least(std::move(last));
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace sj::traffic
