#include "cli/show/journey.hpp"

#include <simdjson.h>

namespace sj::cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

std::string text_at(element object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string{};
}

template <class Number>
Number number_at(element object, std::string_view key) {
  std::int64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? static_cast<Number>(number) : Number{};
}

std::optional<std::int64_t> optional_number_at(element object, std::string_view key) {
  std::int64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? std::optional(number) : std::nullopt;
}

std::optional<bool> optional_truth_at(element object, std::string_view key) {
  bool truth = false;
  return object[key].get(truth) == simdjson::SUCCESS ? std::optional(truth) : std::nullopt;
}

std::optional<TimeMs> optional_time_at(element object, std::string_view key) {
  return parse_rfc3339(text_at(object, key));
}

TimeMs time_at(element object, std::string_view key) {
  return optional_time_at(object, key).value_or(0);
}

// An absent object or list reads as an empty one.
template <class Read>
void each_in(element object, std::string_view key, Read read) {
  array list;
  if (object[key].get(list) == simdjson::SUCCESS)
    for (const element item : list) read(item);
}

std::vector<std::string> texts_at(element object, std::string_view key) {
  std::vector<std::string> texts;
  each_in(object, key, [&](element item) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  });
  return texts;
}

template <class Read>
void within(element object, std::string_view key, Read read) {
  element inner;
  if (object[key].get(inner) == simdjson::SUCCESS && inner.is_object()) read(inner);
}

Decided decided_of(element object) {
  return {text_at(object, "outcome"), text_at(object, "reason"), text_at(object, "event_id"),
          time_at(object, "decided_at")};
}

void read_summary(element root, Journey& journey) {
  journey.session_id = text_at(root, "session_id");
  journey.project_id = text_at(root, "project_id");
  journey.status = text_at(root, "status");
  journey.status_rule = number_at<std::int64_t>(root, "status_rule");
  journey.status_evidence = texts_at(root, "status_evidence");
  journey.stage = text_at(root, "stage");
  journey.furthest_stage = text_at(root, "furthest_stage");
  journey.last_event = text_at(root, "last_event");
  journey.last_error_code = text_at(root, "last_error_code");
  journey.created_at = time_at(root, "created_at");
  journey.updated_at = time_at(root, "updated_at");
  journey.as_of = time_at(root, "as_of");
  journey.wall_ms = number_at<DurationMs>(root, "wall_ms");
  journey.active_ms = number_at<DurationMs>(root, "active_ms");
  within(root, "decision", [&](element decision) {
    journey.decision = decided_of(decision);
    journey.decided_by = text_at(decision, "decided_by");
    each_in(decision, "history", [&](element entry) { journey.decisions.push_back(decided_of(entry)); });
  });
}

void read_identity(element root, Journey& journey) {
  journey.email = text_at(root, "email");
  journey.user_id = text_at(root, "user_id");
  journey.submission_id = text_at(root, "submission_id");
  within(root, "aliases", [&](element aliases) {
    journey.other_emails = texts_at(aliases, "email");
    journey.other_user_ids = texts_at(aliases, "user_id");
    journey.other_submission_ids = texts_at(aliases, "submission_id");
  });
  within(root, "counts", [&](element counts) {
    journey.events = number_at<std::uint64_t>(counts, "events");
    journey.fe_events = number_at<std::uint64_t>(counts, "fe");
    journey.be_events = number_at<std::uint64_t>(counts, "be");
    journey.retakes = number_at<std::uint64_t>(counts, "retakes");
    journey.warnings = number_at<std::uint64_t>(counts, "warnings");
  });
  each_in(root, "linked", [&](element linked) {
    LinkedSession session{text_at(linked, "session_id"), text_at(linked, "status"), "", texts_at(linked, "shared"),
                          time_at(linked, "created_at")};
    within(linked, "decision", [&](element decision) { session.decision = text_at(decision, "outcome"); });
    journey.linked.push_back(std::move(session));
  });
}

void read_explanation(element explanation, Journey& journey) {
  journey.headline = text_at(explanation, "headline");
  journey.confidence = text_at(explanation, "confidence");
  within(explanation, "sentence", [&](element sentence) {
    journey.sentence_en = text_at(sentence, "en");
    journey.sentence_ko = text_at(sentence, "ko");
  });
  each_in(explanation, "evidence", [&](element item) {
    journey.evidence.push_back({text_at(item, "event_id"), text_at(item, "source"), text_at(item, "role")});
  });
  simdjson::dom::object totals;
  if (explanation["evidence_totals"].get(totals) == simdjson::SUCCESS)
    for (const auto field : totals) {
      std::uint64_t total = 0;
      if (field.value.get(total) == simdjson::SUCCESS) journey.evidence_totals.emplace_back(field.key, total);
    }
  each_in(explanation, "findings", [&](element item) {
    journey.findings.push_back(
        {text_at(item, "code"), texts_at(item, "event_ids"), number_at<std::uint64_t>(item, "total")});
  });
}

JourneyEvent event_of(element item) {
  JourneyEvent event;
  event.event_id = text_at(item, "event_id");
  event.name = text_at(item, "name");
  event.source = text_at(item, "source");
  event.result = text_at(item, "result");
  event.reason = text_at(item, "reason");
  event.error_code = text_at(item, "error_code");
  event.message = text_at(item, "message");
  event.stage = text_at(item, "stage");
  event.impact = text_at(item, "effective_impact");
  event.pair = text_at(item, "pair");
  event.time = time_at(item, "time");
  event.duration_ms = optional_number_at(item, "duration_ms");
  event.attempt = optional_number_at(item, "attempt");
  event.group = optional_number_at(item, "group");
  event.resolved = optional_truth_at(item, "resolved");
  event.known = optional_truth_at(item, "known").value_or(true);
  event.clock_moved = !text_at(item, "claimed_time").empty();
  within(item, "attributes", [&](element attributes) { event.path = text_at(attributes, "path"); });
  return event;
}

std::unexpected<Error> not_ours() {
  return fail(Errc::unavailable, "the answer is not that of a Session Journey server; is the address right?");
}

}  // namespace

Result<Journey> read_journey(std::string_view body) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) return not_ours();
  Journey journey;
  read_summary(root, journey);
  read_identity(root, journey);
  within(root, "explanation", [&](element explanation) { read_explanation(explanation, journey); });
  each_in(root, "stages", [&](element stage) {
    journey.stages.push_back({text_at(stage, "stage"), text_at(stage, "state"), optional_time_at(stage, "entered_at"),
                              optional_number_at(stage, "duration_ms"), number_at<std::uint64_t>(stage, "events")});
  });
  if (journey.session_id.empty() || journey.headline.empty()) return not_ours();
  return journey;
}

Result<EventPage> read_event_page(std::string_view body) {
  simdjson::dom::parser parser;
  element root;
  array data;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS ||
      root["data"].get(data) != simdjson::SUCCESS)
    return not_ours();
  EventPage page;
  for (const element item : data) page.events.push_back(event_of(item));
  page.next_cursor = text_at(root, "next_cursor");
  return page;
}

}  // namespace sj::cli
