// What messages of other protocols become, through the built-in mapping and through a project's own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "wire/cloudevents/unpack.hpp"
#include "wire/mapping/foreign_time.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/posthog/unpack.hpp"
#include "wire/segment/unpack.hpp"
#include "wire/testing/decoded.hpp"

namespace sj::wire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Catalog& catalog() {
  static const auto loaded = Catalog::load();
  return **loaded;
}

// The drafts of what `unpack` hands to the sink that it is called with, by the built-in mapping.
template <class Unpack>
std::optional<BodyError> translate_all(wire::testing::Decoded& into, bool may_write_be, Unpack unpack,
                                       Protocol protocol = Protocol::segment) {
  static const auto mapping = Mapping::load();
  Translator translator;
  wire::testing::Recorder recorder(into);
  const TranslateOptions options{.catalog = catalog(), .may_write_be = may_write_be, .received_at = 1'782'000'000'000};
  Translation translation(translator, (*mapping)->of(protocol), options, recorder);
  return into.error = unpack(translation);
}

// What an unpack function found: its messages as an array, with what they share as a first member of each.
struct Unpacked {
  std::string messages = "[]", sent_at;
  std::optional<BodyError> error;
};

class Collecting final : public MessageSink {
 public:
  void begin(std::string_view sent_at) override { found_.sent_at = sent_at; }
  std::optional<BodyError> share(std::string_view name, std::string_view json) override {
    shared_ = "{\"" + std::string(name) + "\":" + std::string(json) + ",";
    return std::nullopt;
  }
  std::optional<BodyError> take(std::string_view json) override {
    found_.messages.pop_back();
    if (found_.messages.size() > 1) found_.messages += ',';
    found_.messages += shared_.empty() ? std::string(json) : shared_ + std::string(json.substr(1));
    found_.messages += ']';
    return std::nullopt;
  }
  [[nodiscard]] Unpacked finish(std::optional<BodyError> error) && {
    found_.error = std::move(error);
    return std::move(found_);
  }

 private:
  Unpacked found_;
  std::string shared_;
};

// `unpack` is called with a sink as its last argument.
template <class Unpack>
Unpacked unpacked(Unpack unpack) {
  Collecting sink;
  auto error = unpack(sink);
  return std::move(sink).finish(std::move(error));
}

Unpacked segment_messages(std::string body, std::string_view type) {
  return unpacked([&](MessageSink& sink) { return segment::unpack(body, type, sink); });
}
Unpacked posthog_messages(std::string body) {
  return unpacked([&](MessageSink& sink) { return posthog::unpack(body, sink); });
}
Unpacked otlp_json_messages(std::string body) {
  return unpacked([&](MessageSink& sink) { return otlp::unpack_json(body, sink); });
}
Unpacked otlp_protobuf_messages(std::string_view body) {
  return unpacked([&](MessageSink& sink) { return otlp::unpack_protobuf(body, sink); });
}
Unpacked cloudevents_messages(std::string body, std::string_view type, const cloudevents::Headers& headers) {
  return unpacked([&](MessageSink& sink) { return cloudevents::unpack(body, type, headers, sink); });
}

// The native events of an array of messages, or what is wrong.
std::string translate(Protocol protocol, const std::string& messages, std::string_view overrides = {},
                      bool may_write_be = true) {
  const auto mapping = Mapping::load(overrides);
  if (!mapping) return mapping.error().message;
  std::string events;
  Translator translator;
  simdjson::dom::parser parser;
  for (const auto element : parser.parse(messages).get_array()) {
    const auto event =
        translator.translate(simdjson::minify(element), (*mapping)->of(protocol),
                             {.catalog = catalog(), .may_write_be = may_write_be, .received_at = 1'782'000'000'000});
    if (!event) return "unreadable: " + event.error().detail;
    events += (events.empty() ? "" : ",") + *event;
  }
  return R"({"events":[)" + events + "]}";
}

std::string translate(Protocol protocol, const Unpacked& unpacked, std::string_view overrides = {},
                      bool may_write_be = true) {
  if (unpacked.error) return "unreadable: " + unpacked.error->detail;
  return translate(protocol, unpacked.messages, overrides, may_write_be);
}

std::string rows(Protocol protocol, std::string_view row, std::string_view overrides = {}) {
  return translate(protocol, "[" + std::string(row) + "]", overrides);
}

TEST(Segment, ATrackedMessage) {
  const auto messages = segment_messages(
      R"({"batch":[{"type":"track","event":"Ip Risk Check","messageId":"m1","timestamp":"2026-06-21T09:00:00.123Z",
          "userId":"u1","anonymousId":"anon","properties":{"session_id":"s1","result":"failed","plan":"pro","tries":2.5}}],
          "sentAt":"2026-06-21T09:00:01Z","writeKey":"k"})",
      "");
  EXPECT_EQ(translate(Protocol::segment, messages),
            R"({"events":[{"event_id":"m1","session_id":"s1","name":"IP_RISK_CHECK","time":1782032400123,)"
            R"("result":"FAIL","user_id":"u1","attributes":{"plan":"pro","tries":2.5}}]})");
}

