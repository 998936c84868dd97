#include "cli/show/overview.hpp"

#include <fmt/format.h>

#include "cli/show/labelled.hpp"
#include "cli/show/marks.hpp"

namespace sj::cli {
namespace {

constexpr Phrase status_label{"Status", "상태"}, decision_label{"Decision", "결정"},
    before_label{"before", "이전 결정"}, why_label{"Why", "이유"}, stage_label{"Stage", "단계"},
    email_label{"Email", "이메일"}, user_label{"User id", "사용자 ID"}, submission_label{"Submission id", "제출 ID"},
    began_label{"Began", "시작"}, last_label{"Last event", "마지막 이벤트"}, time_label{"Time spent", "소요 시간"},
    events_label{"Events", "이벤트"}, error_label{"Last error", "마지막 오류"};
constexpr Phrase no_reason{"without a reason", "사유 없음"}, reason_word{"reason", "사유"}, as_of{"as of", "기준 시각"},
    project_word{"project", "프로젝트"}, also{"also", "다른 값"}, furthest{"furthest", "최대 도달"},
    total{"in all", "전체"}, active{"active", "활동"}, later{"{} after the start", "시작 후 {}"};
constexpr Phrase counts{"{}: {} on the screen (FE), {} on the server (BE); retakes {}, warnings {}",
                        "{}개: 화면(FE) {}, 서버(BE) {}; 재시도 {}, 경고 {}"};

// What the functions below have in common.
struct Page {
  const Journey& journey;
  const EventIndex& events;
  const Look& look;

  [[nodiscard]] std::string say(const Phrase& phrase) const { return std::string(phrase.in(look.language)); }
};

Line title_line(const Page& page) {
  const std::string separator(drawing(page.look.utf8).separator);
  return {{page.look.clean(page.journey.session_id), Style::bold},
          {separator + page.say(project_word) + " " + page.look.clean(page.journey.project_id), Style::dim},
          {separator + page.say(as_of) + " " + clock_text(page.journey.as_of), Style::dim}};
}

// The code, and what it is called in brackets.
std::string with_title(const Page& page, const TitleOf& title_of, const std::string& code) {
  const std::string title = page.look.title(title_of, code);
  return page.look.clean(code) + (title.empty() ? "" : " " + title);
}

std::string names_of(const Page& page, const std::vector<std::string>& event_ids) {
  std::string names;
  for (const std::string& id : event_ids) {
    const JourneyEvent* event = page.events.find(id);
    names += (names.empty() ? ": " : ", ") +
             (event ? with_title(page, page.look.title_of_event, event->name) : page.look.clean(id));
  }
  return names;
}

Line status_text(const Page& page) {
  const Journey& journey = page.journey;
  Line line{{page.look.clean(journey.status), style_of_status(journey.status)}};
  const std::string rule = page.say(phrase_of_status_rule(journey.status_rule));
  if (!rule.empty()) line.push_back({", " + rule + names_of(page, journey.status_evidence)});
  return line;
}

Line decided_text(const Page& page, const Decided& decided) {
  Line line{{page.look.clean(decided.outcome), style_of_outcome(decided.outcome)}};
  if (!decided.reason.empty())
    line.push_back({", " + page.say(reason_word) + " " + with_title(page, page.look.title_of_reason, decided.reason)});
  else if (decided.outcome != "APPROVED")
    line.push_back({", " + page.say(no_reason)});
  return line;
}

void add_decision(const Page& page, Labelled& rows) {
  const Journey& journey = page.journey;
  if (!journey.decision) return rows.add(decision_label, {{page.look.word("decision", "NONE")}});
  Line line = decided_text(page, *journey.decision);
  line.push_back({", " + page.look.word("decided_by", journey.decided_by)});
  line.push_back({", " + clock_text(journey.decision->at)});
  rows.add(decision_label, line);
  for (std::size_t i = 0; i + 1 < journey.decisions.size(); ++i) {
    Line before = decided_text(page, journey.decisions[i]);
    before.push_back({", " + clock_text(journey.decisions[i].at)});
    rows.add(before_label, before);
  }
}

// ", how sure it is: why"; where there is nothing to be sure of, nothing is said.
std::string confidence_text(const Page& page) {
  const std::string& confidence = page.journey.confidence;
  if (confidence == "none") return {};
  return fmt::format(", {}: {}", page.look.word("confidence", confidence),
                     page.look.word("confidence_meaning", confidence));
}

void add_statements(const Page& page, Labelled& rows) {
  rows.add(status_label, status_text(page));
  add_decision(page, rows);
  rows.add(why_label, {{page.look.clean(page.journey.headline), Style::bold}, {confidence_text(page)}});
  rows.add(stage_label, {{page.look.clean(page.journey.stage)},
                         {" (" + page.say(furthest) + " " + page.look.clean(page.journey.furthest_stage) + ")"}});
}

void add_identity(const Page& page, Labelled& rows, const Phrase& label, const std::string& value,
                  const std::vector<std::string>& others) {
  const std::string dash(drawing(page.look.utf8).dash);
  Line line{{value.empty() ? dash : page.look.clean(value)}};
  std::string list;
  for (const std::string& other : others) list += (list.empty() ? "" : ", ") + page.look.clean(other);
  if (!list.empty()) line.push_back({" (" + page.say(also) + ": " + list + ")", Style::dim});
  rows.add(label, line);
}

void add_identities(const Page& page, Labelled& rows) {
  const Journey& journey = page.journey;
  add_identity(page, rows, email_label, journey.email, journey.other_emails);
  add_identity(page, rows, user_label, journey.user_id, journey.other_user_ids);
  add_identity(page, rows, submission_label, journey.submission_id, journey.other_submission_ids);
}

void add_times(const Page& page, Labelled& rows) {
  const Journey& journey = page.journey;
  const Language language = page.look.language;
  rows.add(began_label, {{clock_text(journey.created_at)}});
  const std::string since = duration_text(journey.updated_at - journey.created_at, language);
  rows.add(last_label,
           {{page.look.clean(journey.last_event)}, {", " + fmt::format(fmt::runtime(later.in(language)), since)}});
  rows.add(time_label, {{page.say(total) + " " + duration_text(journey.wall_ms, language) + ", " + page.say(active) +
                         " " + duration_text(journey.active_ms, language)}});
  rows.add(events_label, {{fmt::format(fmt::runtime(counts.in(language)), journey.events, journey.fe_events,
                                       journey.be_events, journey.retakes, journey.warnings)}});
  if (!journey.last_error_code.empty())
    rows.add(error_label, {{with_title(page, page.look.title_of_error_code, journey.last_error_code)}});
}

}  // namespace

std::vector<Line> overview(const Journey& journey, const EventIndex& events, const Look& look) {
  const Page page{journey, events, look};
  std::vector<Line> lines = wrap(title_line(page), look.columns, 2);
  lines.emplace_back();
  const std::string& sentence = look.language == Language::ko ? journey.sentence_ko : journey.sentence_en;
  for (Line& row : wrap({{"  " + look.clean(sentence), Style::bold}}, look.columns, 2)) lines.push_back(std::move(row));
  lines.emplace_back();
  Labelled statements(look), facts(look);
  add_statements(page, statements);
  for (Line& row : statements.take()) lines.push_back(std::move(row));
  lines.emplace_back();
  add_identities(page, facts);
  add_times(page, facts);
  for (Line& row : facts.take()) lines.push_back(std::move(row));
  return lines;
}

}  // namespace sj::cli
