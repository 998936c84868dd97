// What cannot stand in a JSON string as it is is escaped, wherever it stands.
#include "base/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace sj {
namespace {

std::string as_json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string escaped(unsigned char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  constexpr std::string_view hex = "0123456789abcdef";
  if (c >= 0x20 && c != 0x7f) return {static_cast<char>(c)};
  return std::string("\\u00") + hex[c >> 4] + hex[c & 15];
}

TEST(JsonString, EscapesEachByteAtEachPlace) {
  for (std::size_t size = 1; size <= 20; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        const std::string expected = '"' + std::string(at, 'a') + escaped(static_cast<unsigned char>(byte)) +
                                     std::string(size - at - 1, 'a') + '"';
        ASSERT_EQ(as_json(text), expected) << byte << " at " << at << " of " << size;
      }
}

TEST(JsonString, EscapesNeighbours) {
  EXPECT_EQ(as_json(""), R"("")");
  EXPECT_EQ(as_json("12345678\"\\\n12345678\x01 승인"), R"("12345678\"\\\n12345678\u0001 승인")");
}

TEST(JsonWriter, PutsCommasBetweenMembers) {
  std::string out = "x";
  JsonWriter json(out);
  json.begin_object().key("a").number(std::numeric_limits<std::int64_t>::min()).key("").begin_array();
  json.number(0).text("t").null().boolean(true).end_array().key("b").text_or_null("").end_object();
  EXPECT_EQ(out, R"(x{"a":-9223372036854775808,"":[0,"t",null,true],"b":null})");
}

}  // namespace
}  // namespace sj
