#include "cli/show/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sj::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string fixture_path(const std::string& name) {
  return std::string(SJ_SOURCE_DIR) + "/tests/fixtures/cli/" + name;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// SJ_WRITE_GOLDEN=1 makes the files anew; look at what changed before it goes in.
void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("SJ_WRITE_GOLDEN")) std::ofstream(fixture_path(name), std::ios::binary) << text;
  EXPECT_EQ(read_file(fixture_path(name)), text) << name;
}

class ReportTest : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("TZ", "KST-9", 1);
    ::tzset();
    journey_ = read_journey(read_file(fixture_path("rejected.session.json"))).value();
    for (const char* name : {"rejected.events.1.json", "rejected.events.2.json"}) {
      EventPage page = read_event_page(read_file(fixture_path(name))).value();
      std::ranges::move(page.events, std::back_inserter(events_));
    }
    look_.title_of_event = [](std::string_view name, Language language) -> std::string {
      if (name != "FACE_MATCH_CHECK") return "";
      return language == Language::ko ? "얼굴 비교" : "face comparison";
    };
  }
  void TearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
  std::string report() const { return report_of(journey_, events_, look_); }

  Journey journey_;
  std::vector<JourneyEvent> events_;
  Look look_;
};

TEST_F(ReportTest, IsDrawnInEnglish) {
  look_.columns = 120;
  expect_golden("rejected.en.txt", report());
}

TEST_F(ReportTest, IsDrawnInKorean) {
  look_.language = Language::ko;
  expect_golden("rejected.ko.txt", report());
}

TEST_F(ReportTest, IsDrawnInColour) {
  look_.colours = true;
  look_.columns = 120;
  expect_golden("rejected.colour.txt", report());
}

TEST_F(ReportTest, IsDrawnInAsciiOnANarrowTerminal) {
  look_.utf8 = false;
  look_.columns = 60;
  expect_golden("rejected.ascii.txt", report());
}

TEST_F(ReportTest, FitsTheTerminal) {
  for (const bool utf8 : {false, true})
    for (const Language language : {Language::en, Language::ko})
      for (const std::size_t columns : {40u, 60u, 79u, 80u, 100u, 200u}) {
        look_.utf8 = utf8 || language == Language::ko;
        look_.language = language;
        look_.columns = columns;
        std::string text = report();
        for (std::size_t begin = 0; begin < text.size();) {
          const std::size_t end = text.find('\n', begin);
          EXPECT_LE(columns_of(std::string_view(text).substr(begin, end - begin)), columns)
              << columns << ": " << text.substr(begin, end - begin);
          begin = end + 1;
        }
        if (!look_.utf8) {
          EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
        }
      }
}

TEST_F(ReportTest, WhatStrangersSentHasNoPowerOverTheTerminal) {
  EXPECT_THAT(report(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(report(), HasSubstr("\\x1b[31mred"));
}

TEST_F(ReportTest, LeavesOutTheMiddleOfALongTimeline) {
  look_.events_max = 6;
  EXPECT_THAT(report(), HasSubstr("11 rows left out; --events 0 shows all"));
  EXPECT_THAT(report(), HasSubstr("SESSION_CREATED"));
  EXPECT_THAT(report(), Not(HasSubstr("ID_LIVENESS_CHECK")));
  look_.events_max = 0;
  EXPECT_THAT(report(), HasSubstr("ID_LIVENESS_CHECK"));
}

TEST_F(ReportTest, StandsANewerServersWords) {
  journey_.status = "SLEEPING";
  journey_.status_rule = 9;
  journey_.confidence = "sworn";
  journey_.stages[0].state = "melted";
  journey_.evidence.push_back({"gone", "BE", "cause"});
  events_[0].impact = "DAZZLED";
  EXPECT_THAT(report(), HasSubstr("SLEEPING"));
  EXPECT_THAT(report(), HasSubstr("sworn"));
  EXPECT_THAT(report(), HasSubstr("melted"));
}

TEST_F(ReportTest, TakesTheWordThatFitsStageStatusAndConfidence) {
  journey_.status = "DROPPED";
  journey_.confidence = "likely";
  journey_.stages[1].state = "retake";
  EXPECT_THAT(report(), HasSubstr("retake not done"));
  EXPECT_THAT(report(), HasSubstr("likely cause"));
  journey_.status = "IN_PROGRESS";
  EXPECT_THAT(report(), HasSubstr("retake requested"));
}

TEST_F(ReportTest, DrawsAJourneyWithoutEvents) {
  events_.clear();
  EXPECT_THAT(report(), HasSubstr("A reviewer rejected the verification"));
}

TEST(ReadJourney, RefusesWhatIsNoJourney) {
  for (const char* body :
       {"", "[]", "null", "{}", "<html>", R"({"session_id":"s"})", R"({"session_id":1,"headline":[]})"}) {
    EXPECT_FALSE(read_journey(body).has_value()) << body;
    EXPECT_FALSE(read_event_page(body).has_value()) << body;
  }
}

}  // namespace
}  // namespace sj::cli
