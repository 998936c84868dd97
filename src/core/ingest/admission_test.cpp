// How single events are judged: rejections, warnings, what a browser's claims are worth, which clock is right.
#include "ingest/admission.hpp"

#include <gtest/gtest.h>

#include "event/event_log.hpp"
#include "event/limits.hpp"
#include "wire/native/decode.hpp"

namespace sj::ingest {
namespace {

constexpr TimeMs now = 1'782'000'000'000;

std::shared_ptr<const Catalog> catalog() {
  static const auto loaded = Catalog::load().value();
  return loaded;
}

Batch admit(std::string body, bool may_write_be = true, wire::native::Form form = wire::native::Form::json) {
  static wire::native::Decoder decoder;
  Admission admission({.project_id = "p", .catalog = catalog(), .may_write_be = may_write_be, .received_at = now});
  const auto error = decoder.decode(body, form, admission);
  EXPECT_FALSE(error) << body.substr(0, 200);
  return std::move(admission).finish();
}

/// One event of the members given and, unless they are among them, an id, a session, a name and a time.
std::string event_of(const std::string& members) {
  std::string out = "{" + members;
  for (const auto& [key, json] : {std::pair("event_id", "\"e\""),
                                  {"session_id", "\"s\""},
                                  {"name", "\"CLIENT_ERROR\""},
                                  {"time", "1782000000000"}})
    if (members.find('"' + std::string(key) + "\":") == std::string::npos)
      out += (out.size() > 1 ? ",\"" : "\"") + std::string(key) + "\":" + json;
  return out + "}";
}

Event read(const Batch& batch, std::size_t at = 0) {
  Event event;
  std::string_view rest = batch.record(batch.items.at(at));
  EXPECT_TRUE(read_record(rest, event));
  EXPECT_TRUE(rest.empty());
  return event;
}

std::vector<WarningCode> codes(const Batch& batch) {
  std::vector<WarningCode> out;
  for (const Warning& warning : batch.warnings) out.push_back(warning.code);
  return out;
}

void expect_rejected(const Batch& batch, RejectionCode code, const std::string& field) {
  ASSERT_EQ(batch.rejected.size(), 1u);
  EXPECT_EQ(batch.rejected[0].code, code) << batch.rejected[0].detail;
  EXPECT_EQ(batch.rejected[0].field, field);
  EXPECT_FALSE(batch.rejected[0].detail.empty());
  EXPECT_TRUE(batch.items.empty());
  EXPECT_TRUE(batch.warnings.empty()) << "nobody is warned of what is not taken";
  EXPECT_TRUE(batch.bytes.empty());
}

const std::vector<WarningCode> none;

TEST(Admission, AnOrdinaryEventIsTakenAsSent) {
  const Batch batch = admit(event_of(R"("name":"ID_OCR_CHECK","result":"FAIL","attributes":{"path":"/id"})"));
  ASSERT_EQ(batch.items.size(), 1u);
  EXPECT_EQ(batch.project_id, "p");
  EXPECT_EQ(batch.events, 1u);
  EXPECT_EQ(batch.session_id(batch.items[0]), "s");
  EXPECT_EQ(codes(batch), none);
  const Event event = read(batch);
  EXPECT_EQ(event.event_id, "e");
  EXPECT_EQ(event.source, Source::be) << "from the catalog";
  EXPECT_EQ(event.result, CheckResult::fail);
  EXPECT_EQ(event.received_at, now);
  EXPECT_EQ(event.path, "/id");
  EXPECT_FALSE(event.claimed_time);
}

TEST(Admission, RequiredFieldsAreMissed) {
  expect_rejected(admit(R"({"name":"STEP_VIEW","time":1782000000000})"), RejectionCode::missing_field, "session_id");
  expect_rejected(admit(R"({"session_id":"s","time":1782000000000})"), RejectionCode::missing_field, "name");
  expect_rejected(admit(R"({"session_id":"s","name":"STEP_VIEW"})"), RejectionCode::missing_field, "time");
  expect_rejected(admit(event_of(R"("name":"NOBODY_KNOWS")")), RejectionCode::missing_field, "source");
}

TEST(Admission, SourceMustBeTheCatalogsAndTheKeys) {
  expect_rejected(admit(event_of(R"("name":"APPROVED","source":"FE")")), RejectionCode::source_mismatch, "source");
  expect_rejected(admit(event_of(R"("name":"STEP_VIEW","source":"BE")")), RejectionCode::source_mismatch, "source");
  expect_rejected(admit(event_of(R"("name":"APPROVED","source":"BE")"), false), RejectionCode::source_forbidden,
                  "source");
  expect_rejected(admit(event_of(R"("name":"APPROVED")"), false), RejectionCode::source_forbidden, "source");
  expect_rejected(admit(event_of(R"("name":"MY_OWN","source":"BE")"), false), RejectionCode::source_forbidden,
                  "source");
  expect_rejected(admit(event_of(R"("name":"APPROVED","source":"FE")"), false), RejectionCode::source_mismatch,
                  "source");
  EXPECT_EQ(admit(event_of(R"("name":"MY_OWN","source":"FE")"), false).items.size(), 1u);
  EXPECT_EQ(admit(event_of(R"("name":"STEP_VIEW")"), false).items.size(), 1u);
}

TEST(Admission, WhatTheDecoderFoundIsToldWithIndexAndId) {
  const Batch batch = admit("[" + event_of("") + "," + event_of(R"("event_id":"bad","seq":-1)") + ",7," +
                            R"({"session_id":"s"},)" + event_of(R"("event_id":"f")") + "]");
  EXPECT_EQ(batch.events, 5u);
  ASSERT_EQ(batch.items.size(), 2u);
  EXPECT_EQ(batch.items[0].index, 0u);
  EXPECT_EQ(batch.items[1].index, 4u);
  EXPECT_EQ(read(batch, 1).event_id, "f");
  ASSERT_EQ(batch.rejected.size(), 3u);
  EXPECT_EQ(batch.rejected[0].index, 1u);
  EXPECT_EQ(batch.rejected[0].event_id, "bad");
  EXPECT_EQ(batch.rejected[0].field, "seq");
  EXPECT_EQ(batch.rejected[1].event_id, "");
  EXPECT_EQ(batch.rejected[2].index, 3u);
  EXPECT_EQ(batch.rejected[2].event_id, "") << "an id that we made means nothing to the sender";
}

TEST(Admission, ABadLineIsRejectedAlone) {
  const Batch batch = admit("{bad\n" + event_of(""), true, wire::native::Form::ndjson);
  ASSERT_EQ(batch.rejected.size(), 1u);
  EXPECT_EQ(batch.rejected[0].code, RejectionCode::invalid_json);
  ASSERT_EQ(batch.items.size(), 1u);
  EXPECT_EQ(batch.items[0].index, 1u);
}

TEST(Admission, DerivedIdsAreTold) {
  const Batch batch = admit("[" + event_of("") + R"(,{"session_id":"s","name":"STEP_VIEW","time":1782000000000}])");
  ASSERT_EQ(batch.derived_ids.size(), 1u);
  EXPECT_EQ(batch.derived_ids[0].index, 1u);
  EXPECT_EQ(batch.derived_ids[0].event_id, read(batch, 1).event_id);
}

std::string sized(std::size_t bytes) {
  return R"({"a":")" + std::string(bytes - 8, 'x') + "\"}";
}
std::string nested(int levels) {
  return levels == 1 ? "{}" : R"({"k":)" + nested(levels - 1) + "}";
}
std::string keys(int count) {
  std::string out = "{";
  for (int i = 0; i < count; ++i) out += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
  return out + "}";
}

TEST(Admission, AttributesHaveThreeLimits) {
  for (const std::string& json : {sized(16'384), nested(5), keys(100)})
    EXPECT_EQ(admit(event_of(R"("attributes":)" + json)).items.size(), 1u) << json.substr(0, 80);
  for (const std::string& json : {sized(16'385), nested(6), keys(101), std::string(R"({"a":[[[[[]]]]]})")})
    expect_rejected(admit(event_of(R"("attributes":)" + json)), RejectionCode::too_large, "attributes");
}

TEST(Admission, UnknownFieldsCountAsAttributes) {
  EXPECT_EQ(admit(event_of(R"("attributes":)" + keys(99) + R"(,"more":1)")).items.size(), 1u);
  expect_rejected(admit(event_of(R"("attributes":)" + keys(100) + R"(,"more":1)")), RejectionCode::too_large,
                  "attributes");
  expect_rejected(admit(event_of(R"("more":)" + keys(100))), RejectionCode::too_large, "attributes");
  expect_rejected(admit(event_of(R"("more":)" + nested(5))), RejectionCode::too_large, "attributes");
  EXPECT_EQ(admit(event_of(R"("more":)" + nested(4))).items.size(), 1u);
  const std::string text = '"' + std::string(16'384 - 11, 'x') + '"';  // {"more":"..."}
  EXPECT_EQ(admit(event_of(R"("more":)" + text)).items.size(), 1u);
  expect_rejected(admit(event_of(R"("mores":)" + text)), RejectionCode::too_large, "attributes");
}

TEST(Admission, MillionsOfUnknownFieldsAreRefusedBeforeTheyCost) {
  std::string many = R"("event_id":"e")";
  for (int i = 0; i < 500'000; ++i) many += ",\"a" + std::to_string(i % 7) + "\":1";
  expect_rejected(admit(event_of(many)), RejectionCode::too_large, "attributes");
  std::string large = R"("event_id":"e")";
  for (int i = 0; i < 100; ++i) large += ",\"a" + std::to_string(i) + "\":\"" + std::string(80'000, 'x') + '"';
  expect_rejected(admit(event_of(large)), RejectionCode::too_large, "attributes");
}

TEST(Admission, UnknownFieldsAreKeptWhereTheirNameIsFree) {
  const Batch batch = admit(event_of(R"("colour":"red","size":{"w": 1},"n":5,"attributes":{"a":1,"colour":null})"));
  EXPECT_EQ(codes(batch),
            (std::vector{WarningCode::unknown_field, WarningCode::unknown_field, WarningCode::unknown_field}));
  EXPECT_EQ(read(batch).attributes, R"({"a":1,"colour":null,"size":{"w":1},"n":5})");
  EXPECT_TRUE(batch.warnings[0].detail.find("colour") != std::string::npos);
  EXPECT_TRUE(batch.warnings[0].detail.find("dropped") != std::string::npos);
  EXPECT_EQ(read(admit(event_of(R"("k\u0022\n":1)"))).attributes, R"({"k\"\n":1})");
}

TEST(Admission, UnknownNamesAndMissingReasonsAreWarnedOf) {
  EXPECT_EQ(codes(admit(event_of(R"("name":"MY_OWN","source":"BE")"))), std::vector{WarningCode::unknown_event});
  for (const std::string name : {"REJECTED", "PENDING"}) {
    EXPECT_EQ(codes(admit(event_of(R"("name":")" + name + '"'))), std::vector{WarningCode::reason_missing});
    EXPECT_EQ(codes(admit(event_of(R"("reason":"why","name":")" + name + '"'))), none);
  }
  EXPECT_EQ(codes(admit(event_of(R"("name":"APPROVED")"))), none);
}

TEST(Admission, OfAScreensImpactsThreeCount) {
  for (const auto impact : {Impact::none, Impact::retake, Impact::completed}) {
    const Batch batch = admit(event_of(R"("impact":")" + std::string(to_text(impact)) + '"'));
    EXPECT_EQ(codes(batch), none);
    EXPECT_EQ(read(batch).impact, impact);
    EXPECT_EQ(read(batch).attributes, "");
  }
  for (const auto impact : {Impact::blocked, Impact::pending, Impact::rejected, Impact::approved}) {
    const std::string word(to_text(impact));
    const Batch batch = admit(event_of(R"("impact":")" + word + R"(","attributes":{"a":1})"));
    EXPECT_EQ(codes(batch), std::vector{WarningCode::impact_neutralised});
    EXPECT_FALSE(read(batch).impact);
    EXPECT_EQ(read(batch).attributes, R"({"a":1,"claimed_impact":")" + word + "\"}");
  }
}

TEST(Admission, AScreensStageIsAClaim) {
  const Batch batch = admit(event_of(R"("stage":"POST","impact":"BLOCKED")"));
  EXPECT_EQ(codes(batch), (std::vector{WarningCode::impact_neutralised, WarningCode::stage_neutralised}));
  EXPECT_FALSE(read(batch).stage);
  EXPECT_EQ(read(batch).attributes, R"({"claimed_impact":"BLOCKED","claimed_stage":"POST"})");
  EXPECT_EQ(read(admit(event_of(R"("stage":"POST","attributes":{"claimed_stage":"mine"})"))).attributes,
            R"({"claimed_stage":"mine"})");
}

TEST(Admission, AServersImpactAndStageCount) {
  for (std::size_t i = 0; i < impact_count; ++i) {
    const auto impact = static_cast<Impact>(i);
    const Batch batch =
        admit(event_of(R"("name":"ID_OCR_CHECK","stage":"STEP2","impact":")" + std::string(to_text(impact)) + '"'));
    EXPECT_EQ(codes(batch), none);
    EXPECT_EQ(read(batch).impact, impact);
    EXPECT_EQ(read(batch).stage, Stage::step2);
  }
}

TEST(Admission, TellsEventsThatAreOnlyAheadOfAClockThatIsBehind) {
  const auto admit_at_least = [](TimeMs at_least, TimeMs time) {
    static wire::native::Decoder decoder;
    Admission admission({.project_id = "p", .catalog = catalog(), .received_at = now, .at_least = at_least});
    std::string body = event_of("\"time\":" + std::to_string(time));
    EXPECT_FALSE(decoder.decode(body, wire::native::Form::json, admission));
    return std::move(admission).finish();
  };
  const Batch live = admit_at_least(now + 30 * day_ms, now + 30 * day_ms);
  EXPECT_EQ(live.ahead, 1u);
  EXPECT_TRUE(live.clock_is_behind);
  const Batch absurd = admit_at_least(now + 30 * day_ms, now + 300 * day_ms);
  EXPECT_EQ(absurd.ahead, 1u);
  EXPECT_FALSE(absurd.clock_is_behind) << "no clock makes it right";
  const Batch good = admit_at_least(now, now - 5);
  EXPECT_EQ(good.ahead, 0u);
  EXPECT_EQ(good.newest_time, now - 5);
}

// A screen's and a server's event at `time`, sent when the sender's clock was `ahead_ms` ahead of ours.
Batch admit_both(DurationMs ahead_ms, TimeMs time = now) {
  const std::string at = R"(,"time":)" + std::to_string(time);
  return admit(R"({"sent_at":)" + std::to_string(now + ahead_ms) + R"(,"events":[)" +
               event_of(R"("name":"STEP_VIEW")" + at) + "," + event_of(R"("name":"SESSION_CREATED")" + at) + "]}");
}

void expect_moved(DurationMs ahead_ms, bool moved) {
  const Batch batch = admit_both(ahead_ms, now - day_ms);
  ASSERT_EQ(batch.items.size(), 2u) << ahead_ms;
  EXPECT_EQ(codes(batch), none) << ahead_ms;
  EXPECT_EQ(read(batch, 0).time, now - day_ms - (moved ? ahead_ms : 0)) << ahead_ms;
  EXPECT_EQ(read(batch, 0).claimed_time.has_value(), moved) << ahead_ms;
  EXPECT_EQ(read(batch, 0).claimed_time.value_or(now - day_ms), now - day_ms);
  EXPECT_EQ(read(batch, 1).time, now - day_ms) << "a server's time is never moved";
  EXPECT_FALSE(read(batch, 1).claimed_time);
}

TEST(Admission, ClocksMayDifferByFiveSecondsAndAreCorrectedUpToADay) {
  for (const DurationMs ahead : {0, 1, 5'000}) expect_moved(ahead, false), expect_moved(-ahead, false);
  for (const DurationMs ahead : {DurationMs{5'001}, hour_ms, day_ms})
    expect_moved(ahead, true), expect_moved(-ahead, true);
}

TEST(Admission, ClocksThatAreMoreThanADayApartAreNotBelieved) {
  for (const DurationMs ahead : {day_ms + 1, -day_ms - 1, 400 * day_ms, -400 * day_ms}) {
    const Batch batch = admit_both(ahead);
    ASSERT_EQ(batch.items.size(), 2u);
    EXPECT_EQ(read(batch, 0).time, now);
    EXPECT_FALSE(read(batch, 0).claimed_time);
    ASSERT_EQ(codes(batch), std::vector{WarningCode::clock_skew}) << "the screen's event only";
    EXPECT_EQ(batch.warnings[0].index, 0u);
  }
}

TEST(Admission, TheFutureEndsADayAfterReception) {
  const auto is_taken = [](const char* name, TimeMs time) {
    return admit(event_of("\"name\":\"" + std::string(name) + "\",\"time\":" + std::to_string(time))).items.size() == 1;
  };
  for (const char* name : {"STEP_VIEW", "SESSION_CREATED"}) {
    EXPECT_TRUE(is_taken(name, now + day_ms));
    EXPECT_FALSE(is_taken(name, now + day_ms + 1));
    EXPECT_TRUE(is_taken(name, time_min_ms));
  }
}

TEST(Admission, TheFutureIsJudgedByTheCorrectedTime) {
  const Batch ahead = admit_both(hour_ms, now + day_ms + hour_ms);
  ASSERT_EQ(ahead.items.size(), 1u);
  EXPECT_EQ(ahead.items[0].index, 0u) << "the screen's time is moved back into the day";
  const Batch behind = admit_both(-hour_ms, now + day_ms);
  ASSERT_EQ(behind.items.size(), 1u);
  EXPECT_EQ(behind.items[0].index, 1u);
  EXPECT_EQ(admit_both(hour_ms, time_min_ms).rejected.at(0).field, "time") << "before the year 2000";
}

TEST(Admission, ARejectedEventTakesItsWarningsWithIt) {
  const Batch batch =
      admit("[" + event_of(R"("name":"MY_OWN","source":"FE","stage":"POST","extra":1,"time":1799999999999)") + "," +
            event_of(R"("name":"MY_OWN","source":"FE")") + "]");
  ASSERT_EQ(batch.warnings.size(), 1u);
  EXPECT_EQ(batch.warnings[0].index, 1u);
}

}  // namespace
}  // namespace sj::ingest
