#pragma once
// What is known of a session at a glance (§8), in its own memory: the row that lists show, filters look at and stores
// keep. Nothing in it depends on the time of asking; `status_of` and `headline_of` add that.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "journey/explain.hpp"
#include "journey/fold.hpp"
#include "journey/settings.hpp"
#include "journey/stages.hpp"
#include "journey/status.hpp"

namespace sj::journey {

struct Decision {
  struct Entry {
    Impact outcome = Impact::none;
    std::string reason;  ///< empty: none was given
    TimeMs decided_at = 0;
    std::string event_id;
  };
  std::vector<Entry> history;  ///< oldest first, the current one last; never empty
  bool by_review = false;

  [[nodiscard]] const Entry& current() const { return history.back(); }
};

/// One event name of the session; for checks also which results it had.
struct NameSeen {
  std::string name;
  std::uint8_t results = 0;  ///< bit r: CheckResult r
  bool is_check = false;
};

/// One run of a check.
struct RunSeen {
  std::uint32_t name = 0;  ///< position in Summary::names
  std::optional<CheckResult> result;
  std::optional<std::uint32_t> duration_ms;
  bool retake = false;
};

struct StageSeen {
  bool entered = false, passed = false;
  std::uint32_t retakes = 0;
  DurationMs duration_ms = 0;
};

struct Summary {
  std::string session_id;
  TimeMs created_at = 0, updated_at = 0;
  TimeMs quiet_since = 0;  ///< `last_activity` of §7: dropping is counted from here
  std::uint64_t last_accept_seq = 0;
  TimeMs last_received_at = 0;

  /// Status and headline that time does not change; nullopt: IN_PROGRESS, and DROPPED once it is quiet long enough.
  std::optional<Status> settled;
  std::vector<std::string> settled_evidence;
  std::string quiet_evidence;  ///< the event that evidences IN_PROGRESS or DROPPED
  Headline headline = Headline::in_progress;
  Headline headline_dropped = Headline::in_progress;  ///< equal to `headline` where settled

  std::optional<Decision> decision;
  Stage stage = Stage::pre_checks, furthest_stage = Stage::pre_checks;
  std::string last_event;
  std::array<std::string, identity_count> identity;                  ///< by Identity; empty: none
  std::array<std::vector<std::string>, identity_count> aliases;      ///< the other values, in the order of appearance
  std::array<std::vector<std::string>, identity_count> server_sent;  ///< values that a BE event carried
  std::string last_error_code;
  std::string last_path;  ///< of the last screen
  std::uint32_t events = 0, fe = 0, be = 0, retakes = 0, warnings = 0;
  DurationMs wall_ms = 0, active_ms = 0;

  std::array<StageSeen, stage_count> stages;
  std::vector<NameSeen> names;
  std::vector<RunSeen> runs;
};

/// `log` holds the events that `fold` was given; at least one.
[[nodiscard]] Summary summarize(const Fold& fold, const EventLog& log, const Settings& settings);

struct TimedStatus {
  Status status = Status::in_progress;
  int rule = 4;
  Headline headline = Headline::in_progress;
};
/// The part of the summary that depends on when one asks.
[[nodiscard]] TimedStatus status_at(const Summary& summary, const Settings& settings, TimeMs as_of);

}  // namespace sj::journey
