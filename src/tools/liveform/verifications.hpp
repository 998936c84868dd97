#pragma once
// The verifications that are under way, by id: few, and forgotten when nobody comes back to them.
#include <string>
#include <string_view>
#include <unordered_map>

#include "liveform/verification.hpp"

namespace sj::liveform {

inline constexpr std::size_t verifications_max = 500;
/// An untouched verification is forgotten after this long.
inline constexpr DurationMs forgotten_after_ms = 30 * minute_ms;
/// As many a visitor (an address) may begin within a minute.
inline constexpr std::size_t begun_per_minute_max = 60;

class Verifications {
 public:
  /// Null when there are too many.
  [[nodiscard]] VerificationPtr begin(Fate fate, std::string_view address, TimeMs now);
  /// Null when there is none, or the token is another's.
  [[nodiscard]] VerificationPtr find(std::string_view id, std::string_view token, TimeMs now) const;
  /// Whether who began this one keeps to the rate.
  [[nodiscard]] bool within_rate(const Verification& verification) const;

 private:
  void forget_old(TimeMs now);

  std::unordered_map<std::string, VerificationPtr> by_id_;
};

}  // namespace sj::liveform
