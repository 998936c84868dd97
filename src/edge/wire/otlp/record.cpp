#include "wire/otlp/record.hpp"

#include "base/json_writer.hpp"
#include "event/limits.hpp"
#include "wire/content_id.hpp"

namespace sj::wire::otlp {
namespace {

bool is_absent(std::string_view time) {
  return time.empty() || time == "0";
}

// A resend has the same content; when it was observed is part of that only where the record's own time is not told.
std::string id_of(const Record& record, std::string_view resource) {
  ContentId id;
  id.add(is_absent(record.time_unix_nano) ? record.observed_time_unix_nano : record.time_unix_nano);
  for (const std::string_view part : {std::string_view(record.event_name), std::string_view(record.trace_id),
                                      std::string_view(record.body), std::string_view(record.attributes), resource})
    id.add(part);
  return std::move(id).finish();
}

}  // namespace

std::string message_of(const Record& record, std::string_view resource) {
  std::string json;
  JsonWriter out(json);
  const auto text = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.key(name).text(value);
  };
  out.begin_object();
  out.key("id").text(id_of(record, resource));
  if (!is_absent(record.time_unix_nano)) text("time_unix_nano", record.time_unix_nano);
  if (!is_absent(record.observed_time_unix_nano)) text("observed_time_unix_nano", record.observed_time_unix_nano);
  text("severity_text", record.severity_text);
  text("event_name", record.event_name);
  text("trace_id", record.trace_id);
  if (!record.body.empty()) out.key("body").raw(record.body);
  if (!record.attributes.empty()) out.key("attributes").raw(record.attributes);
  out.end_object();
  return json;
}

BodyError resource_too_large() {
  return {
      BodyError::Kind::too_many_bytes,
      "the attributes of a resource have more than " + std::to_string(limits::resource_bytes_max) + " bytes as JSON",
      std::nullopt,
      {}};
}

std::optional<BodyError> share_resource(std::string_view resource, MessageSink& sink) {
  if (resource.size() > limits::resource_bytes_max) return resource_too_large();
  return sink.share("resource", resource);
}

}  // namespace sj::wire::otlp