TEST(Segment, APathSaysTheTypeOfASingleMessage) {
  const std::string page = translate(
      Protocol::segment,
      segment_messages(
          R"({"name":"ID","messageId":"m","timestamp":1782032400,"anonymousId":"a","properties":{"path":"/id"}})",
          "page"));
  EXPECT_THAT(page,
              HasSubstr(R"("session_id":"a","name":"STEP_VIEW","time":1782032400000,"attributes":{"path":"/id"})"));
  EXPECT_THAT(translate(Protocol::segment, segment_messages("{}", "track")), HasSubstr(R"("name":"TRACK")"));
}

TEST(Segment, TheSendersClockCountsOnlyFromAPage) {
  const auto told = [](bool may_write_be) {
    wire::testing::Decoded decoded;
    translate_all(decoded, may_write_be, [](MessageSink& sink) {
      std::string body = R"({"batch":[],"sentAt":"2026-06-21T09:00:01Z"})";
      return segment::unpack(body, "", sink);
    });
    return decoded.sent_at;
  };
  EXPECT_EQ(told(false), 1'782'032'401'000);
  EXPECT_EQ(told(true), std::nullopt);
}

TEST(Segment, WhatIsNoMessageIsHandedOn) {
  EXPECT_EQ(segment_messages(R"({"batch":[1]})", "").messages, "[1]");
  EXPECT_TRUE(segment_messages("[", "").error);
  EXPECT_TRUE(segment_messages(R"({"batch":{}})", "").error);
}

TEST(Mapping, AnUnknownNameHasTheSendersSource) {
  const auto sent = [](std::string_view properties, bool may_write_be) {
    return translate(
        Protocol::segment,
        segment_messages(R"({"event":"vipListChecked","anonymousId":"a","properties":)" + std::string(properties) + "}",
                         "track"),
        {}, may_write_be);
  };
  EXPECT_THAT(sent("{}", true), HasSubstr(R"("name":"VIP_LIST_CHECKED","source":"BE")"));
  EXPECT_THAT(sent("{}", false), HasSubstr(R"("source":"FE")"));
  EXPECT_THAT(sent(R"({"source":"FE"})", true), HasSubstr(R"("source":"FE")"));
  // A browser that says so gets told that it may not.
  EXPECT_THAT(sent(R"({"source":"BE"})", false), HasSubstr(R"("source":"BE")"));
}

TEST(Mapping, AKnownNameHasTheCatalogsSourceUnlessTheSenderSaysAnother) {
  EXPECT_THAT(rows(Protocol::csv, R"({"name":"APPROVED","channel":"web"})"), Not(HasSubstr("source")));
  EXPECT_THAT(rows(Protocol::csv, R"({"name":"APPROVED","source":"FE"})"), HasSubstr(R"("source":"FE")"));
}

TEST(Mapping, AValueThatItsFieldCannotHoldStaysAnAttribute) {
  const std::string event =
      rows(Protocol::csv,
           R"({"email":"n/a","result":"maybe","attempt":"0","reason":"","stage":"step1","duration_ms":"12.6"})");
  EXPECT_THAT(event, HasSubstr(R"("attributes":{"email":"n/a","result":"maybe","attempt":"0","reason":""})"));
  EXPECT_THAT(event, HasSubstr(R"("stage":"STEP1","duration_ms":13)"));
}

TEST(Mapping, AMissingTimeIsThatOfReceptionOnlyForAnEventWithAnId) {
  EXPECT_THAT(translate(Protocol::segment, segment_messages(R"({"messageId":"m"})", "track")),
              HasSubstr(R"("time":1782000000000)"));
  EXPECT_THAT(translate(Protocol::segment, segment_messages("{}", "track")), Not(HasSubstr("time")));
}

TEST(Mapping, AProjectsFileStandsAboveTheBuiltInOne) {
  constexpr std::string_view own = R"(
all:
  values: {name: {"Photo *": "ID_*"}}
csv:
  fields: {session_id: [case.nr, "{a}-{b}"], duration_ms: [took in s]}
  otherwise: {source: FE}
  drop: [secret]
  keep: {from: $.origin}
)";
  const std::string event = rows(
      Protocol::csv,
      R"({"case":{"nr":7},"name":"Photo captured","took":"1.25","secret":"x","origin":"shop","unit":{"a":1}})", own);
  EXPECT_EQ(event, R"({"events":[{"session_id":"7","name":"ID_CAPTURED","duration_ms":1250,)"
                   R"("attributes":{"case":{"nr":7},"origin":"shop","unit":{"a":1},"from":"shop"}}]})");
  EXPECT_THAT(rows(Protocol::csv, R"({"a":"x","b":2})", own), HasSubstr(R"("session_id":"x-2")"));
}

