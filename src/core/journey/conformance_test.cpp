// The published cases (tests/conformance/cases): what their journeys are, member by member.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>
#include <map>

#include "base/json_writer.hpp"
#include "journey/journey.hpp"
#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;
using testing::built_in_catalog;

std::string_view text_of(const object& from, const char* key) {
  std::string_view out;
  return from[key].get(out) ? std::string_view{} : out;
}

EventLog log_of(const element& events) {
  EventLog log("s");
  for (const object event : events.get_array()) {
    Event out{.event_id = text_of(event, "event_id"),
              .name = text_of(event, "name"),
              .source = source_of(text_of(event, "source")).value(),
              .time = event["time"].get_int64().value(),
              .result = check_result_of(text_of(event, "result")),
              .impact = impact_of(text_of(event, "impact")),
              .stage = stage_of(text_of(event, "stage")),
              .reason = text_of(event, "reason"),
              .error_code = text_of(event, "error_code"),
              .submission_id = text_of(event, "submission_id"),
              .user_id = text_of(event, "user_id"),
              .email = text_of(event, "email")};
    if (std::int64_t seq = 0; !event["seq"].get(seq)) out.seq = seq;
    if (std::int64_t ms = 0; !event["duration_ms"].get(ms)) out.duration_ms = static_cast<std::uint32_t>(ms);
    if (object attributes; !event["attributes"].get(attributes)) out.path = text_of(attributes, "path");
    log.append(out);
  }
  return log;
}

/// A journey in the words of a case's `expect`: each member as minified JSON.
class Told {
 public:
  Told(const Journey& journey, const EventLog& log) : journey_(journey), log_(log) {
    summary();
    explanation();
    stages_and_pairs();
    events();
  }
  std::map<std::string, std::string> members;

 private:
  template <class Write>
  void member(const std::string& name, Write write) {
    JsonWriter json(members[name]);
    write(json);
  }
  void text(const std::string& name, std::string_view value) {
    member(name, [&](JsonWriter& json) { json.text_or_null(value); });
  }
  template <class Texts>
  void texts(const std::string& name, const Texts& values) {
    member(name, [&](JsonWriter& json) { list(json, values); });
  }
  template <class Texts>
  static void list(JsonWriter& json, const Texts& values) {
    json.begin_array();
    for (const auto& value : values) json.text(value);
    json.end_array();
  }
  std::vector<std::string> sorted_ids(const std::vector<EventIndex>& events) const {
    std::vector<std::string> out;
    for (const EventIndex index : events) out.emplace_back(log_.at(index).event_id);
    std::ranges::sort(out);
    return out;
  }

  void summary() {
    const Summary& is = journey_.summary;
    text("status", to_text(journey_.status.status));
    member("status_rule", [&](JsonWriter& json) { json.number(journey_.status.rule); });
    texts("status_evidence", is.settled ? is.settled_evidence : std::vector{is.quiet_evidence});
    member("decision", [&](JsonWriter& json) { decision(json); });
    text("stage", to_text(is.stage));
    text("furthest_stage", to_text(is.furthest_stage));
    text("last_event", is.last_event);
    member("created_at", [&](JsonWriter& json) { json.time(is.created_at); });
    member("updated_at", [&](JsonWriter& json) { json.time(is.updated_at); });
    for (std::size_t i = 0; i < identity_count; ++i)
      text(std::string(to_text(static_cast<Identity>(i))), is.identity[i]);
    text("last_error_code", is.last_error_code);
    member("counts", [&](JsonWriter& json) {
      json.begin_object().key("events").number(is.events).key("fe").number(is.fe).key("be").number(is.be);
      json.key("retakes").number(is.retakes).key("warnings").number(is.warnings).end_object();
    });
    member("wall_ms", [&](JsonWriter& json) { json.number(is.wall_ms); });
    member("active_ms", [&](JsonWriter& json) { json.number(is.active_ms); });
  }

  void decision(JsonWriter& json) const {
    if (!journey_.summary.decision) return void(json.null());
    const Decision& decision = *journey_.summary.decision;
    const auto entry = [&](const Decision::Entry& is) {
      json.key("outcome").text(to_text(is.outcome)).key("reason").text_or_null(is.reason);
      json.key("decided_at").time(is.decided_at).key("event_id").text(is.event_id);
    };
    json.begin_object();
    entry(decision.current());
    json.key("decided_by").text(decision.by_review ? "review" : "automatic").key("history").begin_array();
    for (const Decision::Entry& is : decision.history) {
      json.begin_object();
      entry(is);
      json.end_object();
    }
    json.end_array().end_object();
  }

