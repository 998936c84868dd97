#pragma once
// Messages of other protocols as no client would send them: members of all places that mappings name, with values that
// fit, nearly fit or are of another kind. For tests; the same seed gives the same messages.
#include <array>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "event/limits.hpp"
#include "wire/messages.hpp"

namespace sj::wire::testing {

class RandomMessages {
 public:
  RandomMessages(Protocol protocol, unsigned seed) : protocol_(protocol), random_(seed) {}

  /// A JSON object.
  std::string next() {
    json_ = "{";
    if (is_in(80)) add_what_most_have();
    for (int i = below(6); i > 0; --i) add(one_of(keys), 3);
    for (int i = below(3); i > 0; --i) {
      add_name(one_of(containers));
      if (is_in(90))
        add_object(is_in(3) ? 130 : below(12), 3);
      else
        add_value(2);
    }
    return json_ + "}";
  }

 private:
  static constexpr std::array<std::string_view, 70> keys{"event_id",
                                                         "session_id",
                                                         "sessionId",
                                                         "session.id",
                                                         "$session_id",
                                                         "anonymousId",
                                                         "messageId",
                                                         "uuid",
                                                         "id",
                                                         "$insert_id",
                                                         "distinct_id",
                                                         "subject",
                                                         "source",
                                                         "channel",
                                                         "$lib",
                                                         "seq",
                                                         "result",
                                                         "impact",
                                                         "reason",
                                                         "error_code",
                                                         "errorCode",
                                                         "message",
                                                         "msg",
                                                         "stage",
                                                         "duration_ms",
                                                         "durationMs",
                                                         "duration",
                                                         "request_time",
                                                         "attempt",
                                                         "submission_id",
                                                         "user_id",
                                                         "userId",
                                                         "user.id",
                                                         "email",
                                                         "user.email",
                                                         "trace_id",
                                                         "traceId",
                                                         "traceparent",
                                                         "path",
                                                         "url.path",
                                                         "$pathname",
                                                         "name",
                                                         "event",
                                                         "event_name",
                                                         "type",
                                                         "event.name",
                                                         "time",
                                                         "timestamp",
                                                         "@timestamp",
                                                         "ts",
                                                         "time_local",
                                                         "time_unix_nano",
                                                         "msec",
                                                         "severity_text",
                                                         "method",
                                                         "request",
                                                         "service.name",
                                                         "$set",
                                                         "session",
                                                         "page",
                                                         "plan",
                                                         "tries",
                                                         "x",
                                                         "",
                                                         "a b",
                                                         "한글",
                                                         "\n\"\\",
                                                         "\x7f",
                                                         "secret",
                                                         "log.record.uid"};
  static constexpr std::array<std::string_view, 12> containers{"properties", "traits",     "attributes", "body",
                                                               "data",       "extensions", "context",    "resource",
                                                               "user",       "session",    "log",        "page"};
  static constexpr std::array<std::string_view, 62> texts{
      "",
      "x",
      "s-1",
      "e-1",
      "no spaces please ok",
      "..",
      "Id Captured",
      "ip_risk_check",
      "com.example.ip_risk_check",
      "vipListChecked",
      "APPROVED",
      "$pageview",
      "Photo taken",
      "___",
      "PASS",
      "failed",
      "Warning",
      "maybe",
      "BLOCKED",
      "retake",
      "step1",
      "PRE_STEP2",
      "FE",
      "BE",
      "be",
      "frontend",
      "analytics.js",
      "@segment/analytics-node",
      "posthog-js",
      "2026-06-21T09:00:00.123Z",
      "2026-06-21 09:00:00.123",
      "2026-06-21T18:00:00+0900",
      "1999-06-21T09:00:00Z",
      "2026-06-21T09:00:00."
      "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901Z",
      "21/Jun/2026:18:00:00 +0900",
      "1782032400123456789",
      "1782032400",
      "1782032400.5",
      "yesterday",
      "0",
      "1",
      "-1",
      "1000.4",
      "1001",
      "12.6",
      "1e3",
      "86400000",
      "86400001",
      "9007199254740991",
      "9007199254740993",
      "1e308",
      "nan",
      "a@b.c",
      "a@@b",
      "@",
      "0af7651916cd43dd8448eb211c80319c",
      "0AF7651916CD43DD8448EB211C80319C",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "reception",
      "\x01\x7f\n",
      "얼굴 인식 😀",
      "/id"};
  static constexpr std::array<std::string_view, 16> values{"null",
                                                           "true",
                                                           "false",
                                                           "0",
                                                           "-0.0",
                                                           "1.0",
                                                           "1e5",
                                                           "12.5",
                                                           "7",
                                                           "1e300",
                                                           "-3",
                                                           "1782032400123",
                                                           "18446744073709551615",
                                                           "-9223372036854775808",
                                                           "5e-324",
                                                           "1782032400"};
  static constexpr std::array<std::size_t, 12> sizes{1, 63, 64, 65, 126, 127, 128, 129, 254, 2048, 2049, 17'000};

  int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }
  bool is_in(int percent) { return below(100) < percent; }
  std::string_view one_of(std::span<const std::string_view> all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }

