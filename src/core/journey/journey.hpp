#pragma once
// A whole journey: every answer of the rules for one session at one moment. Pure: the same events, catalog, settings
// and time give the same journey, in whatever order the events arrived.
#include <array>
#include <optional>
#include <vector>

#include "journey/explain.hpp"
#include "journey/findings.hpp"
#include "journey/fold.hpp"
#include "journey/pairs.hpp"
#include "journey/stages.hpp"
#include "journey/summary.hpp"

namespace sj::journey {

/// One event of the journey with what the rules say about it. Views into the EventLog that the journey was made from.
struct JourneyEvent {
  Placed placed;
  std::uint32_t group = 0;       ///< number of its concurrency group in its stage; 0: alone
  EventIndex pair = no_event;    ///< the same action on the other side
  std::optional<bool> resolved;  ///< nullopt where §6 does not ask
};

struct StageAnswer {
  StageState state = StageState::not_reached;
  std::uint32_t events = 0;
  TimeMs entered_at = 0, left_at = 0;  ///< meaningless without events
};

struct Journey {
  struct Match {
    EventIndex fe, be;
    DurationMs delta_ms;
  };
  Summary summary;
  TimedStatus status;
  TimeMs as_of = 0;
  std::vector<JourneyEvent> events;  ///< in order
  std::array<StageAnswer, stage_count> stages;
  std::vector<Match> matched;
  std::vector<EventIndex> unmatched;
  Diagnosis diagnosis;
  LocalText sentence;
  Evidence evidence;
  std::vector<Finding> findings;
};

/// Whether events after `as_of` are left out (`?as_of=`), or all are taken and `as_of` is only the time of asking (§
/// intro).
enum class Horizon : std::uint8_t { everything, until_as_of };

/// The journey of the first `count` events of the log; nullopt if there are none, or none that early.
/// The log must outlive the journey and not change.
[[nodiscard]] std::optional<Journey> assemble(const EventLog& log, std::uint32_t count, const Catalog& catalog,
                                              const Settings& settings, TimeMs as_of, Horizon horizon);

}  // namespace sj::journey
