// What is not JSON is refused as a whole, wherever it stands, and the offset tells where.
#include <tuple>

#include "wire/testing/decoded.hpp"

namespace sj::wire::native {
namespace {

using testing::decode;
using testing::Decoded;

// The offset at which a body is found to be no JSON.
std::optional<std::size_t> offset_of(const std::string& body) {
  const Decoded decoded = decode(body);
  if (!decoded.error) return std::nullopt;
  EXPECT_EQ(decoded.error->kind, BodyError::Kind::invalid_json) << body;
  EXPECT_FALSE(decoded.error->detail.empty());
  EXPECT_TRUE(decoded.error->offset) << body;
  return decoded.error->offset;
}

const std::string whole =
    R"({"events":[{"event_id":"e","name":"X","seq":12,"attributes":{"a":[1,true,null,"x\u0041"]}}],"sent_at":1782000000000})";

TEST(DecodeStrict, EveryCutOffBodyIsRefused) {
  ASSERT_FALSE(offset_of(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto offset = offset_of(whole.substr(0, size));
    ASSERT_TRUE(offset) << whole.substr(0, size);
    EXPECT_LE(*offset, size);
  }
}

TEST(DecodeStrict, EveryBodyWithOneByteTooManyIsRefused) {
  for (const char* more : {"x", "1", "]", "}", ",", "{}", "\"\"", "[]", "null", "\xff", "\\", "\""}) {
    const auto offset = offset_of(whole + more);
    ASSERT_TRUE(offset) << more;
    EXPECT_LE(*offset, whole.size() + std::string(more).size());
  }
}

// `@` stands for the value.
const std::vector<std::string> places{R"([{"event_id":"e","attributes":{"a":@}}])",
                                      R"([{"event_id":"e","attributes":{"a":[0,@]}}])",
                                      R"([{"event_id":"e","attributes":{"path":@}}])",
                                      R"([{"event_id":"e","unknown":@}])",
                                      R"([{"event_id":"e","seq":@}])",
                                      R"([{"event_id":"e","name":@}])",
                                      R"([{"event_id":"e","time":@}])",
                                      R"([{"event_id":"e","source":@}])",
                                      R"([{"event_id":"e","attributes":@}])",
                                      R"([@])",
                                      R"({"events":[],"other":@})",
                                      R"({"other":[@],"events":[]})",
                                      R"({"events":[],"sent_at":@})",
                                      R"({"events":@})",
                                      R"([{"seq":"bad","attributes":{"a":@}}])"};

TEST(DecodeStrict, WhatIsNoValueIsRefusedInEveryPlace) {
  const std::vector<std::string> no_values{"tru",       "truex",       "True",
                                           "nul",       "nullx",       "None",
                                           "NaN",       "-",           "+1",
                                           "01",        "-01",         "1.",
                                           ".5",        "1.e5",        "1e",
                                           "1e+",       "0x10",        "1_000",
                                           "--1",       "1 2",         "'x'",
                                           "x",         ",",           "{,}",
                                           "[,]",       "[1,]",        "{\"a\"}",
                                           "{\"a\":}",  "{\"a\":1,}",  "{1:2}",
                                           "{a:1}",     "[1 2]",       "{\"a\":1 \"b\":2}",
                                           "[}",        "{]",          "\"\\x\"",
                                           "\"\\u12\"", "\"\\u12g4\"", "\"\\",
                                           "\"x"};
  for (const std::string& place : places)
    for (const std::string& value : no_values) {
      std::string body = place;
      body.replace(body.find('@'), 1, value);
      const bool fills = decode(body).error.has_value();
      EXPECT_TRUE(fills) << body;
    }
}

TEST(DecodeStrict, ValuesThatAreFineInThosePlacesAreNotRefusedAsJson) {
  for (const std::string& place : places)
    for (const char* value :
         {"true", "null", "-0", "0.5e-7", "\"\\u00e9\\/\"", "[]", "{}", " { \"a\" : [ 1 , 2 ] } "}) {
      std::string body = place;
      body.replace(body.find('@'), 1, value);
      const Decoded decoded = decode(body);
      EXPECT_TRUE(!decoded.error || decoded.error->kind == BodyError::Kind::invalid_field) << body;
    }
}

TEST(DecodeStrict, BodiesThatAreNoEventsAreRefused) {
  for (const char* body : {"5", "\"text\"", "null", "true", "-1.5"}) EXPECT_TRUE(offset_of(body)) << body;
}

TEST(DecodeStrict, OffsetsPointAtTheTrouble) {
  const auto near = [](const std::string& body, std::size_t from, std::size_t to) {
    const auto offset = offset_of(body);
    ASSERT_TRUE(offset) << body;
    EXPECT_GE(*offset, from) << body;
    EXPECT_LE(*offset, to) << body;
  };
  near("", 0, 0);
  near("{", 1, 1);
  near("nonsense", 0, 0);
  near(R"([{"session_id":"x",}])", 18, 20);
  near(R"({"a":1} x)", 7, 9);
  near(R"([{"name":"X"}] [])", 14, 15);
  near(R"([{"name":"X"},{"name" 5}])", 20, 24);
  near(R"([{"event_id":"e","attributes":{"a":tru}}])", 34, 39);
  near(R"([{"event_id":"e","attributes":{"a":[1,2,01]}}])", 39, 43);
}

TEST(DecodeStrict, OffsetOfAControlCharacterIsItsOwn) {
  for (const std::string& bad : {std::string("\n"), std::string("\x01"), std::string(1, '\0'), std::string("\x1f")}) {
    const std::string front = "[ {\"name\":\"\\\"é\",\n\"message\":\"a";
    EXPECT_EQ(offset_of(front + bad + "b\"}]"), front.size());
  }
}

TEST(DecodeStrict, OffsetOfBytesThatAreNoUtf8IsTheirFirst) {
  for (const std::string bad :
       {"\xff", "\x80", "\xc3", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80", "\xf0\x9f\x98", "\xf4\x90\x80\x80"})
    for (const std::string front : {"", "한", "é한\xf0\x9f\x98\x80x"}) {
      std::string text;
      for (int i = 0; i < 100; ++i) text += front;
      const std::string before = "[{\"message\":\"" + text;
      EXPECT_EQ(offset_of(before + bad + "\"}]"), before.size()) << front << " then " << static_cast<int>(bad[0]);
    }
}

TEST(DecodeStrict, NestingThatOnlyExhaustsAStackIsRefused) {
  const std::string deep_array = std::string(100'000, '[') + std::string(100'000, ']');
  std::string deep_object;
  for (int i = 0; i < 100'000; ++i) deep_object += "{\"a\":";
  deep_object += "1" + std::string(100'000, '}');
  for (const std::string& place : places)
    for (const std::string& deep : {deep_array, deep_object}) {
      std::string body = place;
      body.replace(body.find('@'), 1, deep);
      EXPECT_TRUE(decode(body).error) << place;
    }
  EXPECT_TRUE(decode(deep_array).error);
  EXPECT_TRUE(decode(std::string(100'000, '[')).error);
  EXPECT_TRUE(decode(deep_object).events.empty() || decode(deep_object).error);
}

TEST(DecodeStrict, ABrokenBatchWithAGoodSentAtIsRefused) {
  for (const char* body :
       {R"({"sent_at":"2026-06-21T00:00:00Z","x" 5,"events":[]})", R"({"sent_at":"2026-06-21T00:00:00Z","x":1 "y":2})",
        R"({"sent_at":"2026-06-21T00:00:00Z",5})", R"({"event_id":"e","name":"X" "time":1})"})
    EXPECT_TRUE(offset_of(body)) << body;
}

// The parser's memory for texts is made for reading each text once.
TEST(DecodeStrict, LongTextsStayWithinTheParsersMemory) {
  const std::string text(300'000, 'x');
  const std::string times = "2026-06-21T00:00:00." + text + "Z";
  for (const std::string& body : {R"({"session_id":"s","name":"N","unknown":")" + text + "\"}",
                                  R"({"session_id":"s","name":"N",")" + text + "\":1}",
                                  R"({"session_id":"s","attributes":{"path":")" + text + "\"}}",
                                  R"({"session_id":"s","attributes":{")" + text + "\":{}}}",
                                  R"({"sent_at":")" + times + R"(","events":[]})", R"({"time":")" + times + "\"}"}) {
    (void)decode(body);
    (void)decode(body, Form::ndjson);
  }
}

}  // namespace
}  // namespace sj::wire::native
