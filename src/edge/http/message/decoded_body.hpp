#pragma once
// The growing output of a decoder: doubles within a limit and within the budget.
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "http/message/body_budget.hpp"
#include "http/message/decoding.hpp"
#include "http/message/request.hpp"

namespace sj::http {

class DecodedBody final : public DecodingTarget {
 public:
  /// `encoded_bytes` stay in memory meanwhile and are charged too.
  DecodedBody(std::size_t bytes_max, std::size_t encoded_bytes, BodyReservation& reservation)
      : bytes_max_(bytes_max), encoded_bytes_(encoded_bytes), reservation_(reservation) {}

  /// `too_large` when bytes_max are full: the caller asks only when its decoder has more.
  [[nodiscard]] Room make_room(std::size_t hint) override {
    if (used_ < bytes_.size()) return Room::yes;
    if (used_ == bytes_max_) return Room::too_large;
    const std::size_t size = std::min(bytes_max_, std::max({hint, used_ * 2, smallest_}));
    if (!reservation_.grow_to(encoded_bytes_ + size)) return Room::no_budget;
    bytes_.reserve(size + body_padding);
    bytes_.resize_and_overwrite(size, [](char*, std::size_t asked) { return asked; });
    return Room::yes;
  }

  [[nodiscard]] std::span<char> free() override { return std::span(bytes_).subspan(used_); }
  void filled(std::size_t bytes) override { used_ += bytes; }
  [[nodiscard]] bool full() const override { return used_ == bytes_max_; }

  [[nodiscard]] std::string release() {
    bytes_.resize(used_);
    bytes_.reserve(used_ + body_padding);
    return std::move(bytes_);
  }

 private:
  static constexpr std::size_t smallest_ = 4 * 1024;

  const std::size_t bytes_max_;
  const std::size_t encoded_bytes_;
  BodyReservation& reservation_;
  std::string bytes_;
  std::size_t used_ = 0;
};

}  // namespace sj::http
