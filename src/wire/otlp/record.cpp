#include "wire/otlp/record.hpp"

#include "base/json_writer.hpp"
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

void append_message(std::string& json, const Record& record, std::string_view resource) {
  if (!json.empty()) json += ',';
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
  out.key("resource").raw(resource);
  out.end_object();
}

}  // namespace sj::wire::otlp
