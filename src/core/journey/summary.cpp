#include "journey/summary.hpp"

namespace sj::journey {
namespace {

void fill_identities(Summary& out, const Facts& facts, const EventLog& log) {
  for (std::size_t i = 0; i < identity_count; ++i) {
    const auto kind = static_cast<Identity>(i);
    const IdentityFacts& identity = facts.identities[i];
    if (identity.shown() == no_event) continue;
    out.identity[i] = identity_of(log.at(identity.shown()), kind);
    for (const IdentityFacts::Value& value : identity.values) {
      std::string text(identity_of(log.at(value.first), kind));
      if (value.server_sent) out.server_sent[i].push_back(text);
      if (!is_same_identity(text, out.identity[i], kind)) out.aliases[i].push_back(std::move(text));
    }
  }
}

std::optional<Decision> decision_of(const Facts& facts, const EventLog& log) {
  if (facts.decisions.empty()) return std::nullopt;
  Decision out;
  for (const DecisionFact& decision : facts.decisions) {
    const Event event = log.at(decision.index);
    out.history.push_back({decision.outcome, std::string(event.reason), decision.time, std::string(event.event_id)});
  }
  out.by_review = out.history.size() > 1 && out.current().outcome != Impact::pending;
  return out;
}

void fill_status(Summary& out, const Fold& fold, const EventLog& log, const Settings& settings) {
  const Facts& facts = fold.facts();
  const auto headline = [&](Status status) { return diagnose(facts, status, log, fold.catalog()).headline; };
  const EventIndex last = facts.activities ? facts.last_activity_event : facts.last_event;
  out.quiet_since = facts.quiet_since();
  out.quiet_evidence = log.key_at(last).event_id;
  if (const auto settled = settled_status(facts, settings)) {
    out.settled = settled->status;
    for (const EventIndex index : settled->evidence) out.settled_evidence.emplace_back(log.key_at(index).event_id);
    out.headline = out.headline_dropped = headline(settled->status);
  } else {
    out.headline = headline(Status::in_progress);
    // With a decision the headline is about the decision, whatever the status.
    out.headline_dropped = facts.decision() ? out.headline : headline(Status::dropped);
  }
}

void fill_stages(Summary& out, const Facts& facts) {
  for (std::size_t i = 0; i < stage_count; ++i) {
    const StageFacts& stage = facts.stages[i];
    out.stages[i] = {.entered = stage.events > 0,
                     .passed = is_passed(static_cast<Stage>(i), facts),
                     .retakes = stage.retakes,
                     .duration_ms = stage.events ? stage.left_at - stage.entered_at : 0};
  }
}

void fill_names(Summary& out, const Facts& facts, const EventLog& log) {
  out.names.reserve(facts.names.size());
  for (const NameFacts& name : facts.names)
    out.names.push_back({std::string(log.key_at(name.first).name), name.results, name.is_check});
  out.runs.reserve(facts.check_runs.size());
  for (const CheckRun& run : facts.check_runs) out.runs.push_back({run.name, run.result, run.duration_ms, run.retake});
}

}  // namespace

Summary summarize(const Fold& fold, const EventLog& log, const Settings& settings) {
  const Facts& facts = fold.facts();
  Summary out;
  out.session_id = log.session_id();
  out.created_at = facts.created_at;
  out.updated_at = facts.last_time;
  out.last_accept_seq = facts.last_accept_seq;
  out.last_received_at = facts.last_received_at;
  fill_status(out, fold, log, settings);
  out.decision = decision_of(facts, log);
  out.stage = facts.current_stage();
  out.furthest_stage = facts.furthest_stage();
  out.last_event = log.key_at(facts.last_event).name;
  fill_identities(out, facts, log);
  if (facts.last_error_code != no_event) out.last_error_code = log.at(facts.last_error_code).error_code;
  if (facts.last_screen != no_event) out.last_path = log.at(facts.last_screen).path;
  out.events = facts.events();
  out.fe = facts.fe;
  out.be = facts.be;
  out.retakes = facts.retakes;
  out.warnings = facts.warnings;
  out.wall_ms = facts.activities ? facts.last_activity - facts.first_activity : 0;
  out.active_ms = facts.active_ms;
  fill_stages(out, facts);
  fill_names(out, facts, log);
  return out;
}

TimedStatus status_at(const Summary& summary, const Settings& settings, TimeMs as_of) {
  if (summary.settled) return {*summary.settled, *summary.settled == Status::completed ? 1 : 2, summary.headline};
  if (as_of - summary.quiet_since >= settings.drop_after_ms) return {Status::dropped, 3, summary.headline_dropped};
  return {Status::in_progress, 4, summary.headline};
}

}  // namespace sj::journey
