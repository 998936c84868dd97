#pragma once
// The state of each stage (§3): what stands there, else how far it got. None is told as passed where the outcome was no
// approval, and nobody is anywhere once the session has ended.
#include <array>
#include <string_view>

#include "journey/explain.hpp"
#include "journey/facts.hpp"
#include "journey/status.hpp"

namespace sj::journey {

enum class StageState : std::uint8_t {
  blocked,
  rejected,
  pending,
  retake,
  passed,
  active,     ///< the user is there
  stopped,    ///< the user was there when the session was dropped or ended in an error
  entered,    ///< events, and nothing more to say
  skipped,    ///< the optional PRE_STEP2, with something beyond it
  no_record,  ///< any other stage without an event, with something beyond it
  not_reached,
};
inline constexpr std::size_t stage_state_count = 11;
[[nodiscard]] std::string_view to_text(StageState);

/// By the rule "Passed" alone, whatever the stage's state.
[[nodiscard]] bool is_passed(Stage stage, const Facts& facts);

/// `diagnosis` is the one of these facts and status.
[[nodiscard]] std::array<StageState, stage_count> stage_states(const Facts& facts, Status status,
                                                               const Diagnosis& diagnosis);

}  // namespace sj::journey
