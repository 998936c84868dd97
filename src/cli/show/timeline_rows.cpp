#include "cli/show/timeline_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

namespace sj::cli {
namespace {

constexpr DurationMs side_by_side_ms_max = second_ms;
constexpr std::size_t lanes_max = 3;  // more at one moment are drawn without a bracket

struct Group {
  std::size_t first_row = 0, last_row = 0, checks = 0;
  TimeMs begin = 0, end = 0;
};
using GroupKey = std::pair<std::string, std::int64_t>;  // groups are numbered within a stage

GroupKey key_of(const JourneyEvent& event) {
  return {event.stage, *event.group};
}

TimeMs begin_of(const JourneyEvent& check) {
  return check.time - check.duration_ms.value_or(0);
}

bool record_the_same(const JourneyEvent& a, const JourneyEvent& b) {
  return a.source != b.source && a.pair == b.event_id && b.pair == a.event_id &&
         std::abs(a.time - b.time) <= side_by_side_ms_max;
}

std::vector<TimelineRow> place_in_rows(const std::vector<JourneyEvent>& events) {
  std::vector<TimelineRow> rows;
  for (std::size_t i = 0; i < events.size(); ++i) {
    TimelineRow row;
    const JourneyEvent& event = events[i];
    (event.on_screen() ? row.fe : row.be) = &event;
    row.time = event.time;
    if (i + 1 < events.size() && record_the_same(event, events[i + 1])) {
      ++i;
      (events[i].on_screen() ? row.fe : row.be) = &events[i];
    }
    if (!rows.empty()) row.since_previous = row.time - rows.back().time;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<GroupKey, Group> find_groups(const std::vector<TimelineRow>& rows) {
  std::map<GroupKey, Group> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].be || !rows[i].be->group) continue;
    const JourneyEvent& check = *rows[i].be;
    const auto [found, added] = groups.try_emplace(key_of(check), Group{i, i, 0, begin_of(check), check.time});
    Group& group = found->second;
    group.last_row = i;
    group.begin = std::min(group.begin, begin_of(check));
    group.end = std::max(group.end, check.time);
    ++group.checks;
  }
  std::erase_if(groups, [](const auto& entry) { return entry.second.checks < 2; });
  return groups;
}

// Gives each group the first lane that is free, from its first row to its last.
void draw_lanes(std::vector<TimelineRow>& rows, const std::map<GroupKey, Group>& groups) {
  std::vector<std::optional<GroupKey>> open;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    TimelineRow& row = rows[i];
    const auto found = row.be && row.be->group ? groups.find(key_of(*row.be)) : groups.end();
    if (found != groups.end() && found->second.first_row == i) {
      const auto free = std::ranges::find(open, std::nullopt);
      if (free != open.end())
        *free = found->first;
      else if (open.size() < lanes_max)
        open.emplace_back(found->first);
    }
    for (std::optional<GroupKey>& lane : open) {
      const bool own = lane && found != groups.end() && *lane == found->first;
      if (!lane)
        row.lanes.push_back(Lane::none);
      else if (!own)
        row.lanes.push_back(Lane::through);
      else if (found->second.first_row == i)
        row.lanes.push_back(Lane::first);
      else
        row.lanes.push_back(found->second.last_row == i ? Lane::last : Lane::middle);
      if (own && found->second.last_row == i) lane.reset();
    }
  }
  for (TimelineRow& row : rows) row.lanes.resize(open.size(), Lane::none);
}

void draw_bars(std::vector<TimelineRow>& rows, const std::map<GroupKey, Group>& groups) {
  for (TimelineRow& row : rows) {
    if (!row.be || !row.be->group) continue;
    const auto found = groups.find(key_of(*row.be));
    if (found == groups.end()) continue;
    row.bar = {found->second.begin, found->second.end, begin_of(*row.be), row.be->time};
  }
}

void mark_stages(std::vector<TimelineRow>& rows) {
  std::set<std::string> seen;
  for (TimelineRow& row : rows) row.stage_begins = seen.insert(row.event().stage).second;
}

}  // namespace

std::vector<TimelineRow> timeline_rows(const std::vector<JourneyEvent>& events) {
  std::vector<TimelineRow> rows = place_in_rows(events);
  const std::map<GroupKey, Group> groups = find_groups(rows);
  draw_lanes(rows, groups);
  draw_bars(rows, groups);
  mark_stages(rows);
  return rows;
}

}  // namespace sj::cli
