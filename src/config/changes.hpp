#pragma once
// What differs between two readings of the settings.
#include <string>
#include <vector>

#include "config/settings.hpp"

namespace sj::config {

struct Change {
  const Setting* setting;
  std::string from, to;  ///< as a file would have them
};

/// In the order of the table.
[[nodiscard]] std::vector<Change> changes(const Config& from, const Config& to);

/// Takes over those that can change while the program runs.
void apply_live(const std::vector<Change>& changes, Config& config);

}  // namespace sj::config
