// OTLP/HTTP JSON: enums as integers, ids in hexadecimal, 64-bit integers as text or as numbers, unknown members
// skipped.
#include "base/json_writer.hpp"
#include "wire/json_body.hpp"
#include "wire/otlp/record.hpp"
#include "wire/otlp/unpack.hpp"

namespace sj::wire::otlp {
namespace {

namespace dom = simdjson::dom;

std::string json_of(dom::element value);

// [{"key":…,"value":…}] → {…}
std::string object_of(dom::element key_values) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  dom::array array;
  if (!key_values.get(array))
    for (const dom::element entry : array) {
      dom::element value;
      const std::string key = text_member(entry, "key");
      if (key.empty() || entry.at_key("value").get(value)) continue;
      if (out.size() > 1) out += ',';
      append_json_string(out, key);
      out += ':';
      out += json_of(value);
    }
  out += '}';
  return out;
}

std::string array_of(dom::element any) {
  std::string out = "[";
  dom::array values;
  if (!any.at_key("values").get(values))
    for (const dom::element value : values) out += (out.size() > 1 ? "," : "") + json_of(value);
  return out + "]";
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() < 20 && text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text.size() == 1 || text.front() != '0');
}

// An AnyValue as the value that it stands for.
std::string json_of(dom::element value) {
  dom::object any;
  if (value.get(any)) return "null";
  for (const auto& [kind, held] : any) {
    std::string_view text;
    dom::element below;
    if (kind == "intValue" && !held.get(text) && is_integer(text)) return std::string(text);
    if (kind == "arrayValue" && held.is_object()) return array_of(held);
    if (kind == "kvlistValue" && held.is_object())
      return held.at_key("values").get(below) ? std::string("{}") : object_of(below);
    return simdjson::minify(held);
  }
  return "null";
}

// Text, or a number where a client writes one.
std::string digits_member(dom::element record, std::string_view name) {
  dom::element value;
  if (record.at_key(name).get(value)) return {};
  std::string_view text;
  return value.get(text) ? simdjson::minify(value) : std::string(text);
}

Record read_record(dom::element element) {
  Record record;
  record.time_unix_nano = digits_member(element, "timeUnixNano");
  record.observed_time_unix_nano = digits_member(element, "observedTimeUnixNano");
  record.severity_text = text_member(element, "severityText");
  record.event_name = text_member(element, "eventName");
  record.trace_id = text_member(element, "traceId");
  dom::element value;
  if (!element.at_key("body").get(value) && value.is_object()) record.body = json_of(value);
  if (!element.at_key("attributes").get(value)) record.attributes = object_of(value);
  return record;
}

// The elements of an array member; none where there is no array.
std::vector<dom::element> elements_of(dom::element object, std::string_view name) {
  dom::array array;
  if (object.at_key(name).get(array)) return {};
  return {array.begin(), array.end()};
}

}  // namespace

Unpacked unpack_json(std::string_view body) {
  const auto root = parse_body(body);
  if (!root) return std::unexpected(root.error());
  dom::element value;
  if (!root->is_object()) return wrong_body("", "the body must be an ExportLogsServiceRequest");
  if (root->at_key("resourceLogs").get(value)) return Messages{};
  if (!value.is_array()) return wrong_body("resourceLogs", "resourceLogs must be an array");
  std::string json;
  for (const dom::element resource_logs : elements_of(*root, "resourceLogs")) {
    const bool has_resource = !resource_logs.at_key("resource").at_key("attributes").get(value);
    const std::string resource = has_resource ? object_of(value) : "{}";
    for (const dom::element scope_logs : elements_of(resource_logs, "scopeLogs"))
      for (const dom::element record : elements_of(scope_logs, "logRecords"))
        append_message(json, read_record(record), resource);
  }
  return Messages{.json = "[" + json + "]", .sent_at = {}, .key = {}};
}

}  // namespace sj::wire::otlp
