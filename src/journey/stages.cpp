#include "journey/stages.hpp"

#include "journey/status.hpp"

namespace sj::journey {
namespace {

constexpr std::array<std::string_view, 8> state_texts{"blocked", "rejected", "retake",  "passed",
                                                      "active",  "entered",  "skipped", "not_reached"};

// Which of blocked, rejected, retake stand unresolved in each stage.
struct Unresolved {
  std::array<bool, stage_count> blocked{}, rejected{}, retake{};

  explicit Unresolved(const Facts& facts) {
    for (const Asked& asked : facts.asked) {
      if (asked.warning || is_resolved(asked, facts)) continue;
      const auto stage = static_cast<std::size_t>(asked.stage);
      if (asked.impact == Impact::blocked) blocked[stage] = true;
      if (asked.impact == Impact::rejected) rejected[stage] = true;
      if (asked.impact == Impact::retake) retake[stage] = true;
    }
  }
};

StageState state_of(Stage stage, const Facts& facts, const Unresolved& unresolved) {
  const auto rank = static_cast<std::size_t>(stage);
  const bool entered = facts.at(stage).events > 0;
  if (unresolved.blocked[rank]) return StageState::blocked;
  if (unresolved.rejected[rank]) return StageState::rejected;
  if (unresolved.retake[rank]) return StageState::retake;
  if (is_passed(stage, facts)) return StageState::passed;
  if (entered && facts.current_stage() == stage) return StageState::active;
  if (entered) return StageState::entered;
  return facts.activities && facts.furthest_activity > stage ? StageState::skipped : StageState::not_reached;
}

}  // namespace

std::string_view to_text(StageState value) {
  return state_texts[static_cast<std::size_t>(value)];
}

bool is_passed(Stage stage, const Facts& facts) {
  if (facts.at(stage).events == 0) return false;
  const DecisionFact* decision = facts.decision();
  const bool milestone = facts.at(stage).last_milestone != never;
  switch (stage) {
    case Stage::pre_checks: return facts.activities && facts.furthest_activity > Stage::pre_checks;
    case Stage::step1:
    case Stage::pre_step2: return milestone;
    case Stage::step2: return milestone || (decision && decision->outcome != Impact::rejected);
    case Stage::final: return decision != nullptr;
    case Stage::post: return facts.first_final_page != no_event;
  }
  return false;
}

std::array<StageState, stage_count> stage_states(const Facts& facts) {
  const Unresolved unresolved(facts);
  std::array<StageState, stage_count> states{};
  for (std::size_t i = 0; i < stage_count; ++i) states[i] = state_of(static_cast<Stage>(i), facts, unresolved);
  return states;
}

}  // namespace sj::journey