  void explanation() {
    text("headline", to_text(journey_.status.headline));
    text("confidence", to_text(journey_.diagnosis.confidence));
    const auto role = [&](Role of) {
      std::vector<EventIndex> events = journey_.evidence[static_cast<std::size_t>(of)];
      if (events.size() > role_events_max) events.resize(role_events_max);
      return sorted_ids(events);
    };
    texts("causes", role(Role::cause));
    texts("contributing", role(Role::contributing));
    texts("observations", role(Role::observation));
    std::vector<std::string_view> findings;
    for (const Finding& finding : journey_.findings) findings.push_back(to_text(finding.code));
    std::ranges::sort(findings);
    texts("findings", findings);
  }

  void stages_and_pairs() {
    member("stage_states", [&](JsonWriter& json) {
      json.begin_object();
      for (std::size_t i = 0; i < stage_count; ++i)
        json.key(to_text(static_cast<Stage>(i))).text(to_text(journey_.stages[i].state));
      json.end_object();
    });
    member("pairs", [&](JsonWriter& json) {
      std::map<std::string, Journey::Match> by_fe;
      for (const Journey::Match& match : journey_.matched)
        by_fe.emplace(std::string(log_.at(match.fe).event_id), match);
      json.begin_object().key("matched").begin_array();
      for (const auto& [fe, match] : by_fe) {
        json.begin_object().key("fe").text(fe).key("be").text(log_.at(match.be).event_id);
        json.key("delta_ms").number(match.delta_ms).end_object();
      }
      json.end_array().key("unmatched");
      list(json, sorted_ids(journey_.unmatched));
      json.end_object();
    });
  }

  void events() {
    std::vector<std::string_view> order;
    std::map<std::pair<Stage, std::uint32_t>, std::vector<EventIndex>> groups;
    for (const JourneyEvent& event : journey_.events) {
      order.push_back(event.placed.event.event_id);
      if (event.group) groups[{event.placed.stage, event.group}].push_back(event.placed.index);
    }
    texts("order", order);
    by_event("event_stage", [](JsonWriter& json, const JourneyEvent& is) { json.text(to_text(is.placed.stage)); });
    by_event("event_impact",
             [](JsonWriter& json, const JourneyEvent& is) { json.text(to_text(is.placed.classified.impact)); });
    by_event(
        "resolved", [](JsonWriter& json, const JourneyEvent& is) { json.boolean(*is.resolved); },
        [](const JourneyEvent& is) { return is.resolved.has_value(); });
    member("groups", [&](JsonWriter& json) {
      json.begin_array();
      for (const auto& [at, members_of] : groups) {
        json.begin_object().key("stage").text(to_text(at.first)).key("group").number(at.second).key("events");
        list(json, sorted_ids(members_of));
        json.end_object();
      }
      json.end_array();
    });
  }

  template <class Write, class Has = bool (*)(const JourneyEvent&)>
  void by_event(
      const std::string& name, Write write, Has has = [](const JourneyEvent&) { return true; }) {
    member(name, [&](JsonWriter& json) {
      json.begin_object();
      for (const JourneyEvent& event : journey_.events) {
        if (!has(event)) continue;
        json.key(event.placed.event.event_id);
        write(json, event);
      }
      json.end_object();
    });
  }

  const Journey& journey_;
  const EventLog& log_;
};

std::vector<std::string> case_names() {
  std::vector<std::string> out;
  for (const auto& file : std::filesystem::directory_iterator(SJ_SOURCE_DIR "/tests/conformance/cases"))
    out.push_back(file.path().stem());
  std::ranges::sort(out);
  return out;
}

class Conformance : public ::testing::TestWithParam<std::string> {};

TEST_P(Conformance, IsAsPublished) {
  simdjson::dom::parser parser;
  const object published = parser.load(SJ_SOURCE_DIR "/tests/conformance/cases/" + GetParam() + ".json");
  const EventLog log = log_of(published["events"]);
  const TimeMs as_of = parse_rfc3339(text_of(published, "as_of")).value();
  const auto journey = assemble(log, log.size(), built_in_catalog(), {}, as_of, Horizon::until_as_of);
  ASSERT_TRUE(journey);
  const Told told(*journey, log);
  for (const auto [member, wanted] : object(published["expect"])) {
    const auto at = told.members.find(std::string(member));
    ASSERT_NE(at, told.members.end()) << member;
    EXPECT_EQ(at->second, simdjson::minify(wanted)) << member;
  }
}

INSTANTIATE_TEST_SUITE_P(Published, Conformance, ::testing::ValuesIn(case_names()), [](const auto& of) {
  std::string name = of.param;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace sj::journey
