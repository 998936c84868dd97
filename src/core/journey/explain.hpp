#pragma once
// Why a journey stands where it stands (§11): decision and reason first, then the server's checks that can have caused
// it, then what the screen confirms. Time never makes a cause; it only says that something was put right later.
#include <array>
#include <string_view>
#include <vector>

#include "event/event_log.hpp"
#include "journey/facts.hpp"
#include "journey/status.hpp"

namespace sj::journey {

/// The numbers stand in rows: do not change them (docs/formats/storage.md, Words).
enum class Headline : std::uint8_t {
  approved_with_warnings = 0,
  approved_after_retake = 1,
  approved = 2,
  rejected_retry_limit = 3,
  rejected_by_check = 4,
  rejected_unexplained = 5,
  pending_review = 6,
  pending_unexplained = 7,
  blocked_pre_checks = 8,
  blocked_in_step = 9,
  completed_without_decision = 10,
  error_retry_loop = 11,
  error_page_only = 12,
  dropped_never_opened = 13,
  dropped_on_server = 14,
  dropped_camera_denied = 15,
  dropped_after_retake = 16,
  dropped_offline = 17,
  dropped_in_background = 18,
  dropped_on_screen = 19,
  in_progress_retake = 20,
  in_progress = 21,
};
inline constexpr std::size_t headline_count = 22;
[[nodiscard]] std::string_view to_text(Headline);
[[nodiscard]] std::optional<Headline> headline_of(std::string_view text);

/// How sure the explanation is.
enum class Confidence : std::uint8_t {
  confirmed,  ///< the server names it
  likely,     ///< it follows from what the server said
  possible,   ///< on record, and nothing links it to the decision
  observed,   ///< seen on the screen only
  inferred,   ///< from silence: no further event came
  none,       ///< nothing to be sure of
};
inline constexpr std::size_t confidence_count = 6;
[[nodiscard]] std::string_view to_text(Confidence);

struct Diagnosis {
  Headline headline = Headline::in_progress;
  Confidence confidence = Confidence::none;
  std::vector<EventIndex> causes;  ///< in order
};

/// The first line of §11's table that holds. `log` gives the texts (reason, error code) of the events in `facts`.
[[nodiscard]] Diagnosis diagnose(const Facts& facts, Status status, const EventLog& log, const Catalog& catalog);

enum class Role : std::uint8_t { decision, cause, contributing, observation };
inline constexpr std::size_t role_count = 4;
inline constexpr std::size_t role_events_max = 50;  ///< of each role are listed
[[nodiscard]] std::string_view to_text(Role);

/// All evidence of each role, in order.
using Evidence = std::array<std::vector<EventIndex>, role_count>;
[[nodiscard]] Evidence evidence_of(const Facts& facts, const Diagnosis& diagnosis, const EventLog& log);

}  // namespace sj::journey
