#pragma once
// A session as a list of steps, each of which becomes one event: what happens, when, and when the server hears of it.
// Texts are made only when a step is written, so a planned session costs a few kilobytes.
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "event/event.hpp"
#include "traffic/vocabulary.hpp"

namespace sj::traffic {

/// Milliseconds since the session began; good for 49 days.
using OffsetMs = std::uint32_t;

/// Which of the person's ids an event tells.
enum class Tells : std::uint8_t {
  nothing,
  user,        ///< the user id that the customer's server gave
  submission,  ///< the submission id
  everything,  ///< and the email
  old_email,   ///< the user id and an email that is corrected later
};

struct Step {
  static constexpr std::uint32_t no_duration = std::numeric_limits<std::uint32_t>::max();

  OffsetMs at = 0;       ///< when it happens
  OffsetMs arrival = 0;  ///< when the server gets it
  std::uint32_t duration_ms = no_duration;
  std::uint32_t number = 0;   ///< in the order of planning: the step's identity, from which its ids are made
  std::uint32_t seq = 0;      ///< of FE events
  std::uint16_t request = 0;  ///< BE events of one request share a trace
  Name name = Name::none;
  Screen screen = Screen::none;
  Reason reason = Reason::none;
  Code code = Code::none;
  Tells tells = Tells::nothing;
  std::uint8_t attempt = 0;  ///< 0: not told
  bool spare = false;        ///< may be left out without changing the story
  bool by_person = false;    ///< a decision that a reviewer took
  std::optional<CheckResult> result;
  std::optional<Impact> impact;
  std::optional<Stage> stage;

  [[nodiscard]] bool on_screen() const { return word(name).source == Source::fe; }
};

struct Plan {
  std::vector<Step> steps;
  std::int64_t clock_error_ms = 0;  ///< the screen's clock is fast by this much

  void clear() {
    steps.clear();
    clock_error_ms = 0;
  }
};

}  // namespace sj::traffic
