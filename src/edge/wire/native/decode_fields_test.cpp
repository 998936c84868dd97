// The rules for single values, at and beyond each boundary (docs/journey-rules.md §2).
#include <functional>

#include "event/limits.hpp"
#include "wire/testing/decoded.hpp"

namespace sj::wire::native {
namespace {

using testing::decode_one;
using testing::Kept;

std::string text(std::size_t size, char c = 'x') {
  return '"' + std::string(size, c) + '"';
}

Kept with(const std::string& field, const std::string& json) {
  return decode_one(R"({"event_id":"e","session_id":"s","name":"N",")" + field + "\":" + json + "}");
}

void expect_taken(const std::string& field, const std::vector<std::string>& values) {
  for (const std::string& json : values) {
    const Kept kept = with(field, json);
    EXPECT_FALSE(kept.problem) << field << " " << json.substr(0, 80);
    EXPECT_TRUE(kept.extras.empty()) << field;
  }
}

void expect_refused(const std::string& field, const std::vector<std::string>& values) {
  for (const std::string& json : values) {
    const Kept kept = with(field, json);
    ASSERT_TRUE(kept.problem) << field << " " << json.substr(0, 80);
    EXPECT_EQ(kept.problem->code, RejectionCode::invalid_field) << field;
    EXPECT_EQ(kept.problem->field, field);
    EXPECT_TRUE(kept.problem->detail.starts_with(field)) << kept.problem->detail;
  }
}

const std::vector<std::string> no_texts{
    "5", "true", "[]", "{}", "1.5", R"("\ud800")", R"("a\udc00b")", R"("\ud800\u0041")"};

TEST(DecodeField, EventId) {
  expect_taken("event_id", {text(1), text(128), R"(" ~!{}\"\\")"});
  expect_refused("event_id", {text(0), text(129), R"("é")", R"("\u007f")", R"("a\nb")", R"("\u0000")"});
  expect_refused("event_id", no_texts);
}

TEST(DecodeField, SessionId) {
  expect_taken("session_id", {text(1), text(128), R"("A.b_c:d-9")", R"("...")", R"(".a")", R"("-")"});
  expect_refused("session_id",
                 {text(0), text(129), R"(".")", R"("..")", R"("a b")", R"("a/b")", R"("é")", R"("a%20")"});
  expect_refused("session_id", no_texts);
}

TEST(DecodeField, Name) {
  expect_taken("name", {text(1, 'A'), text(64, 'Z'), R"("_0")"});
  expect_refused("name", {text(0), text(65, 'A'), R"("lower")", R"("A-B")", R"("A B")", R"("É")"});
  expect_refused("name", no_texts);
}

TEST(DecodeField, Words) {
  expect_taken("source", {R"("FE")", R"("BE")"});
  expect_taken("result", {R"("PASS")", R"("FAIL")", R"("WARN")", R"("ERROR")", R"("SKIPPED")"});
  expect_taken("stage", {R"("PRE_CHECKS")", R"("STEP1")", R"("PRE_STEP2")", R"("STEP2")", R"("FINAL")", R"("POST")"});
  expect_taken("impact", {R"("NONE")", R"("BLOCKED")", R"("RETAKE")", R"("PENDING")", R"("REJECTED")", R"("APPROVED")",
                          R"("COMPLETED")"});
  for (const char* field : {"source", "result", "stage", "impact"}) {
    expect_refused(field, {text(0), R"("fe")", R"("PASS ")", R"("OTHER")"});
    expect_refused(field, no_texts);
  }
}

TEST(DecodeField, CodesCountBytesNotCharacters) {
  for (const char* field : {"reason", "error_code", "submission_id", "user_id"}) {
    std::string korean = "\"";
    for (int i = 0; i < 42; ++i) korean += "한";
    expect_taken(field, {text(1), text(128), korean + "xx\"", R"("\u0000 any \n text")"});
    expect_refused(field, {text(0), text(129), korean + "xxx\""});
    expect_refused(field, no_texts);
  }
}

TEST(DecodeField, Message) {
  expect_taken("message", {text(0), text(2048)});
  expect_refused("message", {text(2049)});
  expect_refused("message", no_texts);
}

TEST(DecodeField, Email) {
  expect_taken("email",
               {R"("a@b")", '"' + std::string(125, 'a') + '@' + std::string(128, 'b') + '"', R"("김@예.한국")"});
  expect_refused("email", {R"("a@")", R"("@b")", R"("ab")", R"("abc")", R"("a@b@c")", R"("@@@")",
                           '"' + std::string(126, 'a') + '@' + std::string(128, 'b') + '"'});
  expect_refused("email", no_texts);
}

TEST(DecodeField, TraceId) {
  expect_taken("trace_id", {text(32, '0'), R"("0123456789abcdef0123456789abcdef")"});
  expect_refused("trace_id", {text(31, '0'), text(33, '0'), text(32, 'A'), text(32, 'g'), text(0)});
  expect_refused("trace_id", no_texts);
}

TEST(DecodeField, Integers) {
  expect_taken("seq", {"0", "9007199254740991"});
  expect_refused("seq", {"-1", "9007199254740992", "9223372036854775808", "123456789012345678901234567890"});
  expect_taken("duration_ms", {"0", "86400000"});
  expect_refused("duration_ms", {"-1", "86400001"});
  expect_taken("attempt", {"1", "1000"});
  expect_refused("attempt", {"0", "1001", "65537"});
  for (const char* field : {"seq", "duration_ms", "attempt"})
    expect_refused(field, {"1.0", "1e2", "5E0", R"("1")", "true", "[1]", R"({"a":1})", "-9223372036854775809"});
  EXPECT_EQ(with("seq", "-0").event().seq, 0) << "is an integer of JSON";
}

TEST(DecodeField, TimeIsKeptToTheMillisecondWithinItsYears) {
  const auto time = [](const std::string& json) {
    const Kept kept = with("time", json);
    EXPECT_TRUE(kept.has_time) << json;
    return kept.event().time;
  };
  EXPECT_EQ(time("946684800000"), time_min_ms);
  EXPECT_EQ(time("4133980799999"), time_max_ms);
  EXPECT_EQ(time(R"("2026-06-21T09:00:00.1239999+09:00")"), 1'782'000'000'123);
  EXPECT_EQ(time(R"("2100-12-31T23:59:59.999999Z")"), time_max_ms);
  EXPECT_EQ(time(R"("2026-06-21T00:00:00.)" + std::string(40, '5') + "Z\""), 1'782'000'000'555);
  EXPECT_EQ(time(R"("2026-06-21T00:00:00Z")" + std::string(200, ' ')), 1'782'000'000'000);
  expect_refused("time", {R"("2026-06-21T00:00:00.)" + std::string(106, '5') + "Z\""});
  expect_refused("time", {"946684799999", "4133980800000", "-1", "1782000000000.0", "1.782e12", R"("1782000000000")",
                          R"("2026-06-21T00:00:00")", R"("2026-13-01T00:00:00Z")", R"("2101-01-01T00:00:00Z")", text(0),
                          "[]", "{}", "false", R"("\ud800")", "99999999999999999999"});
}

