#include "http/query_string.hpp"

#include <gtest/gtest.h>

#include "http/utf8.hpp"

namespace sj::http {
namespace {

using Parameters = std::vector<QueryParameter>;

TEST(QueryString, KeepsOrderAndRepetitions) {
  EXPECT_EQ(parse_query("status=DROPPED&stage=LIVENESS&status=ERROR"),
            (Parameters{{"status", "DROPPED"}, {"stage", "LIVENESS"}, {"status", "ERROR"}}));
}

TEST(QueryString, DecodesNamesAndValues) {
  EXPECT_EQ(parse_query("a%3Db=c%26d&%ED%99%8D=%EA%B8%B8"), (Parameters{{"a=b", "c&d"}, {"홍", "길"}}));
  EXPECT_EQ(parse_query("from=2026-06-21T00:00:00+09:00"), (Parameters{{"from", "2026-06-21T00:00:00 09:00"}}));
  EXPECT_EQ(parse_query("from=2026-06-21T00:00:00%2B09:00"), (Parameters{{"from", "2026-06-21T00:00:00+09:00"}}));
}

TEST(QueryString, TakesOddShapes) {
  EXPECT_EQ(parse_query(""), Parameters{});
  EXPECT_EQ(parse_query("&&"), Parameters{});
  EXPECT_EQ(parse_query("a"), (Parameters{{"a", ""}}));
  EXPECT_EQ(parse_query("a="), (Parameters{{"a", ""}}));
  EXPECT_EQ(parse_query("=a"), (Parameters{{"", "a"}}));
  EXPECT_EQ(parse_query("a=b=c&"), (Parameters{{"a", "b=c"}}));
}

TEST(QueryString, RefusesWhatIsNoText) {
  for (const char* text :
       {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%c3=b", "a=%ed%a0%80", "a=%c0%80", "a=b&c=%f4%90%80%80"}) {
    EXPECT_EQ(parse_query(text), std::nullopt) << text;
  }
}

TEST(PercentDecode, LeavesPlusAlone) {
  EXPECT_EQ(percent_decode("a+b%20c"), "a+b c");
  EXPECT_EQ(percent_decode("%4a%4A"), "JJ");
  EXPECT_EQ(percent_decode("%"), std::nullopt);
}

TEST(Utf8, KnowsTheEdges) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(
      is_utf8("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
  for (const char* bad : {"\x80", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xc3\x28"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace sj::http
