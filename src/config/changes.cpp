#include "config/changes.hpp"

namespace sj::config {

std::vector<Change> changes(const Config& from, const Config& to) {
  std::vector<Change> out;
  for (const Setting& setting : settings()) {
    std::string before = setting.write(from), after = setting.write(to);
    if (before != after) out.push_back({&setting, std::move(before), std::move(after)});
  }
  return out;
}

void apply_live(const std::vector<Change>& changes, Config& config) {
  for (const Change& change : changes)
    if (change.setting->applies == Applies::when_told) (void)change.setting->read(change.to, config);
}

}  // namespace sj::config
