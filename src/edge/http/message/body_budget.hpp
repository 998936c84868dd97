#pragma once
// How many bytes of bodies may be in memory at once, over all connections, and how much of that one owner may have:
// never more than is left for others. So a single one gets half of all; of two that want everything each gets a third,
// and a third is free for whoever comes; and so on. Nobody is refused because of what another one takes.
//
// An owner is a key or, where none is known yet, an address. Without any bound the body limit times the connection
// limit would be it, which is more than any machine has.
#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/mutex.hpp"

namespace sj::http {

/// Thread-safe; shared, since a request may outlive the server that read it.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// False, and nothing taken, when this owner would have more than is left.
  [[nodiscard]] bool take(const std::string& owner, std::size_t bytes) {
    const MutexLock lock(mutex_);
    const auto found = of_owner_.find(owner);
    const std::size_t own = found == of_owner_.end() ? 0 : found->second;
    if (in_use_ + bytes > bytes_max_ || own + bytes > bytes_max_ - in_use_ - bytes) return false;
    add(owner, bytes);
    return true;
  }
  /// For what is there already: it counts against later ones.
  void take_anyway(const std::string& owner, std::size_t bytes) {
    const MutexLock lock(mutex_);
    add(owner, bytes);
  }
  void give_back(const std::string& owner, std::size_t bytes) {
    const MutexLock lock(mutex_);
    const auto found = of_owner_.find(owner);
    in_use_ -= bytes;
    found->second -= bytes;
    if (found->second == 0) of_owner_.erase(found);
  }
  [[nodiscard]] std::size_t in_use() const {
    const MutexLock lock(mutex_);
    return in_use_;
  }

 private:
  void add(const std::string& owner, std::size_t bytes) SJ_REQUIRES(mutex_) {
    of_owner_[owner] += bytes;
    in_use_ += bytes;
  }

  const std::size_t bytes_max_;
  mutable Mutex mutex_;
  std::size_t in_use_ SJ_GUARDED_BY(mutex_) = 0;
  std::map<std::string, std::size_t> of_owner_ SJ_GUARDED_BY(mutex_);  ///< a tree: addresses are chosen by others
};

/// One request's share of a budget, given back when it ends. Move-only; an empty one holds nothing.
class BodyReservation {
 public:
  BodyReservation() = default;
  explicit BodyReservation(std::shared_ptr<BodyBudget> budget, std::string owner = {})
      : budget_(std::move(budget)), owner_(std::move(owner)) {}
  BodyReservation(BodyReservation&& other) noexcept
      : budget_(std::move(other.budget_)), owner_(std::move(other.owner_)), bytes_(std::exchange(other.bytes_, 0)) {}
  BodyReservation& operator=(BodyReservation&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(owner_, other.owner_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~BodyReservation() {
    if (budget_ && bytes_ > 0) budget_->give_back(owner_, bytes_);
  }

  /// Makes the share at least this large. False, and unchanged, when the budget does not have it.
  [[nodiscard]] bool grow_to(std::size_t bytes) {
    if (bytes <= bytes_ || !budget_) return true;
    if (!budget_->take(owner_, bytes - bytes_)) return false;
    bytes_ = bytes;
    return true;
  }
  /// The same where the bytes are there already.
  void hold(std::size_t bytes) {
    if (bytes <= bytes_ || !budget_) return;
    budget_->take_anyway(owner_, bytes - bytes_);
    bytes_ = bytes;
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::shared_ptr<BodyBudget> budget_;
  std::string owner_;
  std::size_t bytes_ = 0;
};

}  // namespace sj::http
