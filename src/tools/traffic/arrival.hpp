#pragma once
// When sessions begin: a rate that breathes with the day and the week of every country, and the country that goes with
// it.
#include <array>
#include <cstdint>

#include "base/time.hpp"
#include "traffic/profile.hpp"

namespace sj::traffic {

struct ArrivalSpan {
  TimeMs start;
  TimeMs end;
  std::uint64_t sessions;  ///< begin in [start, end)
  bool endless;            ///< go on after `end` at the same rate
  bool steady = false;     ///< at the same rate by day and by night
};

/// One session's beginning.
struct Beginning {
  std::uint64_t index;
  TimeMs time;
  std::uint8_t country;
};

/// Beginnings in order of time. Memory does not depend on the number of sessions: sessions come in blocks, each of
/// which owns its share of the area under the rate curve and scatters its sessions there at random.
class Arrivals {
 public:
  Arrivals(const ArrivalSpan& span, std::uint64_t seed);

  /// False when all of a span that is not endless have begun.
  [[nodiscard]] bool next(Beginning& out);

 private:
  static constexpr std::uint64_t block_sessions = 16;

  /// A piece of an hour; the rate does not change within it.
  struct Hour {
    TimeMs from = 0, to = 0;
    std::uint64_t area_before = 0;  ///< under the curve, from the span's start
    std::uint64_t rate = 1;         ///< area per millisecond
    std::array<std::uint32_t, country_count> weights{};
  };

  [[nodiscard]] Hour hour_at(TimeMs from, std::uint64_t area_before) const;
  [[nodiscard]] std::uint64_t area_of_session(std::uint64_t index) const;
  void scatter_block();

  ArrivalSpan span_;
  std::uint64_t seed_;
  std::uint64_t area_ = 0;  ///< under the curve of the whole span
  Hour hour_;
  std::uint64_t next_index_ = 0;
  std::array<std::uint64_t, block_sessions> block_{};  ///< positions on the area, ascending
};

}  // namespace sj::traffic
