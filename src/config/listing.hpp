#pragma once
// Every setting with its value and where that came from, for people and for programs.
#include <string>

#include "config/config.hpp"

namespace sj::config {

/// One line a setting: name, value, source, help, in columns.
[[nodiscard]] std::string to_listing(const Config& config);

/// `[{"name","value","source","place","default","format","flag","variable","help"}]`; what is not set is null.
[[nodiscard]] std::string to_json(const Config& config);

}  // namespace sj::config
