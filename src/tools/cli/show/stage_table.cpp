#include "cli/show/stage_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/show/marks.hpp"
#include "cli/show/phrases.hpp"

namespace sj::cli {
namespace {

constexpr Phrase heading{"Stages", "단계"};
constexpr std::array<Phrase, 5> column_names{
    {{"", ""}, {"entered", "진입"}, {"time spent", "소요 시간"}, {"events", "이벤트"}, {"retakes", "재시도"}}};
constexpr std::size_t gap = 2;

using Row = std::array<Span, 6>;  // stage, state, entered, time spent, events, retakes
constexpr std::array<bool, 6> to_the_right{false, false, true, true, true, true};

std::uint64_t retakes_in(const std::vector<JourneyEvent>& events, const std::string& stage) {
  return static_cast<std::uint64_t>(std::ranges::count_if(events, [&](const JourneyEvent& event) {
    return !event.on_screen() && event.impact == "RETAKE" && event.stage == stage;
  }));
}

Row row_of(const StageVisit& visit, const Journey& journey, std::uint64_t retakes, const Look& look) {
  const Mark& mark = mark_of_stage_state(visit.state);
  const std::string dash(drawing(look.utf8).dash);
  const bool reached = visit.entered_at.has_value();
  return {Span{look.clean(visit.stage), reached ? Style::plain : Style::dim},
          Span{std::string(mark.drawn(look.utf8)) + " " +
                   look.word("stage_state", visit.state, {visit.stage, journey.status}),
               mark.style},
          Span{reached ? offset_text(*visit.entered_at - journey.created_at) : dash, Style::dim},
          Span{visit.duration_ms ? duration_text(*visit.duration_ms, look.language) : dash},
          Span{visit.events == 0 ? dash : std::to_string(visit.events), Style::dim},
          Span{retakes == 0 ? dash : std::to_string(retakes), retakes == 0 ? Style::dim : Style::yellow}};
}

Row head_row(const Look& look) {
  Row row{Span{std::string(heading.in(look.language)), Style::bold}};
  for (std::size_t i = 0; i < column_names.size(); ++i)
    row[i + 1] = {std::string(column_names[i].in(look.language)), Style::dim};
  return row;
}

using Widths = std::array<std::size_t, 6>;

// The widths of the columns; those that a narrow terminal can do without become 0.
Widths widths_of(const std::vector<Row>& rows, std::size_t columns) {
  Widths widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i].text));
  std::size_t needed = 0;
  for (const std::size_t width : widths) needed += gap + width;
  for (const std::size_t dispensable : {2u, 4u, 5u, 3u}) {
    if (needed <= columns) break;
    needed -= gap + std::exchange(widths[dispensable], 0);
  }
  return widths;
}

Line aligned(const Row& row, const Widths& widths, std::size_t indent) {
  Line line{{std::string(indent, ' ')}};
  std::size_t end = 0;  // where the cell has to end
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (widths[i] == 0) continue;
    end += gap + widths[i];
    if (i > 0) pad(line, end - (to_the_right[i] ? columns_of(row[i].text) : widths[i]));
    line.push_back(row[i]);
  }
  return line;
}

}  // namespace

std::vector<Line> stage_table(const Journey& journey, const std::vector<JourneyEvent>& events, const Look& look) {
  std::vector<Row> rows{head_row(look)};
  for (const StageVisit& visit : journey.stages)
    rows.push_back(row_of(visit, journey, retakes_in(events, visit.stage), look));
  const Widths widths = widths_of(rows, look.columns);
  std::vector<Line> lines;
  for (const Row& row : rows) lines.push_back(aligned(row, widths, lines.empty() ? 0 : gap));
  return lines;
}

}  // namespace sj::cli
