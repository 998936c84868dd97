// What a body can ask for in work and memory has bounds, however small it was packed: the bodies here are those that
// explode where there are none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "event/limits.hpp"
#include "wire/json_tokens.hpp"
#include "wire/mapping/translate.hpp"
#include "wire/otlp/unpack.hpp"
#include "wire/posthog/unpack.hpp"
#include "wire/segment/unpack.hpp"
#include "wire/testing/decoded.hpp"

namespace sj::wire {
namespace {

using ::testing::HasSubstr;
using Kind = BodyError::Kind;
using wire::testing::Decoded;

// What comes of a body that `unpack` is given a sink for.
template <class Unpack>
Decoded translate(Protocol protocol, Unpack unpack, std::stop_token stop = {}) {
  static const auto catalog = Catalog::load();
  static const auto mapping = Mapping::load();
  static Translator translator;
  Decoded out;
  wire::testing::Recorder recorder(out);
  const TranslateOptions options{
      .catalog = **catalog, .may_write_be = true, .received_at = 1'782'000'000'000, .stop = std::move(stop)};
  Translation translation(translator, (*mapping)->of(protocol), options, recorder);
  out.error = unpack(translation);
  return out;
}

Decoded segment(std::string body, std::string_view type = "", std::stop_token stop = {}) {
  return translate(
      Protocol::segment, [&](MessageSink& sink) { return segment::unpack(body, type, sink); }, std::move(stop));
}
Decoded otlp_json(std::string body) {
  return translate(Protocol::otlp, [&](MessageSink& sink) { return otlp::unpack_json(body, sink); });
}
Decoded otlp_protobuf(const std::string& body) {
  return translate(Protocol::otlp, [&](MessageSink& sink) { return otlp::unpack_protobuf(body, sink); });
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// `"k0":1,"k1":1,…`
std::string members(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
  return out;
}

// A field of protobuf's wire format that holds bytes.
std::string field(int number, const std::string& bytes) {
  std::string out{static_cast<char>(number << 3 | 2)};
  std::size_t size = bytes.size();
  for (; size > 0x7f; size >>= 7) out += static_cast<char>(0x80 | (size & 0x7f));
  return out + static_cast<char>(size) + bytes;
}

std::string with_resource(std::size_t bytes, std::size_t records) {
  const std::string attribute = field(1, "k") + field(2, field(1, std::string(bytes, 'a')));
  return field(1, field(1, field(1, attribute)) + field(2, repeated(field(2, ""), records)));
}

std::optional<Kind> kind_of(const Decoded& decoded) {
  return decoded.error ? std::optional(decoded.error->kind) : std::nullopt;
}

TEST(Bounds, RecordsOfOtlpAreCountedBeforeTheyAreMade) {
  const Decoded many = otlp_protobuf(field(1, field(2, repeated(field(2, ""), 1'000'000))));
  EXPECT_EQ(kind_of(many), Kind::too_many_events);
  EXPECT_EQ(many.events.size(), limits::batch_events_max);
  const std::string records = repeated("{},", 100'000) + "{}";
  EXPECT_EQ(kind_of(otlp_json(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[)" + records + "]}]}]}")),
            Kind::too_many_events);
  EXPECT_EQ(kind_of(otlp_protobuf(field(1, field(2, repeated(field(2, ""), limits::batch_events_max))))), std::nullopt);
}

TEST(Bounds, AMillionMessagesInALevelAboveTheRecordsCostNothing) {
  EXPECT_TRUE(otlp_protobuf(repeated(field(1, ""), 1'000'000)).events.empty());
  EXPECT_TRUE(otlp_protobuf(field(1, repeated(field(2, ""), 1'000'000))).events.empty());
}

TEST(Bounds, AResourceIsOfAtMost64KiB) {
  EXPECT_EQ(kind_of(otlp_protobuf(with_resource(limits::resource_bytes_max, 1))), Kind::too_many_bytes);
  EXPECT_EQ(kind_of(otlp_protobuf(with_resource(limits::resource_bytes_max - 100, 1))), std::nullopt);
  const std::string value = R"({"key":"k","value":{"stringValue":")" + std::string(100'000, 'a') + "\"}}";
  EXPECT_EQ(kind_of(otlp_json(R"({"resourceLogs":[{"resource":{"attributes":[)" + value + "]}}]}")),
            Kind::too_many_bytes);
}

