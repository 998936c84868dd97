#pragma once
// What a set of events adds up to, before any question is asked of it. Facts only grow while events are added in order
// (fold.hpp); every answer - status, decision, stages, headline - is a function of them.
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "event/catalog.hpp"
#include "event/event.hpp"
#include "journey/identity.hpp"

namespace sj::journey {

/// Position of an event in its session's EventLog.
using EventIndex = std::uint32_t;
inline constexpr EventIndex no_event = std::numeric_limits<EventIndex>::max();
/// "Never", for the latest time at which something happened.
inline constexpr TimeMs never = std::numeric_limits<TimeMs>::min();

/// An event that §6 asks about: an impact on the user that a later event may put right, or a warning.
struct Asked {
  EventIndex index = no_event;
  TimeMs time = 0;
  std::uint64_t name_hash = 0;
  const EventType* type = nullptr;
  Impact impact = Impact::none;
  Stage stage = Stage::pre_checks;
  /// The furthest that the user had got by this time, or the event's own stage if that is higher: a block is overcome
  /// by what the server does beyond it.
  Stage frontier = Stage::pre_checks;
  Source source = Source::be;
  bool warning = false;
};

struct DecisionFact {
  EventIndex index = no_event;
  TimeMs time = 0;
  Impact outcome = Impact::none;
  bool has_reason = false;
};

struct StageFacts {
  std::uint32_t events = 0;
  std::uint32_t retakes = 0;  ///< BE events with impact RETAKE
  bool has_check = false;
  TimeMs entered_at = 0;  ///< of all its events; meaningless without events
  TimeMs left_at = 0;
  TimeMs last_milestone = never;  ///< latest stage milestone that has this stage
  TimeMs last_progress = never;   ///< latest BE activity placed here that neither blocked nor was skipped
};

/// Values found again by their hash: a short list is searched, a long one is indexed.
class HashIndex {
 public:
  /// Position of the hash, or nullopt after it was given the next position.
  std::optional<std::uint32_t> find_or_add(std::uint64_t hash);
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t hash) const;

 private:
  std::vector<std::uint64_t> hashes_;
  std::unordered_map<std::uint64_t, std::uint32_t> positions_;  ///< only once the list is long
};

/// One event name of the session.
struct NameFacts {
  EventIndex first = no_event;
  std::uint8_t results = 0;  ///< bit r: it occurred as a check with CheckResult r
  bool is_check = false;     ///< by the catalog
  TimeMs last_pass = never;  ///< latest BE event of the name with result PASS
};

/// One run of a check, for the analytics.
struct CheckRun {
  std::uint32_t name = 0;  ///< position in Facts::names
  std::optional<CheckResult> result;
  std::optional<std::uint32_t> duration_ms;
  bool retake = false;
};

/// The values of one of email, user id, submission id.
struct IdentityFacts {
  struct Value {
    EventIndex first = no_event;
    bool server_sent = false;
  };
  EventIndex last_be = no_event, last_fe = no_event;
  std::vector<Value> values;  ///< distinct, in the order in which they first appear
  HashIndex index;

  /// The event whose value the summary shows (§8); no_event if there is none.
  [[nodiscard]] EventIndex shown() const { return last_be != no_event ? last_be : last_fe; }
};

struct Facts {
  std::uint32_t fe = 0, be = 0, retakes = 0, warnings = 0;
  bool has_check = false, has_start = false, has_error_page = false;
  bool has_server_obstacle = false;  ///< a BE event with impact BLOCKED or RETAKE
  TimeMs created_at = 0, last_time = 0;
  std::vector<TimeMs> early_fe;  ///< times of the FE events before the first BE event, only until that is there
  EventIndex last_event = no_event, last_fe = no_event, last_error_code = no_event;

  std::uint32_t activities = 0;
  TimeMs first_activity = 0, last_activity = 0;
  EventIndex last_activity_event = no_event;
  Stage last_activity_stage = Stage::pre_checks, furthest_activity = Stage::pre_checks;
  DurationMs active_ms = 0;
  bool last_activity_hides = false;  ///< the last activity event has flag `hidden`: the gap after it is not active time

  Stage last_event_stage = Stage::pre_checks, furthest_event = Stage::pre_checks;

  std::array<StageFacts, stage_count> stages;
  std::vector<Asked> asked;             ///< in order
  std::vector<DecisionFact> decisions;  ///< in order, the current one last
  std::vector<NameFacts> names;
  HashIndex name_index;
  std::vector<CheckRun> check_runs;
  std::array<IdentityFacts, identity_count> identities;

  EventIndex first_final_page = no_event;
  TimeMs first_final_page_time = 0;
  EventIndex last_screen = no_event;
  bool last_screen_is_error_page = false, resumed_after_last_screen = false;
  TimeMs last_screen_time = 0;
  Stage last_screen_stage = Stage::pre_checks;
  std::uint64_t last_screen_path_hash = 0;
  bool left_last_screen = false;  ///< a later FE event has another stage or path
  EventIndex last_error_page = no_event;
  bool last_fe_hides = false;
  Stage last_fe_stage = Stage::pre_checks;
  bool offline = false;  ///< the last event with flag offline or online is `offline`

  TimeMs last_milestone = never;  ///< latest stage milestone of any stage
  TimeMs last_be_resume = never;
  TimeMs last_capture = never;
  EventIndex last_capture_event = no_event;
  Stage last_capture_stage = Stage::pre_checks;

  std::uint64_t last_accept_seq = 0;  ///< greatest of all events
  TimeMs last_received_at = 0;

  [[nodiscard]] std::uint32_t events() const { return fe + be; }
  [[nodiscard]] const DecisionFact* decision() const { return decisions.empty() ? nullptr : &decisions.back(); }
  [[nodiscard]] const StageFacts& at(Stage stage) const { return stages[static_cast<std::size_t>(stage)]; }
  [[nodiscard]] StageFacts& at(Stage stage) { return stages[static_cast<std::size_t>(stage)]; }
  /// Current and furthest stage (§3), and the time that dropping is counted from (§7).
  [[nodiscard]] Stage current_stage() const { return activities ? last_activity_stage : last_event_stage; }
  [[nodiscard]] Stage furthest_stage() const { return activities ? furthest_activity : furthest_event; }
  [[nodiscard]] TimeMs quiet_since() const { return activities ? last_activity : last_time; }
};

}  // namespace sj::journey
