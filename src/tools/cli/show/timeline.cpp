#include "cli/show/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/show/event_line.hpp"
#include "cli/show/marks.hpp"
#include "cli/show/phrases.hpp"
#include "cli/show/timeline_rows.hpp"

namespace sj::cli {
namespace {

constexpr Phrase heading{"Timeline", "타임라인"}, fe_head{"FE: what the user saw", "FE: 사용자 화면"},
    be_head{"BE: what the server did", "BE: 서버 처리"}, pause{"{} later", "{} 후"},
    left_out{"{} rows left out; --events 0 shows all", "{}행 생략됨; --events 0으로 모두 표시"},
    bracket_legend{"at the same time", "동시에 실행"};

constexpr std::size_t columns_for_two = 80;   // with less, FE and BE go below each other
constexpr std::size_t columns_for_bars = 48;  // of the BE column
constexpr std::size_t bar_columns = 10;
constexpr std::size_t hanging = 2;  // further rows of an event
constexpr DurationMs pause_ms_min = minute_ms;

struct Widths {
  bool two = true;
  std::size_t offset = 0, fe = 0, be = 0, lanes = 0;
  [[nodiscard]] bool bars() const { return lanes > 0 && be >= columns_for_bars; }
};

class Timeline {
 public:
  Timeline(const Journey& journey, const std::vector<JourneyEvent>& events, const Look& look)
      : journey_(journey), look_(look), signs_(drawing(look.utf8)), rows_(timeline_rows(events)) {
    for (const EvidenceItem& item : journey.evidence)
      if (item.role == "cause" || item.role == "decision") notes_[{item.event_id, item.source}] = item.role;
    measure();
  }

  std::vector<Line> draw() {
    add_head();
    const auto [kept, after] = kept_rows();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i == kept && after > kept) {
        const std::string text = fmt::format(fmt::runtime(left_out.in(look_.language)), after - kept);
        lines_.push_back({{"  " + std::string(signs_.gap) + " " + text, Style::dim}});
        i = after;
      }
      add_row(rows_[i]);
    }
    add_legend();
    return std::move(lines_);
  }

 private:
  // --- measuring

  void measure() {
    widths_.two = look_.columns >= columns_for_two;
    std::size_t fe_widest = columns_of(fe_head.in(look_.language));
    for (const TimelineRow& row : rows_) {
      widths_.offset = std::max(widths_.offset, offset_text(row.time - journey_.created_at).size());
      widths_.lanes = std::max(widths_.lanes, row.lanes.size());
      if (row.fe) fe_widest = std::max(fe_widest, columns_of(cell(*row.fe, row)));
    }
    const std::size_t used = 2 + widths_.offset + 2;
    const std::size_t rest = look_.columns > used ? look_.columns - used : 1;
    widths_.fe = widths_.two ? std::min(fe_widest, rest * 2 / 5) : 0;
    widths_.be = widths_.two ? rest - widths_.fe - 2 : rest - std::min<std::size_t>(rest - 1, 2);  // the tag
  }

  // The rows from the first number up to the second are left out.
  [[nodiscard]] std::pair<std::size_t, std::size_t> kept_rows() const {
    if (look_.events_max == 0 || rows_.size() <= look_.events_max) return {rows_.size(), rows_.size()};
    const std::size_t half = std::max<std::size_t>(1, look_.events_max / 2);
    return {half, rows_.size() - half};
  }

  // --- cells

  [[nodiscard]] Line cell(const JourneyEvent& event, const TimelineRow& row) const {
    Line line = event_line(event, look_, Titles::no);
    if (event.time != row.time) line.push_back({" " + offset_text(event.time - row.time), Style::dim});
    const auto note = notes_.find({event.event_id, event.source});
    if (note != notes_.end()) {
      const std::string role = look_.word("evidence", note->second, {journey_.confidence});
      line.push_back({fmt::format(" {}{}", signs_.left_arrow, role), Style::bold});
    }
    return line;
  }

  [[nodiscard]] std::string bar(const TimelineRow::Bar& bar) const {
    const auto span = static_cast<double>(std::max<DurationMs>(bar.group_end - bar.group_begin, 1));
    const auto column = [&](TimeMs time) {
      return static_cast<std::size_t>(static_cast<double>(time - bar.group_begin) / span * bar_columns);
    };
    const std::size_t begin = std::min(column(bar.begin), bar_columns - 1);
    const std::size_t end = std::clamp(column(bar.end), begin + 1, bar_columns);
    std::string text(signs_.bar_left);
    for (std::size_t i = 0; i < bar_columns; ++i) text += i >= begin && i < end ? signs_.bar_full : " ";
    return text + std::string(signs_.bar_right);
  }

  [[nodiscard]] std::string_view lane_sign(Lane lane, bool first_line) const {
    const bool runs_on = lane != Lane::none && lane != Lane::last;
    if (!first_line) return runs_on ? signs_.lane_through : " ";
    switch (lane) {
      case Lane::none: return " ";
      case Lane::first: return signs_.lane_first;
      case Lane::middle: return signs_.lane_middle;
      case Lane::last: return signs_.lane_last;
      case Lane::through: return signs_.lane_through;
    }
    return " ";
  }

  [[nodiscard]] std::string lane_text(const TimelineRow& row, bool first_line) const {
    std::string text;
    for (const Lane lane : row.lanes) text += std::string(lane_sign(lane, first_line)) + " ";
    return text;
  }

