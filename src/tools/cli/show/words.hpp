#pragma once
// Words for codes (catalog/words.json), the same as on every screen of the dashboard.
#include <initializer_list>
#include <string_view>

#include "cli/commands.hpp"

namespace sj {

/// The text of catalog/words.json as it was when the program was built.
[[nodiscard]] std::string_view words_json();

}  // namespace sj

namespace sj::cli {

/// The word for a code. `qualifiers` say what it may depend on, the most important first (`word("stage_state",
/// "retake", Language::en, {"FINAL", "DROPPED"})`); a code that the table does not know is its own word. Of one thread.
[[nodiscard]] std::string_view word(std::string_view kind, std::string_view code, Language language,
                                    std::initializer_list<std::string_view> qualifiers = {});

}  // namespace sj::cli
