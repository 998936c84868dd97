#pragma once
// A journey, or what is known at a glance, as text: every answer, with events named by source and id and not by their
// place in a log. Two that are described alike are alike.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "journey/journey.hpp"

namespace sj::journey::testing {

inline std::string described(const Summary& s) {
  std::string out =
      fmt::format("{} {} {} {} {} {} {} {}\n", s.session_id, s.created_at, s.updated_at, s.quiet_since,
                  s.last_received_at, s.last_accept_seq, s.settled ? to_text(*s.settled) : "open", s.quiet_evidence);
  out += fmt::format("{} {} {} {} {} {}\n", s.settled_evidence, to_text(s.headline), to_text(s.headline_dropped),
                     to_text(s.stage), to_text(s.furthest_stage), s.last_event);
  if (s.decision)
    for (const Decision::Entry& entry : s.decision->history)
      out += fmt::format("decided {} {} {} {} {}\n", to_text(entry.outcome), entry.reason, entry.decided_at,
                         entry.event_id, s.decision->by_review);
  out += fmt::format("{} {} {} {} {}\n", s.identity, s.aliases, s.server_sent, s.last_error_code, s.last_path);
  out += fmt::format("{} {} {} {} {} {} {}\n", s.events, s.fe, s.be, s.retakes, s.warnings, s.wall_ms, s.active_ms);
  for (const StageSeen& stage : s.stages)
    out += fmt::format("{} {} {} {}\n", stage.entered, stage.passed, stage.retakes, stage.duration_ms);
  for (const NameSeen& name : s.names) out += fmt::format("{} {} {}\n", name.name, name.results, name.is_check);
  for (const RunSeen& run : s.runs)
    out += fmt::format("ran {} {} {} {}\n", run.name, run.result ? static_cast<int>(*run.result) : -1,
                       run.duration_ms ? static_cast<int>(*run.duration_ms) : -1, run.retake);
  return out;
}

inline std::string described(const Journey& journey, const EventLog& log) {
  const auto name = [&](EventIndex index) {
    return index == no_event ? std::string("none")
                             : fmt::format("{}{}", to_text(log.at(index).source), log.at(index).event_id);
  };
  const auto names = [&](const std::vector<EventIndex>& events) {
    std::string out;
    for (const EventIndex index : events) out += name(index) + ' ';
    return out;
  };
  std::string out = described(journey.summary);
  out += fmt::format("{} {} {} {}\n", to_text(journey.status.status), journey.status.rule,
                     to_text(journey.status.headline), journey.as_of);
  for (const JourneyEvent& event : journey.events)
    out += fmt::format("{} {} {} {} {} {}\n", name(event.placed.index), to_text(event.placed.stage),
                       to_text(event.placed.classified.impact), event.group, name(event.pair),
                       event.resolved ? static_cast<int>(*event.resolved) : -1);
  for (const StageAnswer& stage : journey.stages)
    out += fmt::format("{} {} {} {}\n", to_text(stage.state), stage.events, stage.entered_at, stage.left_at);
  for (const Journey::Match& match : journey.matched)
    out += fmt::format("{} {} {}\n", name(match.fe), name(match.be), match.delta_ms);
  out += names(journey.unmatched) + '\n';
  out += fmt::format("{} {} {}\n{}\n", to_text(journey.diagnosis.headline), to_text(journey.diagnosis.confidence),
                     names(journey.diagnosis.causes), journey.sentence.en);
  for (const auto& events : journey.evidence) out += names(events) + '\n';
  for (const Finding& finding : journey.findings)
    out += fmt::format("{} {} {}\n", to_text(finding.code), names(finding.events), finding.total);
  return out;
}

}  // namespace sj::journey::testing
