#include "liveform/event.hpp"

#include <gtest/gtest.h>

namespace sj::liveform {
namespace {

TEST(Event, LeavesOutWhatItDoesNotHave) {
  std::string json;
  append_json(
      json, {.event_id = "evt-1", .session_id = "s-1", .name = "SESSION_CREATED", .time = 1'782'000'000'000, .seq = 1});
  EXPECT_EQ(
      json,
      R"({"event_id":"evt-1","session_id":"s-1","name":"SESSION_CREATED","source":"BE","time":1782000000000,"seq":1})");
}

TEST(Event, TellsWhatItHas) {
  Event event{.event_id = "evt-2", .session_id = "s-1", .name = "ID_QUALITY_CHECK", .time = 1, .seq = 2};
  event.result = "FAIL";
  event.reason = "too_dark";
  event.duration_ms = 12;
  event.attempt = 2;
  event.attributes = {{"brightness", 19}};
  std::string json;
  append_json(json, event);
  EXPECT_NE(
      json.find(R"("result":"FAIL","reason":"too_dark","duration_ms":12,"attempt":2,"attributes":{"brightness":19}})"),
      std::string::npos)
      << json;
}

}  // namespace
}  // namespace sj::liveform
