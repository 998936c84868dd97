// docs/event-catalog.md says what the built-in catalog holds.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "event/catalog.hpp"

namespace sj {
namespace {

using ::testing::HasSubstr;

std::string page() {
  std::stringstream text;
  text << std::ifstream(SJ_SOURCE_DIR "/docs/event-catalog.md").rdbuf();
  return text.str();
}

std::string stage_or(std::optional<Stage> stage, const char* none) {
  return stage ? std::string(to_text(*stage)) : none;
}

std::string causes_of(const Reason& reason) {
  if (reason.causes == Reason::Causes::checks) return fmt::format("{}", fmt::join(reason.checks, ", "));
  return reason.causes == Reason::Causes::not_named ? "-" : std::string(to_text(reason.causes));
}

TEST(CatalogPage, TellsEveryEntry) {
  const auto catalog = Catalog::load().value();
  const std::string text = page();
  for (const EventType& type : catalog->events()) {
    std::vector<std::string_view> flags;
    for (const Flag flag : all_flags)
      if (type.has(flag)) flags.push_back(to_text(flag));
    EXPECT_THAT(text,
                HasSubstr(fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", type.name, type.provenance,
                                      to_text(type.source), stage_or(type.stage, "*"), to_text(type.kind),
                                      to_text(type.impact), fmt::join(flags, ", "), type.pair, type.title.en)));
  }
  for (const auto& screen : catalog->screens())
    EXPECT_THAT(text, HasSubstr(fmt::format("| `{}` | {} |\n", screen.path, to_text(screen.stage))));
  for (const Reason& reason : catalog->reasons())
    EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} | {} | {} | {} |\n", reason.code, to_text(reason.outcome),
                                            stage_or(reason.stage, "-"), causes_of(reason), reason.title.en)));
  for (const ErrorFamily& family : catalog->families())
    EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} | {} |\n", family.prefix, to_text(family.error_class),
                                            family.title.en)));
  for (const KnownErrorCode& code : catalog->error_codes())
    EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} |\n", code.code, code.title.en)));
  for (const Advice& advice : catalog->advice())
    EXPECT_THAT(text, HasSubstr(fmt::format("| {} | {} | {} | {} | {} |\n", to_text(advice.subject), advice.code,
                                            advice.sensitive ? "yes" : "no", advice.next.en, advice.tell.en)));
}

}  // namespace
}  // namespace sj
