#include "store/conformance/model.hpp"

#include <algorithm>
#include <cmath>

namespace sj::store::conformance {
namespace {

using journey::Status;
using journey::Summary;

template <class T, class U>
bool among(const std::vector<T>& values, const U& value) {
  return values.empty() || std::ranges::find(values, T(value)) != values.end();
}
bool among_texts(const std::vector<std::string>& values, const std::string& value) {
  return values.empty() || (!value.empty() && std::ranges::find(values, value) != values.end());
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool text_fits(const std::string& text, const Filter& filter) {
  const std::string in = lower(text), wanted = lower(filter.text);
  if (filter.match == Match::exact) return in == wanted;
  if (filter.match == Match::prefix) return in.starts_with(wanted);
  return in.find(wanted) != std::string::npos;
}

bool is_found(const Summary& row, const Filter& filter) {
  if (filter.text.empty()) return true;
  const auto looks_at = [&](SearchField field) {
    return filter.search_field == SearchField::any || filter.search_field == field;
  };
  if (looks_at(SearchField::session_id) && text_fits(row.session_id, filter)) return true;
  if (looks_at(SearchField::last_event) && text_fits(row.last_event, filter)) return true;
  constexpr SearchField fields[] = {SearchField::email, SearchField::user_id, SearchField::submission_id};
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind) {
    if (!looks_at(fields[kind]) || row.identity[kind].empty()) continue;
    if (text_fits(row.identity[kind], filter)) return true;
    if (std::ranges::any_of(row.aliases[kind], [&](const std::string& alias) { return text_fits(alias, filter); }))
      return true;
  }
  return false;
}

bool has_any_stage(const Summary& row, const std::vector<Stage>& stages, bool journey::StageSeen::*flag) {
  return stages.empty() ||
         std::ranges::any_of(stages, [&](Stage stage) { return row.stages[static_cast<std::size_t>(stage)].*flag; });
}

bool has_any_event(const Summary& row, const std::vector<std::string>& names) {
  return names.empty() || std::ranges::any_of(row.names, [&](const journey::NameSeen& seen) {
           return std::ranges::find(names, seen.name) != names.end();
         });
}

bool has_any_check(const Summary& row, const std::vector<CheckFilter>& checks) {
  return checks.empty() || std::ranges::any_of(checks, [&](const CheckFilter& check) {
           return std::ranges::any_of(row.names, [&](const journey::NameSeen& seen) {
             const bool result = !check.result || (seen.results >> static_cast<int>(*check.result) & 1) != 0;
             return seen.is_check && seen.name == check.name && result;
           });
         });
}

bool has_any_reason(const Summary& row, const std::vector<std::string>& reasons) {
  if (reasons.empty()) return true;
  if (!row.decision) return false;
  const auto& [outcome, reason, decided_at, event_id] = row.decision->current();
  return std::ranges::find(reasons, reason) != reasons.end() && !(reason.empty() && outcome == Impact::approved);
}

std::optional<TimeMs> time_of(const Summary& row, TimeField field) {
  if (field == TimeField::created) return row.created_at;
  if (field == TimeField::updated) return row.updated_at;
  return row.decision ? std::optional(row.decision->current().decided_at) : std::nullopt;
}

std::string family(const Summary& row, const Scope& scope) {
  if (row.last_error_code.empty()) return "";
  const std::string& prefix = scope.catalog->family_of(row.last_error_code).prefix;
  return prefix.empty() ? "other" : prefix;
}

Impact outcome(const Summary& row) {
  return row.decision ? row.decision->current().outcome : Impact::none;
}

bool by_created(Sort sort) {
  return sort == Sort::created_ascending || sort == Sort::created_descending;
}
bool descends(Sort sort) {
  return sort == Sort::created_descending || sort == Sort::updated_descending;
}

}  // namespace

bool matches(const Summary& row, const Scope& scope, const Filter& filter) {
  const auto told = journey::status_at(row, scope.settings, scope.as_of);
  const std::optional<TimeMs> time = time_of(row, filter.time_field);
  std::optional<Impact> decision;
  if (row.decision) decision.emplace(outcome(row));
  return among(filter.status, told.status) && among(filter.headline, told.headline) &&
         among(filter.decision, decision) && among(filter.stage, row.stage) &&
         among(filter.furthest_stage, row.furthest_stage) &&
         has_any_stage(row, filter.entered, &journey::StageSeen::entered) &&
         has_any_stage(row, filter.passed, &journey::StageSeen::passed) && has_any_reason(row, filter.reason) &&
         among_texts(filter.error_code, row.last_error_code) && among_texts(filter.error_family, family(row, scope)) &&
         among_texts(filter.last_path, row.last_path) && among_texts(filter.last_event, row.last_event) &&
         has_any_event(row, filter.event) && has_any_check(row, filter.check) &&
         (!filter.from || (time && *time >= *filter.from)) && (!filter.to || (time && *time < *filter.to)) &&
         is_found(row, filter);
}

std::optional<DurationMs> percentile(std::vector<DurationMs> values, double share) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<Summary> Model::list(const Scope& scope, const Filter& filter, Sort sort) const {
  std::vector<Summary> out;
  for (const auto& [id, row] : rows_)
    if (matches(row, scope, filter)) out.push_back(row);
  std::ranges::stable_sort(out, [&](const Summary& a, const Summary& b) {
    const TimeMs a_time = by_created(sort) ? a.created_at : a.updated_at,
                 b_time = by_created(sort) ? b.created_at : b.updated_at;
    return descends(sort) ? a_time > b_time : a_time < b_time;
  });
  return out;
}

std::vector<Summary> Model::linked(const Summary& row, std::size_t limit) const {
  std::vector<Summary> out;
  for (const auto& [id, other] : rows_) {
    bool shares = false;
    for (std::size_t kind = 0; kind < journey::identity_count; ++kind)
      for (const std::string& mine : row.server_sent[kind])
        for (const std::string& theirs : other.server_sent[kind])
          shares = shares || journey::is_same_identity(mine, theirs, static_cast<journey::Identity>(kind));
    if (shares && id != row.session_id) out.push_back(other);
  }
  std::ranges::stable_sort(out, [](const Summary& a, const Summary& b) { return a.created_at > b.created_at; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

Funnel Model::funnel(const Scope& scope, const Filter& filter) const {
  Funnel out;
  std::array<std::vector<DurationMs>, stage_count> durations;
  for (const Summary& row : list(scope, filter, Sort::created_ascending)) {
    const auto told = journey::status_at(row, scope.settings, scope.as_of);
    ++out.started;
    out.completed += told.status == Status::completed;
    out.approved += outcome(row) == Impact::approved;
    StageFunnel& here = out.stages[static_cast<std::size_t>(row.stage)];
    here.dropped_here += told.status == Status::dropped;
    here.error_here += told.status == Status::error;
    here.blocked_here +=
        told.headline == journey::Headline::blocked_pre_checks || told.headline == journey::Headline::blocked_in_step;
    for (std::size_t i = 0; i < stage_count; ++i) {
      out.stages[i].entered += row.stages[i].entered;
      out.stages[i].passed += row.stages[i].passed;
      out.stages[i].retakes += row.stages[i].retakes;
      if (row.stages[i].entered) durations[i].push_back(row.stages[i].duration_ms);
    }
  }
  for (std::size_t i = 0; i < stage_count; ++i) {
    out.stages[i].p50_ms = percentile(durations[i], 0.5);
    out.stages[i].p90_ms = percentile(durations[i], 0.9);
  }
  return out;
}

std::vector<OutcomeBucket> Model::outcomes(const Scope& scope, const Filter& filter,
                                           const std::vector<TimeMs>& edges) const {
  std::vector<OutcomeBucket> out;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    OutcomeBucket& bucket = out.emplace_back();
    bucket.from = edges[i], bucket.to = edges[i + 1];
    for (const Summary& row : list(scope, filter, Sort::created_ascending)) {
      const std::optional<TimeMs> time = time_of(row, filter.time_field);
      if (!time || *time < bucket.from || *time >= bucket.to) continue;
      ++bucket.status[static_cast<std::size_t>(journey::status_at(row, scope.settings, scope.as_of).status)];
      ++bucket.decision[static_cast<std::size_t>(outcome(row))];
    }
  }
  return out;
}

std::map<std::pair<Impact, std::string>, std::uint64_t> Model::reasons(const Scope& scope, const Filter& filter) const {
  std::map<std::pair<Impact, std::string>, std::uint64_t> out;
  for (const Summary& row : list(scope, filter, Sort::created_ascending))
    if (outcome(row) == Impact::rejected || outcome(row) == Impact::pending)
      ++out[{outcome(row), row.decision->current().reason}];
  return out;
}

std::map<std::string, std::uint64_t> Model::errors(const Scope& scope, const Filter& filter) const {
  std::map<std::string, std::uint64_t> out;
  for (const Summary& row : list(scope, filter, Sort::created_ascending))
    if (!row.last_error_code.empty()) ++out[row.last_error_code];
  return out;
}

std::vector<Summary> Model::dropped(const Scope& scope, const Filter& filter) const {
  auto out = list(scope, filter, Sort::created_ascending);
  std::erase_if(out, [&](const Summary& row) {
    return journey::status_at(row, scope.settings, scope.as_of).status != Status::dropped;
  });
  return out;
}

std::map<std::string, CheckStatistics> Model::checks(const Scope& scope, const Filter& filter) const {
  std::map<std::string, CheckStatistics> out;
  std::map<std::string, std::vector<DurationMs>> durations;
  for (const Summary& row : list(scope, filter, Sort::created_ascending)) {
    std::set<std::string> seen, retaken;
    for (const journey::RunSeen& run : row.runs) {
      const std::string& name = row.names[run.name].name;
      CheckStatistics& statistics = out[name];
      ++statistics.runs;
      if (run.result) ++statistics.results[static_cast<std::size_t>(*run.result)];
      if (run.duration_ms) durations[name].push_back(*run.duration_ms);
      statistics.sessions += seen.insert(name).second;
      if (run.retake) statistics.sessions_with_retake += retaken.insert(name).second;
    }
  }
  for (auto& [name, statistics] : out) {
    statistics.p50_ms = percentile(durations[name], 0.5);
    statistics.p95_ms = percentile(durations[name], 0.95);
  }
  return out;
}

}  // namespace sj::store::conformance
