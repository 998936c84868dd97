// Ids made for events that come without one: a resend gets the same (docs/journey-rules.md §2 event_id).
#include <set>

#include "wire/fields.hpp"
#include "wire/testing/decoded.hpp"

namespace sj::wire::native {
namespace {

using testing::decode;
using testing::decode_one;
using testing::Kept;

std::string id_of(const std::string& body) {
  const Kept kept = decode_one(body);
  EXPECT_TRUE(kept.derived_event_id) << body;
  return std::string(kept.event().event_id);
}

const std::string plain =
    R"({"session_id":"s","name":"X","time":1782000000000,"attributes":{"a":[1,{"b":2}]},"more":"m"})";

TEST(DerivedId, IsAnEventIdLikeAnyOther) {
  EXPECT_EQ(wrong_value(Field::event_id, id_of(plain)), nullptr);
  EXPECT_TRUE(id_of(plain).starts_with("derived-"));
}

TEST(DerivedId, StaysTheSameFromReleaseToRelease) {
  EXPECT_EQ(id_of(R"({"session_id":"s","name":"X","time":1782000000000})"), "derived-f876a361362fde532a186cc7c0d0264c");
}

TEST(DerivedId, DoesNotDependOnOrderOfFieldsWhiteSpaceNullsOrForm) {
  const std::string id = id_of(plain);
  EXPECT_EQ(id_of(R"({"more":"m","attributes":{"a":[1,{"b":2}]},"time":1782000000000,"name":"X","session_id":"s"})"),
            id);
  EXPECT_EQ(
      id_of("{ \"session_id\" :\t\"s\" ,\n\"name\":\"X\",\"time\" : 1782000000000 , \"attributes\" : { \"a\" : [ 1 , "
            "{ \"b\" : 2 } ] } , \"more\" : \"m\" }\r\n"),
      id);
  EXPECT_EQ(id_of(R"({"event_id":null,"session_id":"s","seq":null,"name":"X","time":1782000000000,)"
                  R"("attributes":{"a":[1,{"b":2}]},"more":"m","x":null})"),
            id);
  for (const auto& [body, form] : {std::pair("[" + plain + "]", Form::json),
                                   {R"({"sent_at":1782000000000,"events":[)" + plain + "]}", Form::json},
                                   {plain + "\r\n", Form::ndjson}}) {
    const auto decoded = decode(body, form);
    ASSERT_EQ(decoded.events.size(), 1u);
    EXPECT_EQ(decoded.events[0].event().event_id, id);
  }
}

TEST(DerivedId, DiffersWhereTheContentDiffers) {
  std::set<std::string> ids{id_of(plain)};
  const std::vector<std::pair<std::string, std::string>> changes{{"1782000000000", "1782000000001"},
                                                                 {"1782000000000", "\"2026-06-21T00:00:00Z\""},
                                                                 {"\"s\"", "\"t\""},
                                                                 {"\"X\"", "\"Y\""},
                                                                 {"[1,", "[\"1\","},
                                                                 {"\"b\":2", "\"b\":3"},
                                                                 {"\"b\":2", "\"b\":2,\"c\":null"},
                                                                 {"\"more\"", "\"less\""},
                                                                 {"\"m\"", "\"m \""},
                                                                 {",\"more\":\"m\"", ""},
                                                                 {"\"more\":\"m\"", "\"mor\":\"em\""}};
  for (const auto& [from, to] : changes) {
    std::string body = plain;
    body.replace(body.find(from), from.size(), to);
    EXPECT_TRUE(ids.insert(id_of(body)).second) << body;
  }
}

TEST(DerivedId, IsOnlyForEventsThatCameWithoutOne) {
  EXPECT_FALSE(decode_one(R"({"event_id":"e","session_id":"s"})").derived_event_id);
  const Kept wrong = decode_one(R"({"event_id":"","session_id":"s"})");
  EXPECT_FALSE(wrong.derived_event_id);
  EXPECT_TRUE(wrong.problem);
}

}  // namespace
}  // namespace sj::wire::native
