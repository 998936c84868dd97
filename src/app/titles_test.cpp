// What `show` calls things, in both languages, and nothing for what the catalog does not know.
#include "app/titles.hpp"

#include <gtest/gtest.h>

namespace sj::app {
namespace {

using cli::Language;

TEST(Titles, AreTheCatalogsInTheReadersLanguage) {
  EXPECT_EQ(title_of_event("IP_RISK_CHECK", Language::en), "IP address risk check");
  EXPECT_EQ(title_of_event("IP_RISK_CHECK", Language::ko), "IP 위험 확인");
  EXPECT_EQ(title_of_reason("aml_match", Language::en), "possible AML list match");
  EXPECT_EQ(title_of_reason("aml_match", Language::ko), "AML 명단 일치 의심");
  EXPECT_NE(title_of_error_code("LO-30001", Language::en), "");
  EXPECT_NE(title_of_error_code("LO-30001", Language::ko), title_of_error_code("LO-30001", Language::en));
}

TEST(Titles, AreEmptyForWhatNobodyKnows) {
  for (const Language language : {Language::en, Language::ko})
    for (const char* unknown : {"", "THEIR_OWN_THING", "ip_risk_check", "ZZ-1"}) {
      EXPECT_EQ(title_of_event(unknown, language), "") << unknown;
      EXPECT_EQ(title_of_reason(unknown, language), "") << unknown;
      EXPECT_EQ(title_of_error_code(unknown, language), "") << unknown;
    }
}

}  // namespace
}  // namespace sj::app
