#pragma once
// What the server said when it said no.
#include <string>

#include "cli/commands.hpp"

namespace sj::cli {

/// `401 unauthorized: no key, or an unknown one`; without its words if the body is no problem document.
[[nodiscard]] std::string problem_text(const HttpAnswer& answer);

}  // namespace sj::cli
