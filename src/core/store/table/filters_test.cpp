// What every filter has to have, a new one too; that rows pass as they should is told against the model in
// conformance/.
#include "store/table/filters.hpp"

#include <gtest/gtest.h>

#include <set>

#include "store/conformance/random_rows.hpp"

namespace sj::store {
namespace {

std::string identity_of(const ValueFilter& by, std::string_view value) {
  Filter filter;
  EXPECT_TRUE(by.add(filter, value)) << by.name << " " << value;
  EXPECT_TRUE(by.is_asked(filter));
  std::string out;
  by.identify(filter, out);
  return out;
}

TEST(ValueFilters, OfEveryValueAreAQuestionOfTheirOwn) {
  for (const ValueFilter& by : value_filters()) {
    std::set<std::string> questions, values;
    std::string unasked;
    by.identify({}, unasked);
    questions.insert(unasked);
    for (const std::string& value : conformance::words::filter_values.at(by.name)) {
      if (value.empty() && by.name != "reason") continue;
      values.insert(value);
      questions.insert(identity_of(by, value));
    }
    EXPECT_EQ(questions.size(), 1 + values.size()) << by.name;
  }
}

TEST(ValueFilters, RefuseWhatIsNoValueAndLeaveTheFilterAsItWas) {
  for (const ValueFilter& by : value_filters()) {
    if (by.name == "reason") continue;  // the empty one is a rejection or a hold without a reason
    Filter filter;
    EXPECT_FALSE(by.add(filter, "")) << by.name;
    EXPECT_FALSE(by.is_asked(filter)) << by.name;
  }
  const std::set<std::string_view> of_words{"status",  "decision", "stage",   "furthest_stage",
                                            "entered", "passed",   "headline"};
  for (const ValueFilter& by : value_filters()) {
    if (!of_words.contains(by.name)) continue;
    Filter filter;
    EXPECT_FALSE(by.add(filter, "approved")) << by.name;
    EXPECT_FALSE(by.is_asked(filter)) << by.name;
  }
}

TEST(ValueFilters, HaveNamesThatDiffer) {
  std::set<std::string_view> names;
  for (const ValueFilter& by : value_filters()) EXPECT_TRUE(names.insert(by.name).second) << by.name;
}

}  // namespace
}  // namespace sj::store
