#include "store/table/dictionary.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

namespace sj::store {
namespace {

TEST(Dictionary, GivesEqualTextsOneNumber) {
  Dictionary dictionary;
  const auto a = dictionary.take("a"), empty = dictionary.take(""), a_again = dictionary.take("a");
  EXPECT_EQ(a, a_again);
  EXPECT_NE(a, empty);
  EXPECT_EQ(dictionary.text(a), "a");
  EXPECT_EQ(dictionary.text(empty), "");
}

TEST(Dictionary, TakesANumberBackWithTheLastUse) {
  Dictionary dictionary;
  const auto a = dictionary.take("a");
  dictionary.take("a");
  dictionary.release(a);
  EXPECT_TRUE(dictionary.in_use(a));
  dictionary.release(a);
  EXPECT_FALSE(dictionary.in_use(a));
  EXPECT_EQ(dictionary.take("b"), a);
  EXPECT_EQ(dictionary.text(a), "b");
}

// Against a map from text to number of uses.
TEST(Dictionary, IsAMapThatCounts) {
  EXPECT_TRUE(rc::check("dictionary", [](const std::vector<std::pair<std::uint8_t, bool>>& steps) {
    Dictionary dictionary;
    std::map<std::string, std::pair<Dictionary::Id, int>> model;
    for (const auto& [word, take] : steps) {
      const std::string text(1 + word % 40, static_cast<char>('a' + word % 5));
      const auto known = model.find(text);
      if (take || known == model.end()) {
        const auto id = dictionary.take(text);
        if (known != model.end()) RC_ASSERT(known->second.first == id);
        model[text].first = id;
        ++model[text].second;
      } else {
        dictionary.release(known->second.first);
        if (--known->second.second == 0) model.erase(known);
      }
      for (const auto& [kept, entry] : model)
        RC_ASSERT(dictionary.text(entry.first) == kept && dictionary.in_use(entry.first));
    }
    RC_ASSERT(dictionary.size() <= 256);
  }));
}

}  // namespace
}  // namespace sj::store
