// The forms of a body, and what of an event comes through. Limits: decode_fields_test; bad JSON: decode_strict_test.
#include "wire/native/decode.hpp"

#include "event/limits.hpp"
#include "wire/testing/decoded.hpp"

namespace sj::wire::native {
namespace {

using testing::decode;
using testing::decode_one;
using testing::Decoded;
using testing::Kept;

const std::string event_a = R"({"event_id":"a","session_id":"s","name":"X","time":1782000000000})";
const std::string event_b = R"({"event_id":"b","session_id":"t","name":"Y","time":1782000000001})";

std::string ids_of(const Decoded& decoded) {
  std::string ids;
  for (const Kept& kept : decoded.events) ids += std::to_string(kept.index) + std::string(kept.event().event_id);
  return ids;
}

void expect_events(const std::string& body, const std::string& ids, std::optional<TimeMs> sent_at = {},
                   Form form = Form::json) {
  const Decoded decoded = decode(body, form);
  EXPECT_FALSE(decoded.error) << body << ": " << decoded.error->detail;
  EXPECT_EQ(ids_of(decoded), ids) << body;
  EXPECT_EQ(decoded.begins, 1) << body;
  EXPECT_EQ(decoded.sent_at, sent_at) << body;
}

TEST(DecodeForms, OneEvent) {
  expect_events(event_a, "0a");
}
TEST(DecodeForms, Array) {
  expect_events("[" + event_a + "," + event_b + "]", "0a1b");
}
TEST(DecodeForms, BatchObject) {
  expect_events(R"({"events":[)" + event_a + "," + event_b + "]}", "0a1b");
}
TEST(DecodeForms, NothingIsNoError) {
  for (const char* body : {"[]", " [ ] ", R"({"events":[]})", R"({"events":[],"sent_at":null})"})
    expect_events(body, "");
  expect_events("", "", {}, Form::ndjson);
  expect_events("\n\r\n  \t\n", "", {}, Form::ndjson);
}

TEST(DecodeForms, SentAtIsKnownBeforeTheFirstEventWhereverItStands) {
  constexpr TimeMs sent_at = 1'782'000'000'000;
  for (const char* time : {"1782000000000", R"("2026-06-21T00:00:00Z")", R"("2026-06-21T09:00:00.0009+09:00")"}) {
    const std::string member = std::string(R"("sent_at":)") + time;
    expect_events("{" + member + R"(,"events":[)" + event_a + "]}", "0a", sent_at);
    expect_events(R"({"events":[)" + event_a + "]," + member + "}", "0a", sent_at);
    expect_events(R"({"x":{"sent_at":[1]},)" + member + R"(,"events":[)" + event_a + R"(],"y":[{}]})", "0a", sent_at);
  }
  expect_events(R"({"events":[)" + event_a + R"(],"sent_at":null})", "0a");
}

TEST(DecodeForms, WrongMembersOfABatchAreRefusedByName) {
  const auto field_of = [](const std::string& body) {
    const Decoded decoded = decode(body);
    EXPECT_TRUE(decoded.error) << body;
    return decoded.error && decoded.error->kind == BodyError::Kind::invalid_field ? decoded.error->field : "";
  };
  for (const char* events : {"5", "{}", "\"x\"", "true"})
    EXPECT_EQ(field_of(R"({"events":)" + std::string(events) + "}"), "events") << events;
  for (const char* time : {"1.5", "\"soon\"", "true", "{}", "946684799999", "4133980800000", "\"2026-06-21T00:00:00\""})
    EXPECT_EQ(field_of(R"({"events":[],"sent_at":)" + std::string(time) + "}"), "sent_at") << time;
}

TEST(DecodeForms, ElementsThatAreNoObjectsAreRejectedAlone) {
  const Decoded decoded = decode("[5," + event_a + ",null,[{}],\"x\"," + event_b + "]");
  ASSERT_FALSE(decoded.error);
  ASSERT_EQ(decoded.events.size(), 6u);
  for (const Kept& kept : decoded.events) {
    const bool is_event = kept.index == 1 || kept.index == 5;
    EXPECT_EQ(kept.problem.has_value(), !is_event) << kept.index;
    EXPECT_TRUE(is_event || kept.problem->code == RejectionCode::invalid_field);
  }
}

TEST(DecodeForms, LinesOfNdjsonStandAlone) {
  const std::string lines = event_a + "\r\n" + "{broken\n" + "\n" + "[]\n" + event_a + event_b + "\n" + "\"\xff\"\n" +
                            R"({"name":"X")" + "\n  " + event_b;
  const Decoded decoded = decode(lines, Form::ndjson);
  ASSERT_FALSE(decoded.error);
  EXPECT_EQ(ids_of(decoded), "0a12345" + std::string("6b"));
  for (const Kept& kept : decoded.events) {
    ASSERT_EQ(kept.problem.has_value(), kept.index != 0 && kept.index != 6) << kept.index;
    EXPECT_TRUE(!kept.problem || kept.problem->code == RejectionCode::invalid_json) << kept.index;
  }
}

std::string many(std::size_t count, const std::string& between) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) (out += i ? between : "") += event_a;
  return out;
}

