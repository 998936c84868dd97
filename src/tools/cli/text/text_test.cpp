#include <gtest/gtest.h>

#include <map>

#include "cli/text/code_points.hpp"
#include "cli/text/styled.hpp"
#include "cli/text/terminal.hpp"

namespace sj::cli {
namespace {

std::vector<std::string> wrapped(std::string_view text, std::size_t columns, std::size_t indent = 0) {
  std::vector<std::string> rows;
  for (const Line& line : wrap({{std::string(text)}}, columns, indent)) rows.push_back(to_bytes(line, false));
  return rows;
}

TEST(Columns, CountsWhatATerminalDraws) {
  EXPECT_EQ(columns_of(std::string_view("abc")), 3u);
  EXPECT_EQ(columns_of(std::string_view("한국어")), 6u);
  EXPECT_EQ(columns_of(std::string_view("日本（）")), 8u);
  EXPECT_EQ(columns_of(std::string_view("e\u0301")), 1u);
  EXPECT_EQ(columns_of(std::string_view("■✗│·…")), 5u);
  EXPECT_EQ(columns_of(std::string_view("😀")), 2u);
  EXPECT_EQ(columns_of(std::string_view("\u1112\u1161\u11ab")), 2u);  // conjoining 한
}

TEST(Printable, SpellsOutWhatHasPower) {
  EXPECT_EQ(printable("plain, 한글"), "plain, 한글");
  EXPECT_EQ(printable("a\x1b[2Jb\r\n\t\x7f"), "a\\x1b[2Jb\\x0d\\x0a\\x09\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\x9b");
  EXPECT_EQ(printable("\u202egnp.exe"), "\\u202egnp.exe");
}

TEST(Printable, EndsOfLinesStayWhereAskedFor) {
  EXPECT_EQ(printable_lines("a\n\x1b[2Jb\r\u061c"), "a\n\\x1b[2Jb\\x0d\\u061c");
}

TEST(Printable, JsonMeansWhatItDid) {
  EXPECT_EQ(printable_json("{\"a\":\"\u009b2J\u202e\x7f한\"}\n"), "{\"a\":\"\\u009b2J\\u202e\\u007f한\"}\n");
}

TEST(Printable, MendsBrokenUtf8) {
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(printable("\xc0\xaf"), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(printable("\xe2\x82"), "\uFFFD\uFFFD");            // cut off
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Ascii, KeepsColumns) {
  EXPECT_EQ(ascii_of("a한b·"), "a??b?");
}

TEST(Wrap, BreaksAtBlanks) {
  EXPECT_EQ(wrapped("the quick brown fox", 10), (std::vector<std::string>{"the quick", "brown fox"}));
  EXPECT_EQ(wrapped("the quick brown fox", 9, 2), (std::vector<std::string>{"the quick", "  brown", "  fox"}));
  EXPECT_EQ(wrapped("", 10), (std::vector<std::string>{""}));
  EXPECT_EQ(wrapped("  indented text", 12), (std::vector<std::string>{"  indented", "text"}));
}

TEST(Wrap, BreaksAWordThatIsWiderThanARow) {
  EXPECT_EQ(wrapped("a abcdefghij b", 4), (std::vector<std::string>{"a", "abcd", "efgh", "ij b"}));
  EXPECT_EQ(wrapped("한국어한국어", 5), (std::vector<std::string>{"한국", "어한", "국어"}));
}

TEST(Wrap, KeepsStylesAndWordsTogether) {
  const std::vector<Line> rows = wrap({{"one "}, {"tw", Style::red}, {"o three"}}, 7);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(to_bytes(rows[0], true), "one \x1b[31mtw\x1b[0mo");
  EXPECT_EQ(to_bytes(rows[1], true), "three");
}

TEST(Pad, CountsColumnsNotBytes) {
  Line line{{"한"}};
  pad(line, 4);
  line.push_back({"|"});
  EXPECT_EQ(to_bytes(line, false), "한  |");
}

TEST(TerminalOf, ReadsTheEnvironment) {
  std::map<std::string, std::string> variables;
  const config::Environment environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  EXPECT_FALSE(terminal_of(-1, environment).utf8);
  variables["LANG"] = "ko_KR.UTF-8";
  EXPECT_TRUE(terminal_of(-1, environment).utf8);
  variables["LC_ALL"] = "C";
  EXPECT_FALSE(terminal_of(-1, environment).utf8);
  EXPECT_FALSE(terminal_of(-1, environment).colours);
  EXPECT_FALSE(terminal_of(-1, environment).interactive);
}

}  // namespace
}  // namespace sj::cli
