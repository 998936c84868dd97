#include "cli/show/evidence_list.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/show/event_line.hpp"
#include "cli/show/marks.hpp"
#include "cli/show/phrases.hpp"

namespace sj::cli {
namespace {

constexpr Phrase evidence_heading{"Evidence", "근거"}, findings_heading{"About the data", "데이터 점검"},
    linked_heading{"Other sessions of this person", "같은 사용자의 다른 세션"};
constexpr Phrase more{"{} more", "외 {}건"}, same{"same", "동일"};
constexpr std::array<std::string_view, 4> roles_in_order{"decision", "cause", "contributing", "observation"};
constexpr std::size_t shown_of_a_role = 10;  // the API lists up to 50; all are in the timeline
constexpr std::size_t shown_of_a_finding = 3;

void add(std::vector<Line>& lines, Line line, const Look& look, std::size_t indent) {
  for (Line& row : wrap(line, look.columns, indent)) lines.push_back(std::move(row));
}

Line heading(const Phrase& phrase, const Look& look) {
  return {{std::string(phrase.in(look.language)), Style::bold}};
}

Line evidence_line(const EvidenceItem& item, const Journey& journey, const EventIndex& events, const Look& look) {
  Line line{{"    "}};
  const JourneyEvent* event = events.find(item.event_id, item.source);
  if (!event) {
    line.push_back({look.clean(item.event_id)});
    return line;
  }
  line.push_back({offset_text(event->time - journey.created_at) + " " + look.clean(event->source) + " ", Style::dim});
  append(line, event_line(*event, look, Titles::yes));
  line.push_back({" [" + look.clean(event->event_id) + "]", Style::dim});
  return line;
}

std::uint64_t total_of(const Journey& journey, std::string_view role) {
  for (const auto& [name, total] : journey.evidence_totals)
    if (name == role) return total;
  return 0;
}

std::string more_text(std::uint64_t count, const Look& look) {
  return fmt::format(fmt::runtime(more.in(look.language)), count);
}

void add_role(std::vector<Line>& lines, std::string_view role, const Journey& journey, const EventIndex& events,
              const Look& look) {
  std::uint64_t shown = 0;
  for (const EvidenceItem& item : journey.evidence) {
    if (item.role != role || shown == shown_of_a_role) continue;
    if (shown++ == 0) lines.push_back({{"  " + look.word("evidence", role, {journey.confidence})}});
    add(lines, evidence_line(item, journey, events, look), look, 6);
  }
  const std::uint64_t total = total_of(journey, role);
  if (total > shown && shown > 0) lines.push_back({{"    " + more_text(total - shown, look), Style::dim}});
}

std::string place_of(const std::string& id, const Journey& journey, const EventIndex& events, const Look& look) {
  const JourneyEvent* event = events.find(id);
  if (!event) return look.clean(id);
  return fmt::format("{} {}", look.clean(event->name), offset_text(event->time - journey.created_at));
}

}  // namespace

std::vector<Line> evidence_list(const Journey& journey, const EventIndex& events, const Look& look) {
  std::vector<Line> lines;
  if (journey.evidence.empty()) return lines;
  lines.push_back(heading(evidence_heading, look));
  for (const std::string_view role : roles_in_order) add_role(lines, role, journey, events, look);
  return lines;
}

std::vector<Line> finding_list(const Journey& journey, const EventIndex& events, const Look& look) {
  std::vector<Line> lines;
  if (journey.findings.empty()) return lines;
  lines.push_back(heading(findings_heading, look));
  for (const Finding& finding : journey.findings) {
    Line line{{"  "}, {look.clean(finding.code), Style::yellow}};
    const std::string known = look.word("finding", finding.code);
    if (known != look.clean(finding.code)) line.push_back({" " + known});
    std::string places;
    const std::size_t shown = std::min(finding.event_ids.size(), shown_of_a_finding);
    for (std::size_t i = 0; i < shown; ++i)
      places += (i == 0 ? ": " : ", ") + place_of(finding.event_ids[i], journey, events, look);
    if (finding.total > shown) places += (places.empty() ? ": " : ", ") + more_text(finding.total - shown, look);
    line.push_back({places, Style::dim});
    add(lines, line, look, 4);
  }
  return lines;
}

std::vector<Line> linked_list(const Journey& journey, const Look& look) {
  std::vector<Line> lines;
  if (journey.linked.empty()) return lines;
  lines.push_back(heading(linked_heading, look));
  for (const LinkedSession& session : journey.linked) {
    Line line{{"  " + clock_text(session.created_at) + "  ", Style::dim},
              {look.clean(session.session_id)},
              {"  "},
              {look.clean(session.status), style_of_status(session.status)}};
    if (!session.decision.empty())
      line.insert(line.end(), {{" "}, {look.clean(session.decision), style_of_outcome(session.decision)}});
    std::string shared;
    for (const std::string& kind : session.shared) shared += (shared.empty() ? "" : ", ") + look.word("identity", kind);
    line.push_back({"  (" + std::string(same.in(look.language)) + " " + shared + ")", Style::dim});
    add(lines, line, look, 4);
  }
  return lines;
}

}  // namespace sj::cli