TEST(DecodeForms, FiveThousandEventsAndNotOneMore) {
  for (const auto& [front, between, back, form] : {std::tuple("[", ",", "]", Form::json),
                                                   {"{\"events\":[", ",", "]}", Form::json},
                                                   {"", "\n", "", Form::ndjson}}) {
    EXPECT_EQ(decode(front + many(limits::batch_events_max, between) + back, form).events.size(), 5000u);
    const Decoded decoded = decode(front + many(limits::batch_events_max + 1, between) + back, form);
    ASSERT_TRUE(decoded.error);
    EXPECT_EQ(decoded.error->kind, BodyError::Kind::too_many_events);
  }
}

TEST(DecodeEvent, EveryField) {
  const Kept kept =
      decode_one(R"({"event_id":"e","session_id":"s","name":"N","source":"BE","time":1782000000000,"seq":7,
    "result":"WARN","impact":"RETAKE","reason":"r","error_code":"LO-30001","message":"m","stage":"STEP2","duration_ms":12,
    "attempt":3,"submission_id":"sub","user_id":"u","email":"a@b","trace_id":"0123456789abcdef0123456789abcdef",
    "attributes": { "path" : "/id", "n" : [ 1 , 2 ] } })");
  const Event event = kept.event();
  EXPECT_FALSE(kept.problem);
  EXPECT_EQ(event.event_id, "e");
  EXPECT_EQ(event.session_id, "s");
  EXPECT_EQ(event.name, "N");
  EXPECT_EQ(kept.source, Source::be);
  EXPECT_TRUE(kept.has_time);
  EXPECT_EQ(event.time, 1'782'000'000'000);
  EXPECT_EQ(event.seq, 7);
  EXPECT_EQ(event.result, CheckResult::warn);
  EXPECT_EQ(event.impact, Impact::retake);
  EXPECT_EQ(event.reason, "r");
  EXPECT_EQ(event.error_code, "LO-30001");
  EXPECT_EQ(event.message, "m");
  EXPECT_EQ(event.stage, Stage::step2);
  EXPECT_EQ(event.duration_ms, 12u);
  EXPECT_EQ(event.attempt, 3);
  EXPECT_EQ(event.submission_id, "sub");
  EXPECT_EQ(event.user_id, "u");
  EXPECT_EQ(event.email, "a@b");
  EXPECT_EQ(event.trace_id, "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(event.attributes, R"({"path":"/id","n":[1,2]})");
  EXPECT_EQ(event.path, "/id");
}

