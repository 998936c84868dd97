#pragma once
// What the built-in catalog calls things, for the command line's `show`; empty for what it does not know.
#include <string>
#include <string_view>

#include "cli/commands.hpp"

namespace sj::app {

[[nodiscard]] std::string title_of_event(std::string_view name, cli::Language language);
[[nodiscard]] std::string title_of_reason(std::string_view reason, cli::Language language);
[[nodiscard]] std::string title_of_error_code(std::string_view code, cli::Language language);

}  // namespace sj::app
