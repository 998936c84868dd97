#pragma once
// The JSON of what is read: session rows, whole journeys, events (docs/formats/openapi.yaml).
#include <string>

#include "base/json_writer.hpp"
#include "journey/journey.hpp"
#include "store/query.hpp"

namespace sj::query {

/// The summary's members, without the braces around them.
void write_summary_members(JsonWriter& json, const journey::Summary& summary, const store::Scope& scope);
void write_summary(JsonWriter& json, const journey::Summary& summary, const store::Scope& scope);

/// A linked session and why it is.
struct Linked {
  journey::Summary summary;
  std::vector<journey::Identity> shared;
};

/// Answer of GET /v1/sessions/{session_id}.
void write_journey(JsonWriter& json, const journey::Journey& journey, const EventLog& log, const store::Scope& scope,
                   const std::vector<Linked>& linked);

/// One row of GET /v1/sessions/{session_id}/events.
void write_event(JsonWriter& json, const journey::JourneyEvent& event, const EventLog& log);

}  // namespace sj::query
