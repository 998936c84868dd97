// A table that every program reads as the same cells, and of which no cell runs.
#include "api/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace sj::api {
namespace {

using journey::Summary;
using ::testing::HasSubstr;

std::string line_of(const Summary& summary) {
  std::string out;
  append_csv_row(out, summary, {"prj_1", {}, nullptr, 1'782'000'060'000});
  return out;
}

/// The cell of the column `last_error_code`, as it stands in the line.
std::string cell_of(std::string text) {
  const std::string empty = line_of({}), line = line_of({.last_error_code = std::move(text)});
  const std::size_t begin = std::ranges::mismatch(empty, line).in1 - empty.begin();
  return line.substr(begin, line.size() - empty.size());
}

TEST(Csv, ARowHasACellForEachColumn) {
  Summary summary{.session_id = "s-1", .created_at = 1'782'000'000'000, .updated_at = 1'782'000'005'000};
  summary.quiet_since = summary.updated_at;
  EXPECT_EQ(
      csv_head(),
      "session_id,project_id,created_at,updated_at,status,status_rule,decision,reason,decided_at,decided_by,stage,"
      "furthest_stage,last_event,email,user_id,submission_id,last_error_code,headline,events,fe,be,retakes,"
      "warnings,wall_ms,active_ms\r\n");
  EXPECT_EQ(line_of(summary),
            "s-1,prj_1,2026-06-21T00:00:00.000Z,2026-06-21T00:00:05.000Z,IN_PROGRESS,4,,,,,PRE_CHECKS,PRE_CHECKS,,,,,,"
            "IN_PROGRESS,0,0,0,0,0,0,0\r\n");
}

TEST(Csv, ADecisionIsTheCurrentOne) {
  Summary summary;
  summary.decision = {.history = {{Impact::pending, "aml_match", 1'782'000'000'000, "1"},
                                  {Impact::rejected, "expired_id", 1'782'000'001'000, "2"}},
                      .by_review = true};
  EXPECT_THAT(line_of(summary), HasSubstr(",REJECTED,expired_id,2026-06-21T00:00:01.000Z,review,"));
  summary.decision->by_review = false;
  EXPECT_THAT(line_of(summary), HasSubstr(",automatic,"));
}

TEST(Csv, AStatusIsThatOfTheTimeOfAsking) {
  Summary summary;
  summary.quiet_since = 1'782'000'000'000 - hour_ms;
  summary.headline_dropped = journey::Headline::dropped_on_screen;
  EXPECT_THAT(line_of(summary), HasSubstr(",DROPPED,3,"));
  EXPECT_THAT(line_of(summary), HasSubstr(",DROPPED_ON_SCREEN,"));
}

TEST(Csv, WhatWouldEndACellIsQuoted) {
  EXPECT_EQ(cell_of("plain text"), "plain text");
  EXPECT_EQ(cell_of("a,b"), "\"a,b\"");
  EXPECT_EQ(cell_of("a\nb"), "\"a\nb\"");
  EXPECT_EQ(cell_of("a\rb"), "\"a\rb\"");
  EXPECT_EQ(cell_of("say \"cheese\""), "\"say \"\"cheese\"\"\"");
  EXPECT_EQ(cell_of("\""), "\"\"\"\"");
}

TEST(Csv, NoCellBeginsLikeAFormula) {
  for (const std::string sign : {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"})
    EXPECT_EQ(cell_of(sign + "1+1"), "'" + sign + "1+1");
  for (const std::string blank : {" ", "\t", "\x01", "\u00a0", "\u3000", "\u200b", "\ufeff"})
    EXPECT_EQ(cell_of(blank + "=1+1"), "'" + blank + "=1+1") << "some programs pass over what stands first";
}

TEST(Csv, AFormulaThatNeedsQuotesIsTextWithinThem) {
  EXPECT_EQ(cell_of("=HYPERLINK(\"http://x\",1)"), "\"'=HYPERLINK(\"\"http://x\"\",1)\"");
  EXPECT_EQ(cell_of("\r=1"), "\"'\r=1\"");
}

TEST(Csv, WhatOnlyHoldsASignIsLeftAlone) {
  for (const char* text : {"1-1", "a=b", "kim@x.org", "LO-30001", "김", "é"}) EXPECT_EQ(cell_of(text), text);
}

TEST(Csv, EveryTextOfAClientIsMadeSafe) {
  Summary summary{.session_id = "-1", .last_event = "=1"};
  summary.identity = {"=1@x.org", "+1", "@1"};
  summary.last_error_code = "-2";
  summary.decision = {.history = {{Impact::pending, "=reason", 0, "1"}}};
  const std::string line = line_of(summary);
  for (const char* cell : {"'-1,", ",'=1,", ",'=1@x.org,", ",'+1,", ",'@1,", ",'-2,", ",'=reason,"})
    EXPECT_THAT(line, HasSubstr(cell));
}

}  // namespace
}  // namespace sj::api
