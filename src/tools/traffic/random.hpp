#pragma once
// Chance that is the same on every machine: integers only, and no distribution of the standard library, because those
// may differ from one library to the next.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sj::traffic {

/// A bijection of 64 bits in which every bit of the input moves every bit of the output (SplitMix64's finaliser).
/// Distinct inputs give distinct outputs, so it also makes ids that cannot collide.
[[nodiscard]] constexpr std::uint64_t scramble(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// What a thing draws is decided by its key and not by who drew before it: keys are chained from the seed down.
[[nodiscard]] constexpr std::uint64_t chain(std::uint64_t key, std::uint64_t more) {
  return scramble(key ^ scramble(more + 0x9e3779b97f4a7c15U));
}

/// Where 10 000 is certain.
using InMyriad = std::uint32_t;
inline constexpr InMyriad myriad = 10'000;

class Random {
 public:
  constexpr explicit Random(std::uint64_t key) : counter_(key) {}

  constexpr std::uint64_t next() { return scramble(counter_ += 0x9e3779b97f4a7c15U); }

  /// 0 ≤ answer < bound; 0 for the bound 0.
  constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  /// Both ends included.
  constexpr std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }

  constexpr bool chance(InMyriad probability) { return below(myriad) < probability; }

  /// An index, as often as its weight says.
  constexpr std::size_t pick(std::span<const std::uint32_t> weights) {
    std::uint32_t total = 0;
    for (const std::uint32_t weight : weights) total += weight;
    std::uint32_t ticket = below(total);
    std::size_t i = 0;
    while (i + 1 < weights.size() && ticket >= weights[i]) ticket -= weights[i++];
    return i;
  }

  /// A waiting time with this median and the long right tail that people and engines have: a log-normal distribution
  /// (sigma 0.55) by its quantiles, straight lines between them.
  constexpr std::uint32_t long_tailed(std::uint32_t median) {
    constexpr std::array<std::uint32_t, 17> quantiles_256{64,  110, 136, 157, 177, 196, 215, 235, 256,
                                                          279, 305, 335, 371, 417, 482, 595, 1152};
    const std::uint64_t draw = next();
    const std::size_t slot = draw >> 60;
    const std::uint64_t within = (draw >> 44) & 0xffff;
    const std::uint64_t low = quantiles_256[slot], high = quantiles_256[slot + 1];
    const std::uint64_t factor = (low << 16) + (high - low) * within;
    return static_cast<std::uint32_t>((factor * median) >> 24);
  }

 private:
  std::uint64_t counter_;
};

}  // namespace sj::traffic
