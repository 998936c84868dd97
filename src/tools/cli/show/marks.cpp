#include "cli/show/marks.hpp"

#include <array>
#include <span>

namespace sj::cli {
namespace {

constexpr std::array<Mark, 6> impact_marks{{
    {"BLOCKED", "■", "#", Style::red_bold},
    {"REJECTED", "✗", "x", Style::red},
    {"RETAKE", "↻", "@", Style::yellow},
    {"PENDING", "◷", "?", Style::magenta},
    {"APPROVED", "✔", "+", Style::green},
    {"COMPLETED", "●", "*", Style::green},
}};
constexpr Mark warning_mark{"warning", "!", "!", Style::yellow};
constexpr Mark no_mark{"", "·", ".", Style::dim};

constexpr std::array<Mark, 11> state_marks{{
    {"blocked", "■", "#", Style::red_bold},
    {"rejected", "✗", "x", Style::red},
    {"pending", "◷", "?", Style::magenta},
    {"retake", "↻", "@", Style::yellow},
    {"passed", "✔", "+", Style::green},
    {"active", "▶", ">", Style::blue},
    {"stopped", "◼", "!", Style::yellow},
    {"entered", "▷", ">", Style::plain},
    {"skipped", "–", "-", Style::dim},
    {"no_record", "○", "o", Style::dim},
    {"not_reached", "·", ".", Style::dim},
}};

constexpr Drawing unicode{"─", "·", " · ", "–", "◀", "→", "✓", "┌", "├", "└", "│", "▕", "▏", "█", "⋮"};
constexpr Drawing ascii{"-", ".", " | ", "-", "<-", "->", "", "/", "+", "\\", "|", "[", "]", "#", ":"};

const Mark* find(std::span<const Mark> marks, std::string_view word) {
  for (const Mark& mark : marks)
    if (mark.word == word) return &mark;
  return nullptr;
}

}  // namespace

// By the sight of the answer alone: the rules (docs/journey-rules.md §4) also know the kind of event, but a BE event
// with a result is a check or unknown.
bool is_warning(const JourneyEvent& event) {
  return !event.on_screen() && event.impact == "NONE" &&
         (event.result == "WARN" || event.result == "FAIL" || event.result == "ERROR");
}

const Mark& mark_of(const JourneyEvent& event) {
  if (is_warning(event)) return warning_mark;
  const Mark* mark = find(impact_marks, event.impact);
  return mark ? *mark : no_mark;
}

const Mark& mark_of_stage_state(std::string_view state) {
  const Mark* mark = find(state_marks, state);
  return mark ? *mark : no_mark;
}

Style style_of_result(std::string_view result) {
  if (result == "PASS") return Style::green;
  if (result == "FAIL" || result == "ERROR") return Style::red;
  return result == "WARN" ? Style::yellow : Style::dim;
}

Style style_of_status(std::string_view status) {
  if (status == "ERROR") return Style::red_bold;
  if (status == "COMPLETED") return Style::green;
  return status == "DROPPED" ? Style::yellow : Style::blue;
}

Style style_of_outcome(std::string_view outcome) {
  const Mark* mark = find(impact_marks, outcome);
  return mark ? mark->style : Style::plain;
}

const Drawing& drawing(bool utf8) {
  return utf8 ? unicode : ascii;
}

}  // namespace sj::cli
