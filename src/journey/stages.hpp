#pragma once
// The state of each stage (§3).
#include <array>
#include <string_view>

#include "journey/facts.hpp"

namespace sj::journey {

enum class StageState : std::uint8_t { blocked, rejected, retake, passed, active, entered, skipped, not_reached };
[[nodiscard]] std::string_view to_text(StageState);

/// By the rule "Passed" alone, whatever the stage's state.
[[nodiscard]] bool is_passed(Stage stage, const Facts& facts);

[[nodiscard]] std::array<StageState, stage_count> stage_states(const Facts& facts);

}  // namespace sj::journey
