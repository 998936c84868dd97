#pragma once
// OpenTelemetry logs over HTTP, as JSON and as protobuf. Both become the same messages: one a log record, with the
// names of the data model in snake case (event_name, body, attributes, resource, severity_text, trace_id,
// time_unix_nano …) and an `id` made of the record's content, since records have none.
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::otlp {

[[nodiscard]] Unpacked unpack_json(std::string_view body);
[[nodiscard]] Unpacked unpack_protobuf(std::string_view body);

}  // namespace sj::wire::otlp
