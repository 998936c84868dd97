#include "http/message/query_string.hpp"

#include <gtest/gtest.h>

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

TEST(PercentDecode, TakesWellFormedUtf8Only) {
  for (const char* good : {"%7f%c2%80%df%bf%e0%a0%80%ed%9f%bf", "%ee%80%80%ef%bf%bf%f0%90%80%80%f4%8f%bf%bf"})
    EXPECT_TRUE(percent_decode(good)) << good;
  for (const char* bad : {"%80", "%c1%bf", "%c2", "%e0%9f%bf", "%ed%a0%80", "%f0%8f%bf%bf", "%f4%90%80%80",
                          "%f5%80%80%80", "%e2%82", "%c3%28"})
    EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace sj::http