  // The BE side of a row: brackets, bar, event.
  [[nodiscard]] std::vector<Line> be_lines(const TimelineRow& row) const {
    const std::size_t lanes = 2 * widths_.lanes;
    const std::size_t bars = row.bar && widths_.bars() ? bar_columns + 3 : 0;
    std::vector<Line> rows(1);
    if (row.be) rows = wrap(cell(*row.be, row), widths_.be - std::min(widths_.be, lanes + bars), hanging);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Line line{{lane_text(row, i == 0), Style::dim}};
      if (i == 0 && bars > 0) line.push_back({bar(*row.bar) + " ", mark_of(*row.be).style});
      pad(line, lanes + bars);
      append(line, rows[i]);
      rows[i] = std::move(line);
    }
    return rows;
  }

  // --- rows

  void add_head() {
    Line line{{std::string(heading.in(look_.language)), Style::bold}};
    if (!widths_.two) return lines_.push_back(std::move(line));
    pad(line, 2 + widths_.offset + 2);
    line.push_back({std::string(fe_head.in(look_.language)), Style::bold});
    pad(line, 2 + widths_.offset + 2 + widths_.fe + 2);
    line.push_back({std::string(be_head.in(look_.language)), Style::bold});
    lines_.push_back(std::move(line));
  }

  void add_row(const TimelineRow& row) {
    if (row.since_previous >= pause_ms_min) add_pause(row);
    if (row.stage_begins) add_stage(row);
    std::string offset = offset_text(row.time - journey_.created_at);
    offset.insert(0, 2 + widths_.offset - offset.size(), ' ');
    if (widths_.two)
      add_two(row, offset);
    else
      add_one_below_the_other(row, offset);
    for (const JourneyEvent* event : {row.fe, row.be})
      if (event) remember(mark_of(*event));
  }

  void remember(const Mark& mark) {
    if (!mark.word.empty() && std::ranges::find(marks_, &mark) == marks_.end()) marks_.push_back(&mark);
  }

  void add_two(const TimelineRow& row, const std::string& offset) {
    const std::vector<Line> fe = row.fe ? wrap(cell(*row.fe, row), widths_.fe, hanging) : std::vector<Line>(1);
    const std::vector<Line> be = be_lines(row);
    for (std::size_t i = 0; i < std::max(fe.size(), be.size()); ++i) {
      Line line{{i == 0 ? offset : "", Style::dim}};
      pad(line, 2 + widths_.offset + 2);
      if (i < fe.size()) append(line, fe[i]);
      pad(line, 2 + widths_.offset + 2 + widths_.fe + 2);
      if (i < be.size())
        append(line, be[i]);
      else
        line.push_back({lane_text(row, false), Style::dim});
      lines_.push_back(std::move(line));
    }
  }

  void add_one_below_the_other(const TimelineRow& row, const std::string& offset) {
    const auto add = [&](std::string_view tag, const std::vector<Line>& rows) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        Line line{{i == 0 ? offset + " " + std::string(tag) : "", Style::dim}};
        pad(line, widths_.offset + 6);
        append(line, rows[i]);
        lines_.push_back(std::move(line));
      }
    };
    if (row.fe) add("FE", wrap(cell(*row.fe, row), widths_.be, hanging));
    if (row.be) add("BE", be_lines(row));
  }

  void add_stage(const TimelineRow& row) {
    std::string text = "  ";
    for (int i = 0; i < 2; ++i) text += signs_.rule;
    text += " " + look_.clean(row.event().stage) + " ";
    while (columns_of(text) < std::min<std::size_t>(look_.columns, 2 + widths_.offset + 2 + widths_.fe))
      text += signs_.rule;
    lines_.push_back({{text, Style::dim}});
  }

  void add_pause(const TimelineRow& row) {
    const std::string text =
        fmt::format(fmt::runtime(pause.in(look_.language)), duration_text(row.since_previous, look_.language));
    lines_.push_back({{std::string(2 + widths_.offset - 1, ' ') + std::string(signs_.gap) + "  " + text, Style::dim}});
  }

  void add_legend() {
    Line line{{"  "}};
    for (const Mark* mark : marks_)
      line.insert(line.end(), {{std::string(mark->drawn(look_.utf8)), mark->style},
                               {" " + std::string(mark->word) + "  ", Style::dim}});
    if (widths_.lanes > 0)
      line.push_back({fmt::format("{}{}{} {}", signs_.lane_first, signs_.lane_middle, signs_.lane_last,
                                  bracket_legend.in(look_.language)),
                      Style::dim});
    if (line.size() == 1) return;
    lines_.emplace_back();
    for (Line& row : wrap(line, look_.columns, 2)) lines_.push_back(std::move(row));
  }

  const Journey& journey_;
  const Look& look_;
  const Drawing& signs_;
  const std::vector<TimelineRow> rows_;
  std::map<std::pair<std::string, std::string>, std::string> notes_;  // roles by id and source
  std::vector<const Mark*> marks_;                                    // that were drawn
  Widths widths_;
  std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> timeline(const Journey& journey, const std::vector<JourneyEvent>& events, const Look& look) {
  return events.empty() ? std::vector<Line>{} : Timeline(journey, events, look).draw();
}

}  // namespace sj::cli