  void add_what_most_have() {
    const std::string number = std::to_string(below(100'000));
    switch (protocol_) {
      case Protocol::segment: add_text("messageId", is_in(70) ? "m" + number : ""); break;
      case Protocol::posthog: add_text("uuid", is_in(70) ? "m" + number : ""); break;
      default: add_text("id", is_in(70) ? "m" + number : "");
    }
    add_text("anonymousId", "s" + number);
    add_text("distinct_id", "d" + number);
    add_text(protocol_ == Protocol::otlp ? "time_unix_nano" : "timestamp", "1782032400123456789");
    add_text("time", "2026-06-21T09:00:00Z");
    if (is_in(50)) add_text(protocol_ == Protocol::cloudevents ? "type" : "event", one_of(texts));
  }

  void add_name(std::string_view name) {
    if (json_.back() != '{') json_ += ',';
    append_json_string(json_, name);
    json_ += ':';
  }

  void add_text(std::string_view name, std::string_view value) {
    add_name(name);
    append_json_string(json_, value);
  }

  void add(std::string_view name, int levels) {
    add_name(is_in(85) ? name : "k" + std::to_string(below(200)));
    add_value(levels);
  }

  void add_value(int levels) {
    const int kind = below(100);
    if (kind < 55)
      append_json_string(json_, one_of(texts));
    else if (kind < 75)
      json_ += one_of(values);
    else if (kind < 80)
      append_json_string(json_,
                         std::string(sizes[static_cast<std::size_t>(below(sizes.size()))], is_in(80) ? 'a' : '@'));
    else if (kind < 81)
      add_deep(below(2) == 0 ? 70 : limits::json_levels_max - 4 + below(8));
    else if (levels == 0)
      json_ += "[]";
    else if (kind < 90)
      add_array(levels - 1);
    else
      add_object(below(5), levels - 1);
  }

  void add_array(int levels) {
    json_ += '[';
    for (int i = below(4); i > 0; --i) {
      add_value(levels);
      json_ += i > 1 ? "," : "";
    }
    json_ += ']';
  }

  void add_object(int members, int levels) {
    json_ += '{';
    for (int i = 0; i < members; ++i) add(members > 100 ? "m" + std::to_string(i) : std::string(one_of(keys)), levels);
    json_ += '}';
  }

  void add_deep(int levels) {
    const bool are_objects = is_in(50);
    for (int i = 0; i < levels; ++i) json_ += are_objects ? "{\"a\":" : "[";
    json_ += is_in(50) ? "1" : are_objects ? "{}" : "[]";
    json_.append(static_cast<std::size_t>(levels), are_objects ? '}' : ']');
  }

  const Protocol protocol_;
  std::mt19937 random_;
  std::string json_;
};

}  // namespace sj::wire::testing
