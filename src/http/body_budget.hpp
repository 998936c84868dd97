#pragma once
// How many bytes of request bodies may be in memory at once, over all connections. Without it the body limit times the
// connection limit would be the bound, which is more than any machine has.
#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace sj::http {

/// Thread-safe; shared, since a request may outlive the server that read it.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  [[nodiscard]] bool take(std::size_t bytes) {
    if (in_use_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= bytes_max_) return true;
    give_back(bytes);
    return false;
  }
  void give_back(std::size_t bytes) { in_use_.fetch_sub(bytes, std::memory_order_relaxed); }
  [[nodiscard]] std::size_t in_use() const { return in_use_.load(std::memory_order_relaxed); }

 private:
  const std::size_t bytes_max_;
  std::atomic<std::size_t> in_use_{0};
};

/// One request's share of the budget, given back when it ends. Move-only; an empty one holds nothing.
class BodyReservation {
 public:
  BodyReservation() = default;
  explicit BodyReservation(std::shared_ptr<BodyBudget> budget) : budget_(std::move(budget)) {}
  BodyReservation(BodyReservation&& other) noexcept
      : budget_(std::move(other.budget_)), bytes_(std::exchange(other.bytes_, 0)) {}
  BodyReservation& operator=(BodyReservation&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~BodyReservation() {
    if (budget_) budget_->give_back(bytes_);
  }

  /// Makes the share at least this large. False, and unchanged, when the budget does not have it.
  [[nodiscard]] bool grow_to(std::size_t bytes) {
    if (bytes <= bytes_ || !budget_) return true;
    if (!budget_->take(bytes - bytes_)) return false;
    bytes_ = bytes;
    return true;
  }

 private:
  std::shared_ptr<BodyBudget> budget_;
  std::size_t bytes_ = 0;
};

}  // namespace sj::http
