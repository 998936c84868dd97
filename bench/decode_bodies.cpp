#include "decode_bodies.hpp"

#include <fmt/format.h>

#include <array>

namespace sj::bench {
namespace {

constexpr std::string_view attribute_members = attributes.substr(1, attributes.size() - 2);

// The same, as OTLP has them.
constexpr std::string_view attributes_as_any_values =
    R"({"key":"country","value":{"stringValue":"KR"}},{"key":"score","value":{"doubleValue":0.125}},)"
    R"({"key":"device","value":{"kvlistValue":{"values":[{"key":"os","value":{"stringValue":"Android"}},)"
    R"({"key":"model","value":{"stringValue":"SM-S921N"}},{"key":"width","value":{"intValue":"1080"}}]}}},)"
    R"({"key":"steps","value":{"arrayValue":{"values":[{"intValue":"1"},{"intValue":"2"},{"intValue":"3"}]}}})";

template <class Write>
std::string joined(const std::vector<SentEvent>& events, Write write) {
  std::string out;
  for (const SentEvent& event : events) out += (out.empty() ? "" : ",") + write(event);
  return out;
}

// Protobuf's wire format: a field that holds bytes, or a number.
std::string varint(std::uint64_t value) {
  std::string out;
  for (; value > 0x7f; value >>= 7) out += static_cast<char>(0x80 | (value & 0x7f));
  return out + static_cast<char>(value);
}
std::string field(int number, const std::string& bytes) {
  return static_cast<char>(number << 3 | 2) + varint(bytes.size()) + bytes;
}
std::string fixed64(int number, std::uint64_t value) {
  std::string out{static_cast<char>(number << 3 | 1)};
  for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string text_value(const std::string& text) {
  return field(1, text);
}
std::string integer_value(std::uint64_t value) {
  return static_cast<char>(3 << 3) + varint(value);
}
std::string key_value(const std::string& key, const std::string& any) {
  return field(1, key) + field(2, any);
}

std::string attributes_as_protobuf() {
  const std::string device = field(1, key_value("os", text_value("Android"))) +
                             field(1, key_value("model", text_value("SM-S921N"))) +
                             field(1, key_value("width", integer_value(1080)));
  const std::string steps = field(1, integer_value(1)) + field(1, integer_value(2)) + field(1, integer_value(3));
  return field(6, key_value("country", text_value("KR"))) +
         field(6, key_value("score", fixed64(4, 0x3fc0000000000000))) +
         field(6, key_value("device", field(6, device))) + field(6, key_value("steps", field(5, steps)));
}

std::string record_as_protobuf(const SentEvent& event) {
  const auto text = [](const char* key, const std::string& value) {
    return field(6, key_value(key, text_value(value)));
  };
  return fixed64(1, static_cast<std::uint64_t>(event.time_ms) * 1'000'000) + field(12, event.name) +
         text("event.id", event.event_id) + text("session.id", event.session_id) + text("user.id", event.user_id) +
         text("result", "PASS") + field(6, key_value("duration_ms", integer_value(event.duration_ms))) +
         attributes_as_protobuf();
}

}  // namespace

std::vector<SentEvent> made_events(std::size_t count) {
  constexpr std::array names{"IP_RISK_CHECK", "ID_QUALITY_CHECK", "FACE_MATCH_CHECK", "LIVENESS_CHECK"};
  std::vector<SentEvent> events;
  for (std::size_t i = 0; i < count; ++i)
    events.push_back({.event_id = fmt::format("5f0c2d1e-7b3a-4c55-9e21-{:012}", i),
                      .session_id = fmt::format("a81bc81b-dead-4e5d-abff-{:012}", i / 20),
                      .name = names[i % names.size()],
                      .user_id = fmt::format("user-{:08}", i / 20),
                      .time_ms = 1'782'032'400'000 + static_cast<long long>(i) * 250,
                      .duration_ms = static_cast<int>(i % 900)});
  return events;
}

std::string native_body(const std::vector<SentEvent>& events) {
  return fmt::format(
      R"({{"events":[{}]}})", joined(events, [](const SentEvent& event) {
        return fmt::format(
            R"({{"event_id":"{}","session_id":"{}","name":"{}","time":{},"result":"PASS","duration_ms":{},)"
            R"("user_id":"{}","attributes":{{{}}}}})",
            event.event_id, event.session_id, event.name, event.time_ms, event.duration_ms, event.user_id,
            attribute_members);
      }));
}

std::string segment_body(const std::vector<SentEvent>& events) {
  return fmt::format(
      R"({{"batch":[{}]}})", joined(events, [](const SentEvent& event) {
        return fmt::format(
            R"({{"type":"track","messageId":"{}","event":"{}","timestamp":{},"userId":"{}","properties":)"
            R"({{"session_id":"{}","result":"PASS","duration_ms":{},{}}}}})",
            event.event_id, event.name, event.time_ms, event.user_id, event.session_id, event.duration_ms,
            attribute_members);
      }));
}

std::string otlp_json_body(const std::vector<SentEvent>& events) {
  return fmt::format(R"({{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{}]}}]}}]}})",
                     joined(events, [](const SentEvent& event) {
                       return fmt::format(R"({{"timeUnixNano":"{}000000","eventName":"{}","attributes":[)"
                                          R"({{"key":"event.id","value":{{"stringValue":"{}"}}}},)"
                                          R"({{"key":"session.id","value":{{"stringValue":"{}"}}}},)"
                                          R"({{"key":"user.id","value":{{"stringValue":"{}"}}}},)"
                                          R"({{"key":"result","value":{{"stringValue":"PASS"}}}},)"
                                          R"({{"key":"duration_ms","value":{{"intValue":"{}"}}}},{}]}})",
                                          event.time_ms, event.name, event.event_id, event.session_id, event.user_id,
                                          event.duration_ms, attributes_as_any_values);
                     }));
}

std::string otlp_protobuf_body(const std::vector<SentEvent>& events) {
  std::string records;
  for (const SentEvent& event : events) records += field(2, record_as_protobuf(event));
  return field(1, field(2, records));
}

}  // namespace sj::bench
