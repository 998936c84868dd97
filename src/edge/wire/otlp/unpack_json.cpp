// OTLP/HTTP JSON: enums as integers, ids in hexadecimal, 64-bit integers as text or as numbers, unknown members
// skipped.
#include "wire/json_body.hpp"
#include "wire/native/json_value.hpp"
#include "wire/otlp/json_text.hpp"
#include "wire/otlp/record.hpp"
#include "wire/otlp/unpack.hpp"

namespace sj::wire::otlp {
namespace {

namespace dom = simdjson::dom;
namespace ondemand = simdjson::ondemand;
using native::must;

void append_any(JsonText& json, dom::element value, int level);

// [{"key":…,"value":…}] → {…}
void append_object(JsonText& json, dom::element key_values, int level) {
  json.open('{');
  dom::array array;
  if (!key_values.get(array))
    for (const dom::element entry : array) {
      dom::element value;
      const std::string key = text_member(entry, "key");
      if (json.is_full()) break;
      if (key.empty() || entry.at_key("value").get(value)) continue;
      json.key(key);
      append_any(json, value, level);
      json.comma();
    }
  json.close('}');
}

void append_array(JsonText& json, dom::element any, int level) {
  json.open('[');
  dom::array values;
  if (!any.at_key("values").get(values))
    for (const dom::element value : values) {
      if (json.is_full()) break;
      append_any(json, value, level);
      json.comma();
    }
  json.close(']');
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() < 20 && text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text.size() == 1 || text.front() != '0');
}

// An AnyValue as the value that it stands for: the first member says of which kind it is.
void append_any(JsonText& json, dom::element value, int level) {
  dom::object any;
  if (level > limits::foreign_message_levels_max || value.get(any) || any.begin() == any.end()) return json.raw("null");
  const auto [kind, held] = *any.begin();
  std::string_view text;
  dom::element below;
  if (kind == "intValue" && !held.get(text) && is_integer(text)) return json.raw(text);
  if (kind == "arrayValue" && held.is_object()) return append_array(json, held, level + 1);
  if (kind == "kvlistValue" && held.is_object())
    return held.at_key("values").get(below) ? json.raw("{}") : append_object(json, below, level + 1);
  json.raw(simdjson::minify(held));
}

std::string object_of(dom::element key_values) {
  JsonText json;
  append_object(json, key_values, 0);
  return std::move(json).finish();
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
  if (!element.at_key("body").get(value) && value.is_object()) {
    JsonText body;
    append_any(body, value, 0);
    record.body = std::move(body).finish();
  }
  if (!element.at_key("attributes").get(value)) record.attributes = object_of(value);
  return record;
}

std::optional<BodyError> take_record(std::string_view json, std::string_view resource, MessageSink& sink) {
  if (json.size() > limits::foreign_message_bytes_max) return sink.take(json);
  const auto element = parse_message(json);
  return element ? sink.take(message_of(read_record(*element), resource)) : element.error();
}

// Calls `take` with each element of an array member of this name that is an object; all else is only checked.
template <class Take>
std::optional<BodyError> for_each_in(ondemand::object object, std::string_view name, Take take) {
  for (auto field : object) {
    const bool is_wanted = native::read_key(field) == name;
    ondemand::value member = must(field.value());
    if (!is_wanted || must(member.type()) != ondemand::json_type::array) {
      (void)native::check_value(member);
      continue;
    }
    for (auto element : must(member.get_array())) {
      ondemand::value value = must(std::move(element));
      if (must(value.type()) != ondemand::json_type::object)
        (void)native::check_value(value);
      else if (auto error = take(must(value.get_object())))
        return error;
    }
  }
  return std::nullopt;
}

// The attributes of `resource`, which may stand behind the records.
std::expected<std::string, BodyError> resource_in(ondemand::object& resource_logs) {
  std::string_view json = "{}";
  for (auto field : resource_logs) {
    const bool is_resource = native::read_key(field) == "resource";
    ondemand::value value = must(field.value());
    if (is_resource) json = json_of(value);
  }
  if (json.size() > limits::foreign_message_bytes_max) return std::unexpected(resource_too_large());
  const auto resource = parse_message(json);
  if (!resource) return std::unexpected(resource.error());
  dom::element attributes;
  return resource->at_key("attributes").get(attributes) ? std::string("{}") : object_of(attributes);
}

std::optional<BodyError> take_resource_logs(ondemand::object object, MessageSink& sink) {
  const auto resource = resource_in(object);
  if (!resource) return resource.error();
  if (auto error = share_resource(*resource, sink)) return error;
  (void)must(object.reset());
  return for_each_in(object, "scopeLogs", [&](ondemand::object scope_logs) {
    return for_each_in(scope_logs, "logRecords",
                       [&](ondemand::object record) { return take_record(must(record.raw_json()), *resource, sink); });
  });
}

bool has_wrong_resource_logs(ondemand::object& request) {
  bool wrong = false;
  for (auto field : request) {
    const bool is_wanted = native::read_key(field) == "resourceLogs";
    ondemand::value value = must(field.value());
    wrong = wrong || (is_wanted && must(value.type()) != ondemand::json_type::array);
  }
  (void)must(request.reset());
  return wrong;
}

}  // namespace

std::optional<BodyError> unpack_json(std::string& body, MessageSink& sink) {
  return walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    if (must(document.type()) != ondemand::json_type::object)
      return wrong_body("", "the body must be an ExportLogsServiceRequest");
    ondemand::object request = must(document.get_object());
    if (has_wrong_resource_logs(request)) return wrong_body("resourceLogs", "resourceLogs must be an array");
    sink.begin({});
    return for_each_in(request, "resourceLogs",
                       [&](ondemand::object resource_logs) { return take_resource_logs(resource_logs, sink); });
  });
}

}  // namespace sj::wire::otlp
