#include "journey/pairs.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "journey/settings.hpp"

namespace sj::journey {
namespace {

struct Side {
  TimeMs time;
  std::size_t position;
  auto operator<=>(const Side&) const = default;
};

// The BE event nearest in time that is not taken, ties to the first in order; the end if none is within reach.
std::set<Side>::iterator nearest(std::set<Side>& free, TimeMs time) {
  auto after = free.lower_bound({time, 0});
  auto best = after;
  if (after != free.begin()) {
    const TimeMs before_time = std::prev(after)->time;
    const bool before_is_nearer = after == free.end() || time - before_time <= after->time - time;
    if (before_is_nearer) best = free.lower_bound({before_time, 0});
  }
  if (best == free.end()) return best;
  const DurationMs distance = best->time > time ? best->time - time : time - best->time;
  return distance <= lag_ms_max ? best : free.end();
}

struct Actions {
  std::vector<Side> fe;
  std::set<Side> be;
};

void match_one(Actions& actions, Pairs& out) {
  for (const Side& fe : actions.fe) {
    const auto be = nearest(actions.be, fe.time);
    if (be == actions.be.end()) {
      out.unmatched.push_back(fe.position);
      continue;
    }
    out.matched.push_back({fe.position, be->position, be->time - fe.time});
    actions.be.erase(be);
  }
  for (const Side& be : actions.be) out.unmatched.push_back(be.position);
}

}  // namespace

Pairs match_pairs(std::span<const Placed> events, const Catalog& catalog) {
  std::map<std::string_view, Actions> by_fe_name;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const EventType& type = *events[i].classified.type;
    if (type.pair.empty()) continue;
    const Side side{events[i].event.time, i};
    if (type.source == Source::fe)
      by_fe_name[type.name].fe.push_back(side);
    else
      by_fe_name[type.pair].be.insert(side);
  }
  Pairs out;
  for (const PairedNames& names : catalog.pairs())
    if (const auto at = by_fe_name.find(names.fe); at != by_fe_name.end()) match_one(at->second, out);
  std::ranges::sort(out.unmatched);
  std::ranges::sort(out.matched, {}, &Pairs::Match::fe);
  return out;
}

}  // namespace sj::journey
