#pragma once
// A queue in which projects take turns, so that one that sends much waits for itself, with a bound on what waits: where
// it is reached, only those are turned away that have an equal share of it already.
//
// Threads: none of its own, and no lock.
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

namespace sj::ingest {

template <class Item>
class TurnQueue {
 public:
  explicit TurnQueue(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Keeps room for an item of this project. False: there is none for it. Together they never have more than twice the
  /// bound, since each is below its share when it gets more than that.
  [[nodiscard]] bool reserve(const std::string& project, std::size_t bytes) {
    if (bytes == 0) return true;  // an empty item counts for nothing, also when it is released
    const auto at = bytes_of_.find(project);
    const bool is_new = at == bytes_of_.end();
    const std::size_t own = (is_new ? 0 : at->second) + bytes, projects = bytes_of_.size() + (is_new ? 1 : 0);
    if (bytes_ + bytes > bytes_max_ && own > bytes_max_ / projects) return false;
    bytes_of_[project] = own;
    bytes_ += bytes;
    return true;
  }
  /// Gives back what was reserved for an item that is not in the queue, or not any more.
  void release(const std::string& project, std::size_t bytes) {
    if (bytes == 0) return;
    const auto at = bytes_of_.find(project);
    at->second -= bytes;
    bytes_ -= bytes;
    if (at->second == 0) bytes_of_.erase(at);
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  void push(const std::string& project, Item item) {
    auto& items = waiting_[project];
    if (items.empty()) turns_.push_back(project);
    items.push_back(std::move(item));
  }
  [[nodiscard]] bool empty() const { return turns_.empty(); }

  /// The oldest item of the project whose turn it is. Not empty.
  [[nodiscard]] const Item& front() const { return waiting_.at(turns_.front()).front(); }
  Item pop() {
    const auto at = waiting_.find(turns_.front());
    Item item = std::move(at->second.front());
    at->second.pop_front();
    if (at->second.empty())
      waiting_.erase(at);
    else
      turns_.push_back(std::move(turns_.front()));
    turns_.pop_front();
    return item;
  }
  /// The next one's turn. Not empty.
  void pass() {
    turns_.push_back(std::move(turns_.front()));
    turns_.pop_front();
  }
  /// How many projects wait.
  [[nodiscard]] std::size_t projects() const { return turns_.size(); }

 private:
  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;                                  ///< reserved
  std::unordered_map<std::string, std::size_t> bytes_of_;  ///< the same by project; none without
  std::unordered_map<std::string, std::deque<Item>> waiting_;
  std::deque<std::string> turns_;  ///< of those who wait, next first
};

}  // namespace sj::ingest