TEST(Mapping, WhatIsWrongInAFileIsToldWithItsLine) {
  const auto fault = [](std::string_view yaml) { return Mapping::load(yaml, "own.yaml").error().message; };
  EXPECT_THAT(fault("segmentt: {}"), HasSubstr("own.yaml:1: `segmentt` is no section"));
  EXPECT_THAT(fault("csv:\n  fields:\n    sesion_id: [a]"),
              HasSubstr("own.yaml:3: csv: fields: `sesion_id` is not a field"));
  EXPECT_THAT(fault("csv:\n  fields:\n    session_id: ['{a']"), HasSubstr("each { needs a place and a }"));
  EXPECT_THAT(fault("csv: {object: [a]}"), HasSubstr("unknown key `object`"));
}

TEST(Otlp, JsonAndProtobufSayTheSame) {
  const auto json = otlp_json_messages(
      R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"kyc"}}]},
         "scopeLogs":[{"logRecords":[{"timeUnixNano":"1782032400123456789","severityText":"INFO","eventName":"ip_risk_check",
         "body":{"stringValue":"hi"},"traceId":"0af7651916cd43dd8448eb211c80319c","attributes":[
         {"key":"session.id","value":{"stringValue":"s1"}},{"key":"n","value":{"intValue":"7"}},
         {"key":"list","value":{"arrayValue":{"values":[{"boolValue":true}]}}}]}]}]}]})");
  // The same record, written by hand by the field numbers of opentelemetry-proto.
  const auto field = [](int number, const std::string& bytes) {
    return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
  };
  const auto pair = [&](const std::string& key, const std::string& any) { return field(1, key) + field(2, any); };
  std::string nano(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) nano[i] = static_cast<char>(1782032400123456789ULL >> (8 * i));
  const std::string record =
      "\x09" + nano + field(3, "INFO") + field(5, field(1, "hi")) + field(6, pair("session.id", field(1, "s1"))) +
      field(6, pair("n", std::string("\x18\x07"))) +
      field(6, pair("list", field(5, field(1, std::string("\x10\x01"))))) +
      field(9, "\x0a\xf7\x65\x19\x16\xcd\x43\xdd\x84\x48\xeb\x21\x1c\x80\x31\x9c") + field(12, "ip_risk_check");
  const std::string resource = field(1, pair("service.name", field(1, "kyc")));
  const std::string scope =
      "\x12" + std::string{static_cast<char>(0x80 | (record.size() & 0x7f)), static_cast<char>(record.size() >> 7)} +
      record;
  const std::string logs =
      "\x12" + std::string{static_cast<char>(0x80 | (scope.size() & 0x7f)), static_cast<char>(scope.size() >> 7)} +
      scope;
  const std::string inner = field(1, resource) + logs;
  const auto protobuf = otlp_protobuf_messages(
      "\x0a" + std::string{static_cast<char>(0x80 | (inner.size() & 0x7f)), static_cast<char>(inner.size() >> 7)} +
      inner);
  EXPECT_EQ(json.messages, protobuf.messages);
  EXPECT_THAT(translate(Protocol::otlp, protobuf),
              HasSubstr(R"("session_id":"s1","name":"IP_RISK_CHECK","time":1782032400123,"message":"hi",)"
                        R"("trace_id":"0af7651916cd43dd8448eb211c80319c","attributes":{"n":7,"list":[true],)"
                        R"("service.name":"kyc","severity":"INFO"})"));
}

TEST(Otlp, RecordsThatDifferByANanosecondAreTwoEvents) {
  const auto at = [](const char* nano) {
    return otlp_json_messages(std::string(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":")") + nano +
                              R"("}]}]}]})")
        .messages;
  };
  EXPECT_EQ(at("1782032400123456789"), at("1782032400123456789"));
  EXPECT_NE(at("1782032400123456789"), at("1782032400123456788"));
}

TEST(Otlp, OddBodies) {
  for (const char* body : {"{}", R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[]}]},7]})"}) {
    EXPECT_FALSE(otlp_json_messages(body).error) << body;
    EXPECT_EQ(otlp_json_messages(body).messages, "[]") << body;
  }
  EXPECT_TRUE(otlp_json_messages("[]").error);
  EXPECT_FALSE(otlp_protobuf_messages("").error);
  EXPECT_TRUE(otlp_protobuf_messages("\x0a\x7f").error);
}

