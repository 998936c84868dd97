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
class Lanes {
 public:
  explicit Lanes(const std::map<GroupKey, Group>& groups) : groups_(groups) {}

  void draw(TimelineRow& row, std::size_t number) {
    const auto own = row.be && row.be->group ? groups_.find(key_of(*row.be)) : groups_.end();
    if (own != groups_.end() && own->second.first_row == number) open(own->second);
    for (const Group*& lane : open_) {
      const bool is_own = lane && own != groups_.end() && lane == &own->second;
      row.lanes.push_back(is_own ? end_or_middle(*lane, number) : lane ? Lane::through : Lane::none);
      if (is_own && lane->last_row == number) lane = nullptr;
    }
  }
  [[nodiscard]] std::size_t count() const { return open_.size(); }

 private:
  void open(const Group& group) {
    const auto free = std::ranges::find(open_, nullptr);
    if (free != open_.end())
      *free = &group;
    else if (open_.size() < lanes_max)
      open_.push_back(&group);
  }

  [[nodiscard]] static Lane end_or_middle(const Group& group, std::size_t number) {
    if (group.first_row == number) return Lane::first;
    return group.last_row == number ? Lane::last : Lane::middle;
  }

  const std::map<GroupKey, Group>& groups_;
  std::vector<const Group*> open_;  // by lane; null: free
};

void draw_lanes(std::vector<TimelineRow>& rows, const std::map<GroupKey, Group>& groups) {
  Lanes lanes(groups);
  for (std::size_t i = 0; i < rows.size(); ++i) lanes.draw(rows[i], i);
  for (TimelineRow& row : rows) row.lanes.resize(lanes.count(), Lane::none);
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
