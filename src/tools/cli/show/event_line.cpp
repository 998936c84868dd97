#include "cli/show/event_line.hpp"

#include <fmt/format.h>

#include "cli/show/marks.hpp"
#include "cli/show/phrases.hpp"

namespace sj::cli {
namespace {

constexpr Phrase resolved{"resolved", "해결됨"}, unresolved{"unresolved", "미해결"},
    attempt{"attempt {}", "{}번째 시도"};
constexpr Phrase unknown{"not in the catalog", "카탈로그에 없음"}, clock_moved{"clock corrected", "시각 보정됨"};

class LineMaker {
 public:
  explicit LineMaker(const Look& look) : look_(look) {}

  void add(std::string text, Style style = Style::plain) {
    if (text.empty()) return;
    if (!line_.empty()) line_.push_back({" "});
    line_.push_back({std::move(text), style});
  }
  void say(const Phrase& phrase, Style style) { add(std::string(phrase.in(look_.language)), style); }
  [[nodiscard]] Line take() { return std::move(line_); }

 private:
  const Look& look_;
  Line line_;
};

void add_effect(LineMaker& line, const JourneyEvent& event, const Look& look) {
  const Drawing& signs = drawing(look.utf8);
  line.add(look.clean(event.result), style_of_result(event.result));
  if (event.impact.empty() || event.impact == "NONE") return;
  if (!event.result.empty()) line.add(std::string(signs.right_arrow), Style::dim);
  line.add(look.clean(event.impact), mark_of(event).style);
}

void add_resolution(LineMaker& line, const JourneyEvent& event, const Look& look) {
  if (!event.resolved) return;
  if (*event.resolved)
    line.add(std::string(drawing(look.utf8).check) + std::string(resolved.in(look.language)), Style::green);
  else
    line.say(unresolved, Style::bold);
}

}  // namespace

Line event_line(const JourneyEvent& event, const Look& look, Titles titles) {
  const Mark& mark = mark_of(event);
  LineMaker line(look);
  line.add(std::string(mark.drawn(look.utf8)), mark.style);
  line.add(look.clean(event.name), mark.word.empty() ? Style::plain : Style::bold);
  if (titles == Titles::yes) line.add(look.title(look.title_of_event, event.name));
  line.add(look.clean(event.path), Style::blue);
  add_effect(line, event, look);
  line.add(look.clean(event.reason));
  line.add(look.clean(event.error_code));
  if (event.attempt) line.add(fmt::format(fmt::runtime(attempt.in(look.language)), *event.attempt), Style::dim);
  if (event.duration_ms) line.add(duration_text(*event.duration_ms, look.language), Style::dim);
  add_resolution(line, event, look);
  if (!event.known) line.say(unknown, Style::dim);
  if (event.clock_moved) line.say(clock_moved, Style::dim);
  if (!event.message.empty()) line.add("\"" + look.clean(event.message) + "\"", Style::dim);
  return line.take();
}

}  // namespace sj::cli
