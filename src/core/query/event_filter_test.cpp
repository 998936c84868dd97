// Which events of a journey the parameters `source`, `impact` and `q` leave.
#include "query/event_filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::query {
namespace {

using journey::testing::Ids;
using journey::testing::Story;
using ::testing::HasSubstr;

Parsed<EventFilter> read(std::vector<Parameter> asked) {
  Parameters parameters(std::move(asked));
  return read_event_filter(parameters);
}

Ids left(const Story& story, std::vector<Parameter> asked) {
  const auto filter = read(std::move(asked));
  if (!filter) return {filter.error().detail};
  Ids ids;
  for (const journey::Journey journey = story.at(60); const journey::JourneyEvent& event : journey.events)
    if (matches(event, *filter)) ids.emplace_back(event.placed.event.event_id);
  return ids;
}

/// A check that made the user retake, one that did not, and a screen between two of the server's events.
struct EventFilterOfAStory : ::testing::Test {
  void SetUp() override {
    story.be("SESSION_CREATED", 0)
        .fe("STEP_VIEW", 1, {.path = "/id"})
        .be("ID_OCR_CHECK", 2, {.result = CheckResult::fail})
        .be("ID_TYPE_CHECK", 3, {.result = CheckResult::pass});
  }
  Story story;
};

TEST_F(EventFilterOfAStory, WithoutParametersLeavesEverything) {
  EXPECT_EQ(left(story, {}), (Ids{"SESSION_CREATED", "STEP_VIEW", "ID_OCR_CHECK", "ID_TYPE_CHECK"}));
  EXPECT_EQ(left(story, {{"q", ""}}).size(), 4U);
}

TEST_F(EventFilterOfAStory, ValuesOfOneParameterAreAlternatives) {
  EXPECT_EQ(left(story, {{"source", "FE"}}), Ids{"STEP_VIEW"});
  EXPECT_EQ(left(story, {{"source", "FE"}, {"source", "BE"}}).size(), 4U);
  EXPECT_EQ(left(story, {{"impact", "RETAKE"}, {"impact", "BLOCKED"}}), Ids{"ID_OCR_CHECK"});
}

TEST_F(EventFilterOfAStory, DifferentParametersAllApply) {
  EXPECT_EQ(left(story, {{"source", "BE"}, {"impact", "NONE"}, {"q", "id_"}}), Ids{"ID_TYPE_CHECK"});
  EXPECT_EQ(left(story, {{"source", "FE"}, {"impact", "RETAKE"}}), Ids{});
}

TEST_F(EventFilterOfAStory, AnImpactIsWhatTheUserFeltNotWhatTheCatalogFears) {
  EXPECT_EQ(left(story, {{"impact", "RETAKE"}}), Ids{"ID_OCR_CHECK"}) << "the check that passed made nobody retake";
  Story softened;
  softened.be("ID_OCR_CHECK", 2, {.result = CheckResult::fail, .impact = Impact::none});
  EXPECT_EQ(left(softened, {{"impact", "NONE"}}), Ids{"ID_OCR_CHECK"});
}

TEST(EventFilter, ATextIsLookedForInEveryFieldThatHoldsOne) {
  Story story;
  story.be("ID_OCR_CHECK", 0,
           {.event_id = "their-id",
            .reason = "a-reason",
            .error_code = "LO-30001",
            .message = "too dark",
            .submission_id = "sub-1",
            .user_id = "user-1",
            .email = "Kim@X.org",
            .trace_id = "0af7651916cd43dd8448eb211c80319c",
            .attributes = R"({"camera":"rear"})"});
  for (const char* text : {"ocr", "their-id", "a-reason", "30001", "o d", "sub-1", "user-1", "kim@x", "0af765", "rear"})
    EXPECT_EQ(left(story, {{"q", text}}), Ids{"their-id"}) << text;
  EXPECT_EQ(left(story, {{"q", "nowhere"}}), Ids{});
}

TEST_F(EventFilterOfAStory, CaseOfAsciiLettersDoesNotMatterToATextAndDoesToAWord) {
  EXPECT_EQ(left(story, {{"q", "oCr"}}), Ids{"ID_OCR_CHECK"});
  EXPECT_EQ(read({{"source", "fe"}}).error().field, "source");
}

TEST(EventFilter, WordsThatDoNotExistAreRefusedWithThoseThatDo) {
  const auto source = read({{"source", "FE"}, {"source", "XX"}});
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().field, "source");
  EXPECT_THAT(source.error().detail, HasSubstr("FE or BE"));
  const auto impact = read({{"impact", "ANGRY"}});
  ASSERT_FALSE(impact);
  EXPECT_EQ(impact.error().field, "impact");
  for (std::size_t i = 0; i < impact_count; ++i)
    EXPECT_THAT(impact.error().detail, HasSubstr(std::string(to_text(static_cast<Impact>(i)))));
}

TEST(EventFilter, ATextHasABoundAndStandsOnce) {
  EXPECT_TRUE(read({{"q", std::string(256, 'x')}}));
  EXPECT_EQ(read({{"q", std::string(257, 'x')}}).error().field, "q");
  EXPECT_EQ(read({{"q", "a"}, {"q", "b"}}).error().field, "q");
}

}  // namespace
}  // namespace sj::query