TEST(CloudEvents, ThreeFormsSayTheSame) {
  const std::string envelope =
      R"({"id":"e1","source":"/kyc","type":"com.example.ip_risk_check","time":"2026-06-21T09:00:00Z",)"
      R"("sessionid":"s1","data":{"result":"FAIL","n":1}})";
  const auto structured = cloudevents_messages(envelope, "application/cloudevents+json", {});
  const auto batch = cloudevents_messages("[" + envelope + "]", "application/cloudevents-batch+json", {});
  const auto binary = cloudevents_messages(R"({"result":"FAIL","n":1})", "application/json",
                                           {{"CE-Id", "e1"},
                                            {"ce-source", "/kyc"},
                                            {"ce-specversion", "1.0"},
                                            {"ce-type", "com.example.ip_risk_check"},
                                            {"ce-time", "2026-06-21T09:00:00Z"},
                                            {"ce-sessionid", "s%31"}});
  const std::string event = translate(Protocol::cloudevents, structured);
  EXPECT_THAT(
      event,
      HasSubstr(R"("event_id":"e1","session_id":"s1","name":"IP_RISK_CHECK","time":1782032400000,"result":"FAIL",)"
                R"("attributes":{"n":1,"ce_source":"/kyc"})"));
  EXPECT_EQ(translate(Protocol::cloudevents, batch), event);
  EXPECT_EQ(translate(Protocol::cloudevents, binary), event);
  EXPECT_FALSE(cloudevents::is_cloudevent("application/json", {}));
}

TEST(CloudEvents, DataThatIsNoObjectIsAnAttribute) {
  const cloudevents::Headers headers{{"ce-specversion", "1.0"}, {"ce-subject", "s9"}};
  EXPECT_THAT(translate(Protocol::cloudevents, cloudevents_messages("plain", "text/plain", headers)),
              HasSubstr(R"("session_id":"s9")"));
  EXPECT_THAT(translate(Protocol::cloudevents, cloudevents_messages("plain", "text/plain", headers)),
              HasSubstr(R"("data":"plain")"));
  EXPECT_TRUE(cloudevents_messages("\xff", "image/png", headers).error);
}

TEST(Posthog, ABatch) {
  std::string body =
      R"({"api_key":"k","batch":[{"event":"$pageview","uuid":"u1","distinct_id":"d","timestamp":"2026-06-21T09:00:00Z",
          "properties":{"$pathname":"/face","$lib":"web"}},
          {"event":"$identify","uuid":"u2","distinct_id":"d","properties":{"$set":{"email":"a@b.c"}}}]})";
  const std::string events = translate(Protocol::posthog, posthog_messages(body));
  EXPECT_THAT(events,
              HasSubstr(R"("session_id":"d","name":"STEP_VIEW","time":1782032400000,"attributes":{"path":"/face")"));
  EXPECT_THAT(events, HasSubstr(R"("name":"IDENTIFY","source":"BE")"));
  EXPECT_THAT(events, HasSubstr(R"("email":"a@b.c")"));
}

TEST(Log, AnAccessLogByAProjectsMapping) {
  constexpr std::string_view own = R"(
log:
  values:
    name: {"POST /id/*": ID_QUALITY_CHECK}
    result: {"200": PASS, "4*": FAIL}
  fields: {result: [status]}
)";
  EXPECT_THAT(
      rows(Protocol::log,
           R"({"time_local":"21/Jun/2026:18:00:00 +0900","request_method":"POST","uri":"/id/photo","status":422,)"
           R"("request_time":0.12,"http_x_session_id":"s1"})",
           own),
      HasSubstr(
          R"("session_id":"s1","name":"ID_QUALITY_CHECK","time":1782032400000,"result":"FAIL","duration_ms":120)"));
}

TEST(ForeignTime, Forms) {
  constexpr TimeMs time = 1'782'032'400'123;
  for (const char* text :
       {"2026-06-21T09:00:00.123Z", "2026-06-21 09:00:00.123", "2026-06-21T18:00:00.123+0900",
        "2026-06-21T18:00:00.123+09:00", "1782032400123", "1782032400.123", "1782032400123456", "1782032400123456789"})
    EXPECT_EQ(parse_foreign_time(text), time) << text;
  EXPECT_EQ(parse_foreign_time("21/Jun/2026:18:00:00 +0900"), time - 123);
  EXPECT_EQ(parse_foreign_time("1782032400"), time - 123);
  for (const char* text :
       {"", "yesterday", "12", "2026-06-21", "1782032400.", "99999999999999999999", "21/Foo/2026:18:00:00 +0900"})
    EXPECT_EQ(parse_foreign_time(text), std::nullopt) << text;
}

}  // namespace
}  // namespace sj::wire
