#include "journey/status.hpp"

#include <algorithm>
#include <array>

namespace sj::journey {
namespace {

constexpr std::array<std::string_view, status_count> status_texts{"IN_PROGRESS", "COMPLETED", "DROPPED", "ERROR"};

bool approved_in_time(const Asked& asked, const Facts& facts) {
  const DecisionFact* decision = facts.decision();
  return decision && decision->outcome == Impact::approved && asked.time <= decision->time + lag_ms_max;
}

bool got_further(const Asked& asked, const Facts& facts) {
  for (auto rank = static_cast<std::size_t>(asked.frontier) + 1; rank < stage_count; ++rank)
    if (facts.stages[rank].last_progress > asked.time) return true;
  return false;
}

bool milestone_from(const Asked& asked, const Facts& facts) {
  for (auto rank = static_cast<std::size_t>(asked.stage); rank < stage_count; ++rank)
    if (facts.stages[rank].last_milestone > asked.time) return true;
  return false;
}

std::optional<StatusAnswer> completed(const Facts& facts, const Settings& settings) {
  const DecisionFact* decision = facts.decision();
  const bool decision_completes = facts.fe == 0 || settings.completed_by == CompletedBy::decision;
  if (facts.first_final_page != no_event) return StatusAnswer{Status::completed, 1, {facts.first_final_page}};
  if (decision && decision_completes) return StatusAnswer{Status::completed, 1, {decision->index}};
  return std::nullopt;
}

std::optional<StatusAnswer> error(const Facts& facts) {
  std::vector<EventIndex> evidence;
  const auto block = std::ranges::find_if(facts.asked, [&](const Asked& asked) { return blocks(asked, facts); });
  if (block != facts.asked.end()) evidence.push_back(block->index);
  if (is_on_error_page(facts)) evidence.push_back(facts.last_screen);
  if (evidence.empty()) return std::nullopt;
  return StatusAnswer{Status::error, 2, std::move(evidence)};
}

}  // namespace

std::string_view to_text(Status value) {
  return status_texts[static_cast<std::size_t>(value)];
}

std::optional<Status> status_of(std::string_view text) {
  const auto at = std::ranges::find(status_texts, text);
  if (at == status_texts.end()) return std::nullopt;
  return static_cast<Status>(at - status_texts.begin());
}

bool is_resolved(const Asked& asked, const Facts& facts) {
  return approved_in_time(asked, facts) || is_put_right(asked, facts);
}

bool is_put_right(const Asked& asked, const Facts& facts) {
  const auto name = facts.name_index.find(asked.name_hash);
  if (name && facts.names[*name].last_pass > asked.time) return true;
  if (asked.impact == Impact::blocked &&
      (facts.last_milestone > asked.time || facts.last_be_resume > asked.time || got_further(asked, facts)))
    return true;
  if (asked.impact == Impact::retake && milestone_from(asked, facts)) return true;
  return asked.type->has(Flag::camera_denied) && facts.last_capture > asked.time;
}

bool blocks(const Asked& asked, const Facts& facts) {
  return asked.impact == Impact::blocked && !is_resolved(asked, facts);
}

bool is_on_error_page(const Facts& facts) {
  return facts.last_screen_is_error_page && !facts.resumed_after_last_screen &&
         facts.last_milestone <= facts.last_screen_time;
}

std::optional<StatusAnswer> settled_status(const Facts& facts, const Settings& settings) {
  if (auto answer = completed(facts, settings)) return answer;
  return error(facts);
}

StatusAnswer status_at(const Facts& facts, const Settings& settings, TimeMs as_of) {
  if (auto answer = settled_status(facts, settings)) return *std::move(answer);
  const EventIndex last = facts.activities ? facts.last_activity_event : facts.last_event;
  const bool dropped = as_of - facts.quiet_since() >= settings.drop_after_ms;
  return dropped ? StatusAnswer{Status::dropped, 3, {last}} : StatusAnswer{Status::in_progress, 4, {last}};
}

}  // namespace sj::journey