TEST(Bounds, AResourceCountsInEachOfItsRecords) {
  EXPECT_EQ(kind_of(otlp_protobuf(with_resource(8'000, 5000))), std::nullopt);
  EXPECT_EQ(kind_of(otlp_protobuf(with_resource(60'000, 5000))), Kind::too_many_bytes);
}

TEST(Bounds, ALargeMessageIsRefusedAlone) {
  const std::string large =
      R"({"event":"X","properties":{"a":")" + std::string(limits::foreign_message_bytes_max, 'a') + "\"}}";
  const Decoded decoded = segment(R"({"batch":[)" + large + R"(,{"event":"X","messageId":"m","anonymousId":"s"}]})");
  ASSERT_FALSE(decoded.error);
  ASSERT_EQ(decoded.events.size(), 2u);
  ASSERT_TRUE(decoded.events[0].problem);
  EXPECT_EQ(decoded.events[0].problem->code, RejectionCode::too_large);
  EXPECT_FALSE(decoded.events[1].problem);
  ASSERT_TRUE(segment(large, "track").events.at(0).problem);
}

TEST(Bounds, OfPropertiesNoMoreAreReadThanShowThatTheyAreTooMany) {
  const Decoded decoded = segment(R"({"messageId":"m","properties":{)" + members(80'000) + "}}", "track");
  ASSERT_EQ(decoded.events.size(), 1u);
  EXPECT_EQ(decoded.events[0].attributes_size.keys, limits::attributes_keys_max + 1);
}

TEST(Bounds, ValuesAreNestedAtMost64LevelsDeep) {
  std::string protobuf, json = R"({"boolValue":true})";
  for (int i = 0; i < 200; ++i) {
    protobuf = field(5, field(1, protobuf));
    json = R"({"arrayValue":{"values":[)" + json + "]}}";
  }
  const Decoded packed = otlp_protobuf(field(1, field(2, field(2, field(6, field(1, "k") + field(2, protobuf))))));
  const Decoded text = otlp_json(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"k","value":)" +
                                 json + "}]}]}]}]}");
  for (const Decoded* decoded : {&packed, &text}) {
    ASSERT_EQ(decoded->events.size(), 1u);
    EXPECT_EQ(decoded->events[0].attributes_size.levels, limits::foreign_message_levels_max + 2);
  }
}

TEST(Bounds, AStopEndsATranslationBetweenTwoMessages) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(kind_of(segment(R"({"batch":[{}]})", "", stop.get_token())), Kind::stopping);
}

TEST(Bounds, TokensOfABodyAreCountedBeforeTheyAreParsed) {
  for (const char* unit : {"1,", "{}", "1 ", "\"\"", ":", "}"}) {
    const std::string body = repeated(unit, limits::body_tokens_max + 1);
    EXPECT_EQ(kind_of(wire::testing::decode(body)), Kind::too_many_tokens) << unit;
    EXPECT_EQ(kind_of(segment(body)), Kind::too_many_tokens) << unit;
  }
}

TEST(Bounds, MillionsOfBracketsAreNoJson) {
  const Decoded decoded = wire::testing::decode(repeated("[", limits::body_tokens_max + 1));
  EXPECT_EQ(kind_of(decoded), Kind::invalid_json);
  EXPECT_EQ(decoded.error->offset, static_cast<std::size_t>(limits::json_levels_max));
}

TEST(Bounds, WhatStandsInTextsIsNoToken) {
  const std::string text = "\"" + repeated(R"({\"a\":[1,2]},)", 500'000) + "\"";
  EXPECT_FALSE(too_many_tokens(text));
  EXPECT_FALSE(too_many_tokens("[" + repeated("123456789012345678, ", 500'000) + "1]"));
  EXPECT_TRUE(too_many_tokens("[" + repeated("1,", 3'000'000) + "1]"));
}

TEST(Bounds, ManyFieldsOfOneEventAreNotKept) {
  const auto event = wire::testing::decode_one(R"({"session_id":"s",)" + members(400'000) + "}");
  ASSERT_TRUE(event.problem);
  EXPECT_EQ(event.problem->code, RejectionCode::too_large);
  EXPECT_LE(event.extras.size(), static_cast<std::size_t>(limits::attributes_keys_max));
  EXPECT_TRUE(wire::testing::decode_one("{" + repeated(R"("name":"X",)", 1000) + R"("seq":1})").problem);
}

TEST(Bounds, BlankLinesCount) {
  const auto lines = [](std::size_t blank) {
    return wire::testing::decode(repeated("\n", blank) + R"({"name":"X"})", native::Form::ndjson);
  };
  EXPECT_EQ(kind_of(lines(limits::batch_lines_max - 1)), std::nullopt);
  EXPECT_EQ(kind_of(lines(limits::batch_lines_max)), Kind::too_many_events);
}

TEST(Bounds, WhatIsRefusedSaysWhatToDo) {
  EXPECT_THAT(otlp_protobuf(with_resource(60'000, 5000)).error->detail, HasSubstr("send them in parts"));
  EXPECT_THAT(wire::testing::decode(repeated(":", limits::body_tokens_max + 1)).error->detail,
              HasSubstr("send it in parts"));
}

}  // namespace
}  // namespace sj::wire
