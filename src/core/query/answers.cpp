#include "query/answers.hpp"

#include <algorithm>

namespace sj::query {

using journey::EventIndex;
using journey::Journey;
using journey::Summary;

namespace {

void write_entry_members(JsonWriter& json, const journey::Decision::Entry& entry) {
  json.key("outcome").text(to_text(entry.outcome));
  json.key("reason").text_or_null(entry.reason);
  json.key("decided_at").time(entry.decided_at);
  json.key("event_id").text(entry.event_id);
}

void write_decision(JsonWriter& json, const std::optional<journey::Decision>& decision) {
  if (!decision) return (void)json.null();
  json.begin_object();
  write_entry_members(json, decision->current());
  json.key("decided_by").text(decision->by_review ? "review" : "automatic");
  json.key("history").begin_array();
  for (const auto& entry : decision->history) {
    json.begin_object();
    write_entry_members(json, entry);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_status(JsonWriter& json, const Summary& summary, const journey::TimedStatus& status) {
  json.key("status").text(to_text(status.status));
  json.key("status_rule").number(status.rule);
  json.key("status_evidence").begin_array();
  if (summary.settled)
    for (const std::string& event_id : summary.settled_evidence) json.text(event_id);
  else
    json.text(summary.quiet_evidence);
  json.end_array();
}

void write_identities(JsonWriter& json, const Summary& summary) {
  for (std::size_t i = 0; i < journey::identity_count; ++i)
    json.key(to_text(static_cast<journey::Identity>(i))).text_or_null(summary.identity[i]);
  json.key("aliases").begin_object();
  for (std::size_t i = 0; i < journey::identity_count; ++i) {
    json.key(to_text(static_cast<journey::Identity>(i))).begin_array();
    for (const std::string& alias : summary.aliases[i]) json.text(alias);
    json.end_array();
  }
  json.end_object();
}

void write_counts(JsonWriter& json, const Summary& summary) {
  json.key("counts").begin_object();
  json.key("events").number(summary.events);
  json.key("fe").number(summary.fe);
  json.key("be").number(summary.be);
  json.key("retakes").number(summary.retakes);
  json.key("warnings").number(summary.warnings);
  json.end_object();
}

void write_stages(JsonWriter& json, const Journey& journey) {
  json.key("stages").begin_array();
  for (std::size_t i = 0; i < stage_count; ++i) {
    const journey::StageAnswer& stage = journey.stages[i];
    json.begin_object();
    json.key("stage").text(to_text(static_cast<Stage>(i)));
    json.key("state").text(to_text(stage.state));
    if (stage.events > 0) {
      json.key("entered_at").time(stage.entered_at);
      json.key("left_at").time(stage.left_at);
      json.key("duration_ms").number(stage.left_at - stage.entered_at);
    } else {
      json.key("entered_at").null().key("left_at").null().key("duration_ms").null();
    }
    json.key("events").number(stage.events);
    json.end_object();
  }
  json.end_array();
}

void write_ids(JsonWriter& json, std::string_view key, const std::vector<EventIndex>& events, const EventLog& log) {
  json.key(key).begin_array();
  for (const EventIndex index : events) json.text(log.at(index).event_id);
  json.end_array();
}

void write_pairs(JsonWriter& json, const Journey& journey, const EventLog& log) {
  json.key("pairs").begin_object().key("matched").begin_array();
  for (const Journey::Match& match : journey.matched) {
    json.begin_object();
    json.key("fe").text(log.at(match.fe).event_id);
    json.key("be").text(log.at(match.be).event_id);
    json.key("delta_ms").number(match.delta_ms);
    json.end_object();
  }
  json.end_array();
  write_ids(json, "unmatched", journey.unmatched, log);
  json.end_object();
}

void write_evidence(JsonWriter& json, const journey::Evidence& evidence, const EventLog& log) {
  json.key("evidence").begin_array();
  for (std::size_t role = 0; role < journey::role_count; ++role)
    for (std::size_t i = 0; i < std::min(evidence[role].size(), journey::role_events_max); ++i) {
      const Event event = log.at(evidence[role][i]);
      json.begin_object();
      json.key("event_id").text(event.event_id);
      json.key("source").text(to_text(event.source));
      json.key("role").text(to_text(static_cast<journey::Role>(role)));
      json.end_object();
    }
  json.end_array().key("evidence_totals").begin_object();
  for (std::size_t role = 0; role < journey::role_count; ++role)
    json.key(to_text(static_cast<journey::Role>(role))).number(static_cast<std::int64_t>(evidence[role].size()));
  json.end_object();
}

void write_explanation(JsonWriter& json, const Journey& journey, const EventLog& log) {
  json.key("explanation").begin_object();
  json.key("headline").text(to_text(journey.diagnosis.headline));
  json.key("confidence").text(to_text(journey.diagnosis.confidence));
  json.key("sentence").begin_object();
  json.key("en").text(journey.sentence.en).key("ko").text(journey.sentence.ko).end_object();
  write_evidence(json, journey.evidence, log);
  json.key("findings").begin_array();
  for (const journey::Finding& finding : journey.findings) {
    json.begin_object().key("code").text(to_text(finding.code));
    write_ids(json, "event_ids", finding.events, log);
    json.key("total").number(static_cast<std::int64_t>(finding.total)).end_object();
  }
  json.end_array().end_object();
}

void write_linked(JsonWriter& json, const std::vector<Linked>& linked, const store::Scope& scope) {
  json.key("linked").begin_array();
  for (const Linked& other : linked) {
    json.begin_object();
    write_summary_members(json, other.summary, scope);
    json.key("shared").begin_array();
    for (const journey::Identity kind : other.shared) json.text(to_text(kind));
    json.end_array().end_object();
  }
  json.end_array();
}

void text_if(JsonWriter& json, std::string_view key, std::string_view value) {
  if (!value.empty()) json.key(key).text(value);
}

template <class T>
void number_if(JsonWriter& json, std::string_view key, const std::optional<T>& value) {
  if (value) json.key(key).number(*value);
}

void write_sent_fields(JsonWriter& json, const Event& event) {
  json.key("event_id").text(event.event_id);
  json.key("session_id").text(event.session_id);
  json.key("name").text(event.name);
  json.key("source").text(to_text(event.source));
  json.key("time").time(event.time);
  if (event.claimed_time) json.key("claimed_time").time(*event.claimed_time);
  number_if(json, "seq", event.seq);
  if (event.result) json.key("result").text(to_text(*event.result));
  if (event.impact) json.key("impact").text(to_text(*event.impact));
  text_if(json, "reason", event.reason);
  text_if(json, "error_code", event.error_code);
  text_if(json, "message", event.message);
  number_if(json, "duration_ms", event.duration_ms);
  number_if(json, "attempt", event.attempt);
  text_if(json, "submission_id", event.submission_id);
  text_if(json, "user_id", event.user_id);
  text_if(json, "email", event.email);
  text_if(json, "trace_id", event.trace_id);
  if (!event.attributes.empty()) json.key("attributes").raw(event.attributes);
}

}  // namespace

void write_summary_members(JsonWriter& json, const Summary& summary, const store::Scope& scope) {
  const journey::TimedStatus status = journey::status_at(summary, scope.settings, scope.as_of);
  json.key("session_id").text(summary.session_id);
  json.key("project_id").text(scope.project_id);
  json.key("created_at").time(summary.created_at);
  json.key("updated_at").time(summary.updated_at);
  write_status(json, summary, status);
  json.key("decision");
  write_decision(json, summary.decision);
  json.key("stage").text(to_text(summary.stage));
  json.key("furthest_stage").text(to_text(summary.furthest_stage));
  json.key("last_event").text(summary.last_event);
  write_identities(json, summary);
  json.key("last_error_code").text_or_null(summary.last_error_code);
  json.key("headline").text(to_text(status.headline));
  write_counts(json, summary);
  json.key("wall_ms").number(summary.wall_ms);
  json.key("active_ms").number(summary.active_ms);
}

void write_summary(JsonWriter& json, const Summary& summary, const store::Scope& scope) {
  json.begin_object();
  write_summary_members(json, summary, scope);
  json.end_object();
}

void write_journey(JsonWriter& json, const Journey& journey, const EventLog& log, const store::Scope& scope,
                   const std::vector<Linked>& linked) {
  json.begin_object();
  write_summary_members(json, journey.summary, scope);
  json.key("as_of").time(journey.as_of);
  write_stages(json, journey);
  write_pairs(json, journey, log);
  write_explanation(json, journey, log);
  write_linked(json, linked, scope);
  json.end_object();
}

void write_event(JsonWriter& json, const journey::JourneyEvent& event, const EventLog& log) {
  const Event& sent = event.placed.event;
  json.begin_object();
  write_sent_fields(json, sent);
  json.key("stage").text(to_text(event.placed.stage));
  json.key("effective_impact").text(to_text(event.placed.classified.impact));
  json.key("received_at").time(sent.received_at);
  if (event.group)
    json.key("group").number(event.group);
  else
    json.key("group").null();
  json.key("pair").text_or_null(event.pair == journey::no_event ? "" : log.at(event.pair).event_id);
  if (event.resolved)
    json.key("resolved").boolean(*event.resolved);
  else
    json.key("resolved").null();
  json.key("known").boolean(event.placed.classified.type->known);
  json.end_object();
}

}  // namespace sj::query
