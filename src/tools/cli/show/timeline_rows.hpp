#pragma once
// The order of the timeline: which events stand in which row, and which rows belong to checks that ran side by side.
// Rows follow the order of the journey; nothing here says that one caused another.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/show/journey.hpp"

namespace sj::cli {

/// How a row touches a group of concurrent checks.
enum class Lane : std::uint8_t {
  none,
  first,
  middle,
  last,
  through,  ///< between two of its checks
};

struct TimelineRow {
  const JourneyEvent* fe = nullptr;  ///< at least one of the two; both where they record the same action
  const JourneyEvent* be = nullptr;
  TimeMs time = 0;                ///< of the earlier one
  DurationMs since_previous = 0;  ///< to the row before
  bool stage_begins = false;      ///< its stage was not seen in a row before
  std::vector<Lane> lanes;        ///< as many in every row as the widest needs
  /// Of a check in a group: the group's whole span, and its own.
  struct Bar {
    TimeMs group_begin = 0, group_end = 0, begin = 0, end = 0;
  };
  std::optional<Bar> bar;

  [[nodiscard]] const JourneyEvent& event() const { return fe ? *fe : *be; }
};

/// `events` in order; they must outlive the rows.
[[nodiscard]] std::vector<TimelineRow> timeline_rows(const std::vector<JourneyEvent>& events);

}  // namespace sj::cli
