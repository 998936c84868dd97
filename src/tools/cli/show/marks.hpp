#pragma once
// The sign and the colour that stand for a word, so that neither alone has to carry it.
#include <string_view>

#include "cli/show/journey.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

struct Mark {
  std::string_view word;         ///< of the contract
  std::string_view sign, ascii;  ///< one column each
  Style style = Style::plain;
  [[nodiscard]] std::string_view drawn(bool utf8) const { return utf8 ? sign : ascii; }
};

/// What the event meant for the user: its effective impact, or a warning.
[[nodiscard]] const Mark& mark_of(const JourneyEvent& event);
[[nodiscard]] bool is_warning(const JourneyEvent& event);
[[nodiscard]] const Mark& mark_of_stage_state(std::string_view state);
[[nodiscard]] Style style_of_result(std::string_view result);
[[nodiscard]] Style style_of_status(std::string_view status);
[[nodiscard]] Style style_of_outcome(std::string_view outcome);

/// Lines and arrows.
struct Drawing {
  std::string_view rule, dot, separator, dash, left_arrow, right_arrow, check;
  std::string_view lane_first, lane_middle, lane_last, lane_through;
  std::string_view bar_left, bar_right, bar_full, gap;
};
[[nodiscard]] const Drawing& drawing(bool utf8);

}  // namespace sj::cli
