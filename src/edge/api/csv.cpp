#include "api/csv.hpp"

#include <algorithm>
#include <array>

namespace sj::api {
namespace {

struct Row {
  const journey::Summary& summary;
  const store::Scope& scope;
  journey::TimedStatus status;

  [[nodiscard]] const journey::Decision::Entry* decision() const {
    return summary.decision ? &summary.decision->current() : nullptr;
  }
};

struct ColumnOf {
  std::string_view name;
  std::string (*cell)(const Row&);
};

template <auto Member>
std::string number(const Row& row) {
  return std::to_string(row.summary.*Member);
}

constexpr std::array<ColumnOf, 25> columns{{
    {"session_id", [](const Row& row) { return row.summary.session_id; }},
    {"project_id", [](const Row& row) { return row.scope.project_id; }},
    {"created_at", [](const Row& row) { return to_rfc3339(row.summary.created_at); }},
    {"updated_at", [](const Row& row) { return to_rfc3339(row.summary.updated_at); }},
    {"status", [](const Row& row) { return std::string(to_text(row.status.status)); }},
    {"status_rule", [](const Row& row) { return std::to_string(row.status.rule); }},
    {"decision", [](const Row& row) { return row.decision() ? std::string(to_text(row.decision()->outcome)) : ""; }},
    {"reason", [](const Row& row) { return row.decision() ? row.decision()->reason : ""; }},
    {"decided_at", [](const Row& row) { return row.decision() ? to_rfc3339(row.decision()->decided_at) : ""; }},
    {"decided_by",
     [](const Row& row) {
       return std::string(!row.decision() ? "" : row.summary.decision->by_review ? "review" : "automatic");
     }},
    {"stage", [](const Row& row) { return std::string(to_text(row.summary.stage)); }},
    {"furthest_stage", [](const Row& row) { return std::string(to_text(row.summary.furthest_stage)); }},
    {"last_event", [](const Row& row) { return row.summary.last_event; }},
    {"email", [](const Row& row) { return row.summary.identity[0]; }},
    {"user_id", [](const Row& row) { return row.summary.identity[1]; }},
    {"submission_id", [](const Row& row) { return row.summary.identity[2]; }},
    {"last_error_code", [](const Row& row) { return row.summary.last_error_code; }},
    {"headline", [](const Row& row) { return std::string(to_text(row.status.headline)); }},
    {"events", number<&journey::Summary::events>},
    {"fe", number<&journey::Summary::fe>},
    {"be", number<&journey::Summary::be>},
    {"retakes", number<&journey::Summary::retakes>},
    {"warnings", number<&journey::Summary::warnings>},
    {"wall_ms", number<&journey::Summary::wall_ms>},
    {"active_ms", number<&journey::Summary::active_ms>},
}};

// The cells of a line, with commas between them.
template <class Cell>
void append_line(std::string& out, Cell cell) {
  for (const ColumnOf& column : columns) {
    if (&column != &columns.front()) out += ',';
    cell(column);
  }
  out += "\r\n";
}

// What spreadsheets pass over before they look for a formula, beside ASCII's blank and control characters: blanks that
// do not break, are wide or have no width.
constexpr std::array<std::string_view, 4> passed_over{"\u00a0", "\u3000", "\u200b", "\ufeff"};
// How a formula begins, also in full width.
constexpr std::array<std::string_view, 8> formula_signs{"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"};

// Also where something that is passed over stands first: programs differ in what they pass over.
bool may_run_as_formula(std::string_view text) {
  if (text.empty()) return false;
  const auto begins = [&](std::string_view beginning) { return text.starts_with(beginning); };
  return static_cast<unsigned char>(text.front()) <= ' ' || std::ranges::any_of(passed_over, begins) ||
         std::ranges::any_of(formula_signs, begins);
}

// A cell that a spreadsheet would take for a formula gets an apostrophe, which it shows as text.
void append_cell(std::string& out, std::string_view text) {
  const bool quoted = text.find_first_of("\",\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  if (may_run_as_formula(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
}

}  // namespace

std::string csv_head() {
  std::string out;
  append_line(out, [&](const ColumnOf& column) { out += column.name; });
  return out;
}

void append_csv_row(std::string& out, const journey::Summary& summary, const store::Scope& scope) {
  const Row row{summary, scope, journey::status_at(summary, scope.settings, scope.as_of)};
  append_line(out, [&](const ColumnOf& column) { append_cell(out, column.cell(row)); });
}

}  // namespace sj::api
