#pragma once
// A journey as the API tells it, ready to be drawn. Words that this program does not know are kept as they are: a newer
// server may use them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace sj::cli {

struct Decided {
  std::string outcome, reason, event_id;
  TimeMs at = 0;
};

struct StageVisit {
  std::string stage, state;
  std::optional<TimeMs> entered_at;
  std::optional<DurationMs> duration_ms;
  std::uint64_t events = 0;
};

struct EvidenceItem {
  std::string event_id, source, role;
};

struct Finding {
  std::string code;
  std::vector<std::string> event_ids;
  std::uint64_t total = 0;
};

struct LinkedSession {
  std::string session_id, status, decision;  ///< decision empty: none
  std::vector<std::string> shared;
  TimeMs created_at = 0;
};

/// GET /v1/sessions/{id}. Texts are empty where the answer has null.
struct Journey {
  std::string session_id, project_id, status, stage, furthest_stage, last_event, last_error_code;
  std::string email, user_id, submission_id;
  std::vector<std::string> other_emails, other_user_ids, other_submission_ids;
  std::int64_t status_rule = 0;
  std::vector<std::string> status_evidence;
  std::optional<Decided> decision;
  std::string decided_by;
  std::vector<Decided> decisions;  ///< oldest first, the current one last
  TimeMs created_at = 0, updated_at = 0, as_of = 0;
  DurationMs wall_ms = 0, active_ms = 0;
  std::uint64_t events = 0, fe_events = 0, be_events = 0, retakes = 0, warnings = 0;

  std::string headline, confidence, sentence_en, sentence_ko;
  std::vector<StageVisit> stages;
  std::vector<EvidenceItem> evidence;
  std::vector<std::pair<std::string, std::uint64_t>> evidence_totals;
  std::vector<Finding> findings;
  std::vector<LinkedSession> linked;
};

struct JourneyEvent {
  std::string event_id, name, source, result, reason, error_code, message, path, stage, impact, pair;
  TimeMs time = 0;
  std::optional<std::int64_t> duration_ms, attempt, group;
  std::optional<bool> resolved;
  bool known = true;
  bool clock_moved = false;

  [[nodiscard]] bool on_screen() const { return source == "FE"; }
};

struct EventPage {
  std::vector<JourneyEvent> events;
  std::string next_cursor;  ///< empty on the last page
};

/// `unavailable` for something else than the API's answer.
[[nodiscard]] Result<Journey> read_journey(std::string_view body);
[[nodiscard]] Result<EventPage> read_event_page(std::string_view body);

}  // namespace sj::cli
