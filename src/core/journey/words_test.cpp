// catalog/words.json has a word for every code of the journey library, in both languages, and nothing else.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "journey/explain.hpp"
#include "journey/findings.hpp"
#include "journey/identity.hpp"
#include "journey/stages.hpp"
#include "journey/status.hpp"

namespace sj::journey {
namespace {

using Texts = std::set<std::string>;

class Words : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(SJ_SOURCE_DIR "/catalog/words.json", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    ASSERT_EQ(parser_.parse(text).get(table_), simdjson::SUCCESS);
  }
  // The keys of a kind, and that each has a word in both languages.
  Texts keys_of(std::string_view kind) {
    Texts keys;
    const simdjson::dom::object words = table_[kind].get_object().value();
    for (const auto [key, word] : words) {
      keys.emplace(key);
      for (const char* language : {"en", "ko"})
        EXPECT_FALSE(word[language].get_string().value().empty()) << kind << " " << key;
      EXPECT_EQ(word.get_object().value().size(), 2U) << kind << " " << key;
    }
    return keys;
  }

  simdjson::dom::parser parser_;
  simdjson::dom::object table_;
};

template <class Code>
Texts all(std::size_t count) {
  Texts texts;
  for (std::size_t i = 0; i < count; ++i) texts.emplace(to_text(static_cast<Code>(i)));
  return texts;
}

// Of keys `code` and `code/qualifier`.
void expect_codes(const Texts& keys, const Texts& codes, const Texts& qualifiers) {
  Texts plain;
  for (const std::string& key : keys) {
    const std::size_t slash = key.find('/');
    if (slash == std::string::npos)
      plain.insert(key);
    else
      EXPECT_TRUE(codes.contains(key.substr(0, slash)) && qualifiers.contains(key.substr(slash + 1))) << key;
  }
  EXPECT_EQ(plain, codes);
}

TEST_F(Words, AreThereForEveryCodeAndNoOther) {
  std::map<std::string, Texts> codes{
      {"status", all<Status>(status_count)},
      {"status_meaning", all<Status>(status_count)},
      {"decision", {"APPROVED", "REJECTED", "PENDING", "NONE"}},
      {"decided_by", {"automatic", "review"}},
      {"source", {"FE", "BE"}},
      {"stage", all<Stage>(stage_count)},
      {"confidence", all<Confidence>(confidence_count)},
      {"confidence_meaning", all<Confidence>(confidence_count)},
      {"finding", all<FindingCode>(finding_count)},
      {"headline", all<Headline>(headline_count)},
      {"impact", all<Impact>(impact_count)},
      {"check_result", all<CheckResult>(check_result_count)},
      {"identity", all<Identity>(identity_count)},
  };
  for (const auto& [kind, expected] : codes) EXPECT_EQ(keys_of(kind), expected) << kind;
  EXPECT_EQ(table_.size(), codes.size() + 2) << "stage_state and evidence are below";
}

TEST_F(Words, DependOnStageStatusAndConfidenceOnly) {
  Texts stages_and_statuses = all<Stage>(stage_count);
  stages_and_statuses.merge(all<Status>(status_count));
  expect_codes(keys_of("stage_state"), all<StageState>(stage_state_count), stages_and_statuses);
  expect_codes(keys_of("evidence"), all<Role>(role_count), all<Confidence>(confidence_count));
}

}  // namespace
}  // namespace sj::journey
