#include "journey/concurrency.hpp"

#include <algorithm>
#include <array>

#include "journey/settings.hpp"

namespace sj::journey {
namespace {

struct Interval {
  TimeMs begin, end;
  std::size_t position;
};

// Intervals come by begin, so a group ends where the next begin is too far from the latest end so far.
void number_groups(std::vector<Interval>& checks, std::vector<std::uint32_t>& groups) {
  std::ranges::sort(checks, [](const Interval& a, const Interval& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.position < b.position;
  });
  std::uint32_t number = 0;
  for (std::size_t first = 0, next = 0; first < checks.size(); first = next) {
    TimeMs latest_end = checks[first].end;
    for (next = first + 1; next < checks.size() && checks[next].begin <= latest_end + concurrent_gap_ms_max; ++next)
      latest_end = std::max(latest_end, checks[next].end);
    if (next - first < 2) continue;
    ++number;
    for (std::size_t i = first; i < next; ++i) groups[checks[i].position] = number;
  }
}

}  // namespace

std::vector<std::uint32_t> concurrency_groups(std::span<const Placed> events) {
  std::array<std::vector<Interval>, stage_count> checks;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].classified.type->kind != Kind::check) continue;
    const Event& event = events[i].event;
    checks[static_cast<std::size_t>(events[i].stage)].push_back(
        {event.time - event.duration_ms.value_or(0), event.time, i});
  }
  std::vector<std::uint32_t> groups(events.size(), 0);
  for (auto& of_stage : checks) number_groups(of_stage, groups);
  return groups;
}

}  // namespace sj::journey