TEST(DecodeField, AttributesAreAnObjectMeasuredInKeysAndLevels) {
  const auto size = [](const std::string& json) {
    const Kept kept = with("attributes", json);
    EXPECT_FALSE(kept.problem) << json;
    return std::pair(kept.attributes_size.keys, kept.attributes_size.levels);
  };
  EXPECT_EQ(size("{}"), std::pair(0, 1));
  EXPECT_EQ(size(R"({"a":1,"b":"x","c":null})"), std::pair(3, 1));
  EXPECT_EQ(size(R"({"a":{"b":{"c":{"d":{}}}}})"), std::pair(4, 5));
  EXPECT_EQ(size(R"({"a":[[[[]]]]})"), std::pair(1, 5));
  EXPECT_EQ(size(R"({"a":[{"x":1},{"x":1,"y":[{}]}],"b":{}})"), std::pair(5, 5));
  expect_refused("attributes", {"5", text(1), "[]", "true"});
  EXPECT_EQ(with("attributes", "{ }").event().attributes, "") << "an empty object says nothing";
}

TEST(DecodeField, AttributesMayHoldAnyJson) {
  const std::string any =
      R"({"a":12345678901234567890123,"b":-1e400,"c":0.1E+5,"d":[true,false,null,[],{}],"e":"\ud83d\ude00\u0000","f":"\ud800","":0})";
  const Kept kept = with("attributes", any);
  EXPECT_FALSE(kept.problem);
  EXPECT_EQ(kept.event().attributes, any);
}

TEST(DecodeField, OnlyTheFirstProblemIsTold) {
  const Kept kept = decode_one(R"({"event_id":"e","seq":-1,"name":"bad name","time":"never"})");
  ASSERT_TRUE(kept.problem);
  EXPECT_EQ(kept.problem->field, "seq");
}

TEST(DecodeField, ALoneSurrogateInAKeyIsTheMatterOfOneEvent) {
  for (const char* body : {R"([{"event_id":"e","\ud800":1},{"event_id":"f"}])",
                           R"([{"event_id":"e","attributes":{"\ud800":1}},{"event_id":"f"}])"}) {
    const auto decoded = testing::decode(body);
    EXPECT_FALSE(decoded.error) << body;
    ASSERT_EQ(decoded.events.size(), 2u) << body;
    EXPECT_EQ(decoded.events[1].event().event_id, "f");
  }
}

}  // namespace
}  // namespace sj::wire::native
