// OTLP/HTTP binary protobuf.
#include <google/protobuf/stubs/logging.h>
#include <otlp/logs.pb.h>
#include <simdjson.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/json_writer.hpp"
#include "wire/json_body.hpp"
#include "wire/otlp/record.hpp"
#include "wire/otlp/unpack.hpp"

namespace sj::wire::otlp {
namespace {

constexpr int levels_max = 64;  // deeper values only serve to exhaust a stack; protobuf itself stops at 100

std::string json_of(const AnyValue& any, int level);

std::string object_of(const google::protobuf::RepeatedPtrField<KeyValue>& entries, int level) {
  std::string out = "{";
  for (const KeyValue& entry : entries) {
    if (out.size() > 1) out += ',';
    append_json_string(out, entry.key());
    out += ':';
    out += json_of(entry.value(), level);
  }
  return out + "}";
}

std::string number_of(double number) {
  if (!std::isfinite(number)) return std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

std::string base64_of(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the zero at its end
  return "\"" + text + "\"";
}

std::string array_of(const ArrayValue& array, int level) {
  std::string out = "[";
  for (const AnyValue& value : array.values()) out += (out.size() > 1 ? "," : "") + json_of(value, level);
  return out + "]";
}

std::string json_of(const AnyValue& any, int level) {
  if (level > levels_max) return "null";
  std::string out;
  switch (any.value_case()) {
    case AnyValue::kStringValue: append_json_string(out, any.string_value()); return out;
    case AnyValue::kBoolValue: return any.bool_value() ? "true" : "false";
    case AnyValue::kIntValue: return std::to_string(any.int_value());
    case AnyValue::kDoubleValue: return number_of(any.double_value());
    case AnyValue::kArrayValue: return array_of(any.array_value(), level + 1);
    case AnyValue::kKvlistValue: return object_of(any.kvlist_value().values(), level + 1);
    case AnyValue::kBytesValue: return base64_of(any.bytes_value());
    case AnyValue::VALUE_NOT_SET: break;
  }
  return "null";
}

std::string hexadecimal(const std::string& bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

Record read_record(const LogRecord& from) {
  Record record;
  record.time_unix_nano = std::to_string(from.time_unix_nano());
  record.observed_time_unix_nano = std::to_string(from.observed_time_unix_nano());
  record.severity_text = from.severity_text();
  record.event_name = from.event_name();
  record.trace_id = hexadecimal(from.trace_id());
  if (from.has_body()) record.body = json_of(from.body(), 0);
  if (from.attributes_size() > 0) record.attributes = object_of(from.attributes(), 0);
  return record;
}

}  // namespace

Unpacked unpack_protobuf(std::string_view body) {
  // What a sender gets wrong is told to the sender; protobuf would write it to our standard error.
  [[maybe_unused]] static const auto before = google::protobuf::SetLogHandler(nullptr);
  ExportLogsServiceRequest request;
  // Proto3 texts are checked to be UTF-8 while they are read.
  if (!request.ParseFromArray(body.data(), static_cast<int>(body.size())))
    return std::unexpected(
        BodyError{BodyError::Kind::invalid_json, "not an ExportLogsServiceRequest", std::nullopt, {}});
  std::string json;
  for (const ResourceLogs& resource_logs : request.resource_logs()) {
    const std::string resource = object_of(resource_logs.resource().attributes(), 0);
    for (const ScopeLogs& scope_logs : resource_logs.scope_logs())
      for (const LogRecord& record : scope_logs.log_records()) append_message(json, read_record(record), resource);
  }
  return Messages{.json = "[" + json + "]", .sent_at = {}, .key = {}};
}

}  // namespace sj::wire::otlp
