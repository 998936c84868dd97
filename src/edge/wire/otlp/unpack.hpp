#pragma once
// OpenTelemetry logs over HTTP, as JSON and as protobuf. Both become the same messages: one a log record, with the
// names of the data model in snake case (event_name, body, attributes, resource, severity_text, trace_id,
// time_unix_nano …) and an `id` made of the record's content, since records have none.
#include <string>
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::otlp {

/// The body's capacity is raised where needed.
[[nodiscard]] std::optional<BodyError> unpack_json(std::string& body, MessageSink& sink);
/// Walks over the wire format, since objects made of it would take many times its size.
[[nodiscard]] std::optional<BodyError> unpack_protobuf(std::string_view body, MessageSink& sink);

}  // namespace sj::wire::otlp
