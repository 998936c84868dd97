#include "journey/stages.hpp"

#include "journey/candidates.hpp"

namespace sj::journey {
namespace {

constexpr std::array<std::string_view, stage_state_count> state_texts{"blocked", "rejected",  "pending",    "retake",
                                                                      "passed",  "active",    "stopped",    "entered",
                                                                      "skipped", "no_record", "not_reached"};

StageState state_of_outcome(Impact outcome) {
  if (outcome == Impact::approved) return StageState::passed;
  return outcome == Impact::rejected ? StageState::rejected : StageState::pending;
}

// What stands in each stage: unresolved, or blamed for the decision.
class Standing {
 public:
  Standing(const Facts& facts, const Diagnosis& diagnosis) {
    for (const Asked& asked : facts.asked)
      if (!is_resolved(asked, facts)) note(asked.stage, asked.impact);
    const DecisionFact* decision = facts.decision();
    const bool blames = decision && decision->outcome != Impact::approved &&
                        (diagnosis.confidence == Confidence::confirmed || diagnosis.confidence == Confidence::likely);
    if (!blames) return;
    for (const Asked* cause : asked_of(facts, diagnosis.causes)) note(cause->stage, decision->outcome);
  }

  [[nodiscard]] bool has(Stage stage, Impact impact) const { return at(stage)[static_cast<std::size_t>(impact)]; }

 private:
  using Impacts = std::array<bool, impact_count>;
  void note(Stage stage, Impact impact) {
    stages_[static_cast<std::size_t>(stage)][static_cast<std::size_t>(impact)] = true;
  }
  [[nodiscard]] const Impacts& at(Stage stage) const { return stages_[static_cast<std::size_t>(stage)]; }

  std::array<Impacts, stage_count> stages_{};
};

StageState state_of(Stage stage, const Facts& facts, Status status, const Standing& standing) {
  const DecisionFact* decision = facts.decision();
  if (stage == Stage::final && decision) return state_of_outcome(decision->outcome);
  if (standing.has(stage, Impact::blocked)) return StageState::blocked;
  if (standing.has(stage, Impact::rejected)) return StageState::rejected;
  if (standing.has(stage, Impact::pending)) return StageState::pending;
  if (standing.has(stage, Impact::retake)) return StageState::retake;
  if (is_passed(stage, facts)) return StageState::passed;
  if (facts.at(stage).events > 0) {
    if (facts.current_stage() != stage || status == Status::completed) return StageState::entered;
    return status == Status::in_progress ? StageState::active : StageState::stopped;
  }
  const bool is_behind = (facts.activities && facts.furthest_activity > stage) || (decision && stage < Stage::final);
  if (!is_behind) return StageState::not_reached;
  return stage == Stage::pre_step2 ? StageState::skipped : StageState::no_record;
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

std::array<StageState, stage_count> stage_states(const Facts& facts, Status status, const Diagnosis& diagnosis) {
  const Standing standing(facts, diagnosis);
  std::array<StageState, stage_count> states{};
  for (std::size_t i = 0; i < stage_count; ++i) states[i] = state_of(static_cast<Stage>(i), facts, status, standing);
  return states;
}

}  // namespace sj::journey
