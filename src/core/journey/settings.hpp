#pragma once
// What a project may decide about its journeys; everything else is fixed by the rules.
#include <cstdint>

#include "base/time.hpp"

namespace sj::journey {

/// The version of the rules that this library implements; told as `rules_version` at /healthz.
inline constexpr const char* rules_version = "2";

/// How close in time a record and what it belongs to may be (§6 records lag, §9 pairs, §11 candidates).
inline constexpr DurationMs lag_ms_max = 60 * second_ms;
/// A longer pause between two activity events counts as this much active time (§8).
inline constexpr DurationMs active_gap_ms_max = 60 * second_ms;
/// A FE event that is further than this before the first BE event does not say when a session was created (§8).
inline constexpr DurationMs early_fe_ms_max = day_ms;
/// Two checks that are at most this far apart ran together (§10).
inline constexpr DurationMs concurrent_gap_ms_max = second_ms;

/// What makes a journey COMPLETED (§7 rule 1).
enum class CompletedBy : std::uint8_t {
  final_page,  ///< the user saw the result
  decision,    ///< or a decision exists
};

struct Settings {
  DurationMs drop_after_ms = 20 * minute_ms;  ///< without activity for this long, an open session is DROPPED
  CompletedBy completed_by = CompletedBy::final_page;
};

}  // namespace sj::journey