TEST(DecodeEvent, NullIsTheSameAsAbsent) {
  const Kept kept = decode_one(R"({"event_id":"e","session_id":null,"name":null,"source":null,"time":null,"seq":null,
    "result":null,"impact":null,"reason":null,"error_code":null,"message":null,"stage":null,"duration_ms":null,
    "attempt":null,"submission_id":null,"user_id":null,"email":null,"trace_id":null,"attributes":null,"other":null})");
  EXPECT_FALSE(kept.problem);
  EXPECT_FALSE(kept.has_time);
  EXPECT_FALSE(kept.source);
  EXPECT_TRUE(kept.extras.empty());
  std::string bare;
  append_record(bare, Event{.event_id = "e"});
  EXPECT_EQ(kept.record, bare);
}

TEST(DecodeEvent, EscapesAreUndoneInFieldsAndKeptInAttributes) {
  const Kept kept = decode_one(
      R"({"\u0065vent_id":"\u0061\/","message":"\ud83d\ude00\t\"","attributes":{"\u0070ath":"\/id","k\n":"\ud55c"}})");
  EXPECT_EQ(kept.event().event_id, "a/");
  EXPECT_EQ(kept.event().message, "\xf0\x9f\x98\x80\t\"");
  EXPECT_EQ(kept.event().path, "/id");
  EXPECT_EQ(kept.event().attributes, R"({"\u0070ath":"\/id","k\n":"\ud55c"})");
}

TEST(DecodeEvent, OfAFieldThatComesTwiceTheLastCounts) {
  const Kept kept = decode_one(R"({"event_id":"a","name":"X","name":"Y","seq":1,"seq":null,"event_id":"b",
    "attributes":{"path":"/a","x":1},"attributes":{"y":2}})");
  EXPECT_FALSE(kept.problem);
  EXPECT_EQ(kept.event().event_id, "b");
  EXPECT_EQ(kept.event().name, "Y");
  EXPECT_EQ(kept.event().seq, 1);
  EXPECT_EQ(kept.event().attributes, R"({"y":2})");
  EXPECT_EQ(kept.event().path, "");
}

TEST(DecodeEvent, UnknownFieldsAreHandedOverWithTheirJson) {
  const Kept kept =
      decode_one(R"({"event_id":"e","colour":"r\u0065d","deep":{"a":[ 1, {"b":{}} ]},"n":12345678901234567890})");
  ASSERT_EQ(kept.extras.size(), 3u);
  EXPECT_EQ(kept.extras[0].name, "colour");
  EXPECT_EQ(kept.extras[0].json, R"("r\u0065d")");
  EXPECT_EQ(kept.extras[1].json, R"({"a":[1,{"b":{}}]})");
  EXPECT_EQ(kept.extras[2].json, "12345678901234567890");
  EXPECT_EQ(kept.attributes_size.keys, 5);
  EXPECT_EQ(kept.attributes_size.levels, 5) << "of the attributes that they will be in";
}

// An attribute named path is the screen, also where it came as a field nobody knows.
TEST(DecodeEvent, ThePathIsTheTextThatTheAttributesWillHave) {
  const auto path = [](const std::string& members) {
    return std::string(decode_one("{" + members + "}").event().path);
  };
  EXPECT_EQ(path(R"("attributes":{"path":"/id"})"), "/id");
  EXPECT_EQ(path(R"("path":"/\u0069d")"), "/id");
  EXPECT_EQ(path(R"("path":"/id","attributes":{"x":1})"), "/id");
  EXPECT_EQ(path(R"("path":"/id","attributes":{"path":"/face"})"), "/face");
  EXPECT_EQ(path(R"("attributes":{"path":"/face"},"path":"/id")"), "/face");
  EXPECT_EQ(path(R"("attributes":{"path":7},"path":"/id")"), "") << "the name is taken";
  EXPECT_EQ(path(R"("path":7)"), "");
  EXPECT_EQ(path(R"("attributes":{"in":{"path":"/id"}})"), "");
}

}  // namespace
}  // namespace sj::wire::native
