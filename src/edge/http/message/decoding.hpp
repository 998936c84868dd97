#pragma once
// What the decoders of Content-Encoding write to, and how they end.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sj::http {

/// `enough`: whoever reads it needs no more.
enum class Decoding : std::uint8_t { done, corrupt, too_large, no_budget, enough };

class DecodingTarget {
 public:
  enum class Room : std::uint8_t { yes, too_large, no_budget, enough };

  virtual ~DecodingTarget() = default;
  /// Makes free() not empty, to `hint` bytes if that is possible at the first call. Everything but `yes` ends the
  /// decoding; `too_large` is not asked for but tried, see full().
  [[nodiscard]] virtual Room make_room(std::size_t hint) = 0;
  [[nodiscard]] virtual std::span<char> free() = 0;
  virtual void filled(std::size_t bytes) = 0;
  /// As much as there may be: only whether anything comes now is of interest.
  [[nodiscard]] virtual bool full() const = 0;
};

/// nullopt: go on.
[[nodiscard]] inline std::optional<Decoding> end_of(DecodingTarget::Room room) {
  switch (room) {
    case DecodingTarget::Room::no_budget: return Decoding::no_budget;
    case DecodingTarget::Room::enough: return Decoding::enough;
    case DecodingTarget::Room::yes:
    case DecodingTarget::Room::too_large: break;
  }
  return std::nullopt;
}

}  // namespace sj::http
