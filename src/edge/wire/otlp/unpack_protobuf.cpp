// OTLP/HTTP binary protobuf, by the field numbers of logs.proto.
#include <simdjson.h>
#include <sodium.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "wire/otlp/field_reader.hpp"
#include "wire/otlp/json_text.hpp"
#include "wire/otlp/record.hpp"
#include "wire/otlp/unpack.hpp"

namespace sj::wire::otlp {
namespace {

using Type = FieldReader::Type;
using Field = FieldReader::Field;

// Proto3 texts must be UTF-8.
std::string_view text_of(std::string_view bytes) {
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) throw NotProtobuf{};
  return bytes;
}

void append_number(JsonText& json, double number) {
  if (!std::isfinite(number)) return json.text(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  json.raw({text.data(), end});
}

std::string base64_of(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the zero at its end
  return text;
}

void append_any(JsonText& json, std::string_view any, int level);

// KeyValue, as a member of the object that is being written.
void append_member(JsonText& json, std::string_view key_value, int level) {
  std::string_view key, value;
  FieldReader reader(key_value);
  while (const auto field = reader.next()) {
    if (field->is(1, Type::bytes)) key = text_of(field->bytes);
    if (field->is(2, Type::bytes)) value = field->bytes;
  }
  json.key(key);
  append_any(json, value, level);
  json.comma();
}

// ArrayValue or KeyValueList: both have the field 1, repeated.
void append_container(JsonText& json, std::string_view container, bool is_object, int level) {
  json.open(is_object ? '{' : '[');
  FieldReader reader(container);
  while (const auto field = json.is_full() ? std::nullopt : reader.next()) {
    if (!field->is(1, Type::bytes)) continue;
    if (is_object) {
      append_member(json, field->bytes, level);
    } else {
      append_any(json, field->bytes, level);
      json.comma();
    }
  }
  json.close(is_object ? '}' : ']');
}

// Of an AnyValue's fields the last one counts.
Field value_in(std::string_view any) {
  Field value;
  FieldReader reader(any);
  while (const auto field = reader.next()) {
    const bool known = field->is(1, Type::bytes) || field->is(2, Type::varint) || field->is(3, Type::varint) ||
                       field->is(4, Type::fixed64) || field->is(5, Type::bytes) || field->is(6, Type::bytes) ||
                       field->is(7, Type::bytes);
    if (known) value = *field;
  }
  return value;
}

void append_any(JsonText& json, std::string_view any, int level) {
  const Field value = level > limits::foreign_message_levels_max ? Field{} : value_in(any);
  switch (value.number) {
    case 1: return json.text(text_of(value.bytes));
    case 2: return json.raw(value.value != 0 ? "true" : "false");
    case 3: return json.raw(std::to_string(static_cast<std::int64_t>(value.value)));
    case 4: return append_number(json, std::bit_cast<double>(value.value));
    case 5: return append_container(json, value.bytes, false, level + 1);
    case 6: return append_container(json, value.bytes, true, level + 1);
    case 7: return json.text(base64_of(value.bytes));
    default: return json.raw("null");
  }
}

// The repeated KeyValue of this number, as an object; nullopt where there is none.
std::optional<std::string> attributes_in(std::string_view message, std::uint32_t number) {
  std::optional<JsonText> json;
  FieldReader reader(message);
  while (const auto field = reader.next()) {
    if (!field->is(number, Type::bytes) || (json && json->is_full())) continue;
    if (!json) json.emplace().open('{');
    append_member(*json, field->bytes, 0);
  }
  if (!json) return std::nullopt;
  json->close('}');
  return std::move(*json).finish();
}

std::string hexadecimal(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

Record read_record(std::string_view log_record) {
  Record record;
  FieldReader reader(log_record);
  while (const auto field = reader.next()) {
    if (field->is(1, Type::fixed64)) record.time_unix_nano = std::to_string(field->value);
    if (field->is(3, Type::bytes)) record.severity_text = text_of(field->bytes);
    if (field->is(9, Type::bytes)) record.trace_id = hexadecimal(field->bytes);
    if (field->is(11, Type::fixed64)) record.observed_time_unix_nano = std::to_string(field->value);
    if (field->is(12, Type::bytes)) record.event_name = text_of(field->bytes);
    if (field->is(5, Type::bytes)) {
      JsonText body;
      append_any(body, field->bytes, 0);
      record.body = std::move(body).finish();
    }
  }
  record.attributes = attributes_in(log_record, 6).value_or("");
  return record;
}

std::optional<BodyError> take_records(std::string_view scope_logs, std::string_view resource, MessageSink& sink) {
  FieldReader reader(scope_logs);
  while (const auto field = reader.next()) {
    if (!field->is(2, Type::bytes)) continue;
    const bool too_long = field->bytes.size() > limits::foreign_message_bytes_max;
    if (auto error = too_long ? sink.take(field->bytes) : sink.take(message_of(read_record(field->bytes), resource)))
      return error;
  }
  return std::nullopt;
}

// The resource may stand behind the records.
std::string_view resource_in(std::string_view resource_logs) {
  std::string_view resource;
  FieldReader reader(resource_logs);
  while (const auto field = reader.next())
    if (field->is(1, Type::bytes)) resource = field->bytes;
  return resource;
}

std::optional<BodyError> take_resource_logs(std::string_view resource_logs, MessageSink& sink) {
  const std::string_view packed = resource_in(resource_logs);
  if (packed.size() > limits::foreign_message_bytes_max) return resource_too_large();
  const std::string resource = attributes_in(packed, 1).value_or("{}");
  if (auto error = share_resource(resource, sink)) return error;
  FieldReader reader(resource_logs);
  while (const auto field = reader.next())
    if (field->is(2, Type::bytes))
      if (auto error = take_records(field->bytes, resource, sink)) return error;
  return std::nullopt;
}

}  // namespace

std::optional<BodyError> unpack_protobuf(std::string_view body, MessageSink& sink) try {
  sink.begin({});
  FieldReader reader(body);
  while (const auto field = reader.next())
    if (field->is(1, Type::bytes))
      if (auto error = take_resource_logs(field->bytes, sink)) return error;
  return std::nullopt;
} catch (const NotProtobuf&) {
  return BodyError{BodyError::Kind::invalid_json, "not an ExportLogsServiceRequest", std::nullopt, {}};
}

}  // namespace sj::wire::otlp
