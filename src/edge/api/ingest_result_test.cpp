// What a sender is told of its events.
#include "api/ingest_result.hpp"

#include <gtest/gtest.h>

namespace sj::api {
namespace {

Rejection rejected(std::uint32_t index, RejectionCode code, std::string field = {}, std::string event_id = {}) {
  return {index, std::move(event_id), code, std::move(field), "why \"so\""};
}

std::string code_of(const http::Response& response) {
  return response.problem ? std::string(http::row_of(response.problem->code).text) : "none";
}

TEST(IngestResult, OfGoodEventsIsTheirCount) {
  EXPECT_EQ(ingest_result_json({.events = 3}, {.accepted = 2, .duplicates = 1}),
            R"({"accepted":2,"duplicates":1,"rejected":[],"warnings":[]})");
}

TEST(IngestResult, RejectionsOfAdmissionAndOfSessionsComeInTheOrderSent) {
  const ingest::Batch batch{
      .events = 3,
      .rejected = {rejected(0, RejectionCode::missing_field, "name"), rejected(2, RejectionCode::invalid_json)}};
  const ingest::IngestResult outcome{.rejected = {rejected(1, RejectionCode::session_full, "", "e-1")}};
  EXPECT_EQ(ingest_result_json(batch, outcome),
            R"({"accepted":0,"duplicates":0,"rejected":[)"
            R"({"index":0,"event_id":null,"code":"missing_field","field":"name","detail":"why \"so\""},)"
            R"({"index":1,"event_id":"e-1","code":"session_full","field":null,"detail":"why \"so\""},)"
            R"({"index":2,"event_id":null,"code":"invalid_json","field":null,"detail":"why \"so\""}],"warnings":[]})");
}

TEST(IngestResult, TellsWarningsAndIdsThatWereMade) {
  const ingest::Batch batch{
      .events = 2, .warnings = {{1, WarningCode::unknown_event, "no such name"}}, .derived_ids = {{0, "made"}}};
  EXPECT_EQ(ingest_result_json(batch, {.accepted = 2}),
            R"({"accepted":2,"duplicates":0,"rejected":[],)"
            R"("warnings":[{"index":1,"code":"unknown_event","detail":"no such name"}],)"
            R"("event_ids":[{"index":0,"event_id":"made"}]})");
}

TEST(IngestResult, IsAProblemOnlyWhereThereWasSomethingAndNothingWasTaken) {
  EXPECT_EQ(native_answer({.events = 0}, {}).status, 200) << "an empty batch";
  EXPECT_EQ(native_answer({.events = 2}, {.accepted = 1}).status, 200);
  EXPECT_EQ(native_answer({.events = 2}, {.duplicates = 1}).status, 200) << "a resend must end";
  const http::Response answer = native_answer({.events = 2}, {});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(code_of(answer), "nothing_accepted");
}

TEST(IngestResult, TheProblemHasTheSameMembers) {
  const ingest::Batch batch{.events = 1, .rejected = {rejected(0, RejectionCode::too_large)}};
  const http::Response answer = native_answer(batch, {});
  ASSERT_TRUE(answer.problem);
  EXPECT_EQ("{" + answer.problem->more_members + "}", ingest_result_json(batch, {}));
}

TEST(IngestResult, AMemberThatAnotherProtocolLooksForStandsInSuccessesOnly) {
  const http::Response good = native_answer_with("\"success\":true", {.events = 1}, {.accepted = 1});
  EXPECT_EQ(good.body, R"({"success":true,"accepted":1,"duplicates":0,"rejected":[],"warnings":[]})");
  EXPECT_EQ(good.content_type, "application/json");
  const http::Response bad = native_answer_with("\"success\":true", {.events = 1}, {});
  ASSERT_TRUE(bad.problem);
  EXPECT_EQ(bad.problem->more_members.find("success"), std::string::npos);
}

}  // namespace
}  // namespace sj::api
