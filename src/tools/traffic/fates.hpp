#pragma once
// What becomes of sessions, as a table: every way in which a journey can end, how often, and what it is about.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "traffic/journeys.hpp"
#include "traffic/random.hpp"
#include "traffic/script.hpp"

namespace sj::traffic {

struct Fate {
  std::string_view name;
  std::string_view headline;  ///< of the rules (§11), when it is over (or, of the last two, when the recording ends)
  InMyriad weight;            ///< of all sessions
  void (*play)(Script&, const Fate&);
  Trouble trouble{};
  Reason reason = Reason::none;
  Code page = Code::none;  ///< of the error page
  Screen where = Screen::none;
  std::uint8_t times = 1;  ///< failed attempts
  Name decision = Name::none;
};

[[nodiscard]] std::span<const Fate> fates();

/// The account step and the government check exist nowhere else.
[[nodiscard]] bool happens_in_korea_only(const Fate& fate);

/// The two of sessions that are under way when the recording ends; they have no weight.
[[nodiscard]] std::uint8_t lingering_after_retake();
[[nodiscard]] std::uint8_t lingering_on_screen();

/// The selfie's engine fails again and again.
[[nodiscard]] std::uint8_t selfie_engine_outage();

/// Deals fates so that their shares come out exactly over every thousand sessions, in an order of chance: with drawn
/// lots a rare fate would be missing from many small recordings.
class FateDeck {
 public:
  explicit FateDeck(std::uint64_t seed) : seed_(seed) { shuffle(0); }
  [[nodiscard]] std::uint8_t deal(std::uint64_t session);

 private:
  static constexpr std::uint32_t cards = 1000;
  void shuffle(std::uint64_t round);

  std::uint64_t seed_;
  std::uint64_t round_ = 0;
  std::array<std::uint16_t, cards> deck_{};
};

}  // namespace sj::traffic
