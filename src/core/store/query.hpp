#pragma once
// Questions about many sessions (docs/formats/openapi.yaml), as every store understands them.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "event/catalog.hpp"
#include "journey/settings.hpp"
#include "journey/summary.hpp"

namespace sj::store {

enum class TimeField : std::uint8_t { created, updated, decided };
inline constexpr std::size_t time_field_count = 3;
enum class SearchField : std::uint8_t { any, session_id, email, user_id, submission_id, last_event };
enum class Match : std::uint8_t { contains, exact, prefix };
enum class Sort : std::uint8_t { created_descending, created_ascending, updated_descending, updated_ascending };

/// A check that a session has, with any result or with one.
struct CheckFilter {
  std::string name;
  std::optional<CheckResult> result;
};

/// Values of one member are alternatives; different members all apply; an empty member does not filter.
struct Filter {
  std::vector<journey::Status> status;
  std::vector<std::optional<Impact>> decision;  ///< nullopt: none yet
  std::vector<Stage> stage, furthest_stage, entered, passed;
  std::vector<journey::Headline> headline;
  std::vector<std::string> reason;  ///< empty text: a rejection or a hold without one
  std::vector<std::string> error_code, error_family, event, last_path, last_event;
  std::vector<CheckFilter> check;
  TimeField time_field = TimeField::created;
  std::optional<TimeMs> from, to;  ///< half-open; a session without a decision is in no range of `decided`
  std::string text;                ///< empty: no search; ASCII case does not matter
  SearchField search_field = SearchField::any;
  Match match = Match::contains;
};

/// What a project's statuses, headlines and families are told by.
struct Scope {
  std::string project_id;
  journey::Settings settings;
  std::shared_ptr<const Catalog> catalog;
  TimeMs as_of = 0;
};

/// Where a page ends: the sort's time and the session id of its last row.
struct Position {
  TimeMs time = 0;
  std::string session_id;
};

struct ListQuery {
  Filter filter;
  Sort sort = Sort::created_descending;
  std::uint32_t limit = 50;
  std::optional<Position> after;
};

struct Page {
  std::vector<journey::Summary> sessions;
  std::optional<Position> next;  ///< nullopt: this was the last page
};

// Answers of the analytics. Every number of sessions equals the count of the list with the matching filter.

struct StageFunnel {
  std::uint64_t entered = 0, passed = 0;
  std::uint64_t dropped_here = 0, error_here = 0, blocked_here = 0;  ///< by current stage
  std::uint64_t retakes = 0;                                         ///< events, not sessions
  std::optional<DurationMs> p50_ms, p90_ms;                          ///< time in the stage, of sessions that entered it
};
struct Funnel {
  std::uint64_t started = 0, completed = 0, approved = 0;
  std::array<StageFunnel, stage_count> stages;
};

struct OutcomeBucket {
  TimeMs from = 0, to = 0;
  std::array<std::uint64_t, journey::status_count> status{};
  std::array<std::uint64_t, impact_count> decision{};  ///< by Impact; NONE: no decision
};

struct ReasonCount {
  Impact outcome = Impact::none;
  std::string reason;  ///< empty: none was given
  std::uint64_t sessions = 0;
};

struct ValueCount {
  std::string value;  ///< empty: there is none
  std::uint64_t sessions = 0;
};

struct Dropoffs {
  std::vector<ValueCount> headline, stage, last_path, last_event;
};

struct CheckStatistics {
  std::string check;
  std::uint64_t runs = 0, sessions = 0, sessions_with_retake = 0;
  std::array<std::uint64_t, check_result_count> results{};
  std::optional<DurationMs> p50_ms, p95_ms;  ///< of the runs that told a duration; within 1 %
};

}  // namespace sj::store
