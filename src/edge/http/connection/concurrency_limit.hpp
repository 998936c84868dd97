#pragma once
// Limits how many operations each owner may have under way.
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "base/mutex.hpp"

namespace sj::http {

/// Threads: every member, and the end of a place, from any thread. Must outlive its places.
class ConcurrencyLimit {
 public:
  /// One that is under way, until it goes. Move-only; an empty one counts nothing.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept : all_(std::exchange(other.all_, nullptr)), whose_(std::move(other.whose_)) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(all_, other.all_);
      std::swap(whose_, other.whose_);
      return *this;
    }
    ~Place() {
      if (all_ != nullptr) all_->end(whose_);
    }
    explicit operator bool() const { return all_ != nullptr; }

   private:
    friend class ConcurrencyLimit;
    Place(ConcurrencyLimit* all, std::string whose) : all_(all), whose_(std::move(whose)) {}
    ConcurrencyLimit* all_ = nullptr;
    std::string whose_;
  };

  /// An empty place when `whose` has so many already.
  [[nodiscard]] Place begin(std::string whose, std::size_t at_once_max) {
    const MutexLock lock(mutex_);
    std::size_t& count = under_way_[whose];
    if (count >= at_once_max) return {};
    ++count;
    return {this, std::move(whose)};
  }

 private:
  void end(const std::string& whose) {
    const MutexLock lock(mutex_);
    const auto found = under_way_.find(whose);
    if (--found->second == 0) under_way_.erase(found);
  }

  Mutex mutex_;
  std::map<std::string, std::size_t> under_way_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj::http
