// What a query may say, and in which words it is refused.
#include "query/parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/inputs.hpp"

namespace sj::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Parameters of(std::vector<Parameter> parameters) {
  return Parameters(std::move(parameters));
}

store::Filter filter_of(std::vector<Parameter> parameters) {
  auto filter = read_filter(of(std::move(parameters)));
  EXPECT_TRUE(filter) << filter.error().detail;
  return filter.value_or(store::Filter{});
}

ParameterError refusal_of(std::vector<Parameter> parameters) {
  const auto filter = read_filter(of(std::move(parameters)));
  EXPECT_FALSE(filter);
  return filter ? ParameterError{} : filter.error();
}

TEST(Parameters, RepeatAFilterToMeanEither) {
  EXPECT_THAT(filter_of({{"last_event", "A"}, {"last_event", "B"}}).last_event, ElementsAre("A", "B"));
}

TEST(Parameters, NameTheValuesThatAFilterTakes) {
  const ParameterError error = refusal_of({{"status", "LOST"}});
  EXPECT_EQ(error.field, "status");
  EXPECT_THAT(error.detail, HasSubstr("DROPPED"));
}

TEST(Parameters, TellTheFirstThatIsWrong) {
  EXPECT_EQ(refusal_of({{"status", "LOST"}, {"from", "yesterday"}}).field, "status");
}

TEST(Parameters, StandOnceWhereOneIsMeant) {
  EXPECT_THAT(refusal_of({{"q", "a"}, {"q", "b"}}).detail, HasSubstr("only once"));
}

TEST(Parameters, BoundTheTextThatIsLookedFor) {
  EXPECT_EQ(filter_of({{"q", std::string(256, 'x')}}).text.size(), 256u);
  EXPECT_EQ(refusal_of({{"q", std::string(257, 'x')}}).field, "q");
}

TEST(Parameters, TakeTimesInBothForms) {
  EXPECT_EQ(filter_of({{"from", "2026-06-21T00:00:00Z"}}).from, TimeMs{1'782'000'000'000});
  EXPECT_EQ(filter_of({{"from", "1782000000000"}}).from, TimeMs{1'782'000'000'000});
  EXPECT_EQ(filter_of({{"from", "2026-06-21T09:00:00+09:00"}}).from, TimeMs{1'782'000'000'000});
  for (const char* wrong : {"", "2026-06-21", "-1", "1e3", "253402300800000", "99999999999999999999"})
    EXPECT_EQ(refusal_of({{"from", wrong}}).field, "from") << wrong;
}

TEST(Parameters, LimitPages) {
  EXPECT_EQ(read_limit(of({})), 50u);
  EXPECT_EQ(read_limit(of({{"limit", "200"}})), 200u);
  for (const char* wrong : {"0", "201", "-1", "ten", "1.5", " 1", ""})
    EXPECT_FALSE(read_limit(of({{"limit", wrong}}))) << wrong;
}

TEST(Parameters, RefuseWhatIsNotKnownAndNameWhatIs) {
  const std::vector<std::string_view> names{"sort", "limit"};
  EXPECT_TRUE(of({{"limit", "x"}}).only(names));
  const auto known = of({{"limit", "1"}, {"Sort", "x"}}).only(names);
  ASSERT_FALSE(known);
  EXPECT_EQ(known.error().kind, ParameterError::Kind::unknown);
  EXPECT_EQ(known.error().field, "Sort");
  EXPECT_THAT(known.error().detail, HasSubstr("sort, limit"));
}

TEST(Parameters, AskTheSameOnEveryPage) {
  const auto hash = [](std::vector<Parameter> parameters, std::string_view project = "p") {
    return Parameters(std::move(parameters)).question_hash(project);
  };
  const auto first = hash({{"status", "DROPPED"}, {"q", "a"}});
  EXPECT_EQ(first, hash({{"q", "a"}, {"status", "DROPPED"}, {"limit", "5"}, {"cursor", "c"}, {"count", "exact"}}));
  EXPECT_NE(first, hash({{"status", "DROPPED"}, {"q", "b"}}));
  EXPECT_NE(first, hash({{"status", "DROPPED"}}));
  EXPECT_NE(first, hash({{"status", "DROPPED"}, {"q", "a"}}, "another"));
}

TEST(Parameters, SettleTheRangeOfFigures) {
  constexpr TimeMs now = 1'782'000'000'000;
  store::Filter open;
  ASSERT_TRUE(settle_range(open, now));
  EXPECT_EQ(open.from, now - 7 * day_ms);
  EXPECT_EQ(open.to, now);

  store::Filter half;
  half.from = now;
  const auto refused = settle_range(half, now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "to");

  store::Filter reversed;
  reversed.from = now;
  reversed.to = now - 1;
  EXPECT_FALSE(settle_range(reversed, now));
}

struct Input {
  std::uint32_t limit = 0;
  bool loud = false;
};

TEST(Inputs, ReadEachRowAndTellItsNames) {
  static constexpr std::pair<std::string_view, bool> volumes[] = {{"low", false}, {"high", true}};
  const Inputs<Input> rows{limit_row(&Input::limit), choice_row<Input, bool>("volume", &Input::loud, volumes)};
  EXPECT_THAT(rows.names(), ElementsAre("limit", "volume"));
  const auto read = rows.read(of({{"volume", "high"}}), {});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->loud);
  EXPECT_EQ(read->limit, 50u);
  const auto refused = rows.read(of({{"volume", "loud"}}), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "volume must be one of low, high");
}

}  // namespace
}  // namespace sj::query
