#include "journey/fold.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "journey/settings.hpp"

namespace sj::journey {
void Fold::add_instant(std::span<Placed> events) {
  for (Placed& event : events) event.classified = classify(event.event, *catalog_);
  note_places(events);
  for (Placed& event : events) {
    event.stage = stage_of(event);
    add(event);
  }
}

void Fold::note_places(std::span<Placed> events) {
  for (const Placed& event : events) {
    const auto placed = event.classified.placed;
    if (!placed) continue;
    if (event.event.source == Source::fe)
      last_placed_fe_ = placed;
    else if (*placed != Stage::final)
      highest_placed_be_ = std::max(highest_placed_be_.value_or(Stage::pre_checks), *placed);
    if (event.classified.activity) highest_placed_activity_ = std::max(highest_placed_activity_, *placed);
  }
}

Stage Fold::stage_of(const Placed& event) const {
  if (event.classified.placed) return *event.classified.placed;
  if (last_placed_fe_) return *last_placed_fe_;
  return highest_placed_be_.value_or(Stage::pre_checks);
}

void Fold::add(const Placed& placed) {
  const Event& event = placed.event;
  add_times(event);
  facts_.last_event = placed.index;
  facts_.last_event_stage = placed.stage;
  facts_.furthest_event = std::max(facts_.furthest_event, placed.stage);
  ++(event.source == Source::fe ? facts_.fe : facts_.be);
  if (!event.error_code.empty()) facts_.last_error_code = placed.index;
  facts_.last_accept_seq = std::max(facts_.last_accept_seq, event.accept_seq);
  facts_.last_received_at = std::max(facts_.last_received_at, event.received_at);

  StageFacts& stage = facts_.at(placed.stage);
  const TimeMs begin = event.time - event.duration_ms.value_or(0);
  stage.entered_at = stage.events == 0 ? begin : std::min(stage.entered_at, begin);
  stage.left_at = event.time;
  ++stage.events;

  const std::uint64_t name_hash = process_hash_key().hash(event.name);
  add_name(placed, name_hash);
  add_identities(placed);
  add_flags(placed);
  add_outcome(placed, name_hash);
  if (placed.classified.activity) add_activity(placed);
}

// Of FE events before the first BE event it shows only now which are near enough to it to say when a session was
// created.
void Fold::add_times(const Event& event) {
  if (facts_.events() == 0) facts_.created_at = event.time;
  facts_.last_time = event.time;
  if (facts_.be > 0) return;
  if (event.source == Source::fe) return facts_.early_fe.push_back(event.time);
  const auto near = std::ranges::lower_bound(facts_.early_fe, event.time - early_fe_ms_max);
  facts_.created_at = near == facts_.early_fe.end() ? event.time : *near;
  facts_.early_fe = {};
}

void Fold::add_activity(const Placed& placed) {
  const TimeMs time = placed.event.time;
  if (facts_.activities == 0)
    facts_.first_activity = time;
  else if (!facts_.last_activity_hides)
    facts_.active_ms += std::min(time - facts_.last_activity, active_gap_ms_max);
  ++facts_.activities;
  facts_.last_activity = time;
  facts_.last_activity_event = placed.index;
  facts_.last_activity_stage = placed.stage;
  facts_.furthest_activity = std::max(facts_.furthest_activity, placed.stage);
  facts_.last_activity_hides = placed.classified.type->has(Flag::hidden);
}

void Fold::add_name(const Placed& placed, std::uint64_t name_hash) {
  const Event& event = placed.event;
  const auto found = facts_.name_index.find_or_add(name_hash);
  if (!found) facts_.names.push_back({.first = placed.index});
  const auto position = found.value_or(static_cast<std::uint32_t>(facts_.names.size() - 1));
  NameFacts& name = facts_.names[position];
  if (event.source == Source::be && event.result == CheckResult::pass) name.last_pass = event.time;
  if (placed.classified.type->kind != Kind::check) return;
  name.is_check = true;
  facts_.has_check = facts_.at(placed.stage).has_check = true;
  if (event.result) name.results = static_cast<std::uint8_t>(name.results | 1u << static_cast<unsigned>(*event.result));
  facts_.check_runs.push_back({.name = position,
                               .result = event.result,
                               .duration_ms = event.duration_ms,
                               .retake = placed.classified.impact == Impact::retake});
}

void Fold::add_identities(const Placed& placed) {
  const bool server_sent = placed.event.source == Source::be;
  for (std::size_t i = 0; i < identity_count; ++i) {
    const std::string_view value = identity_of(placed.event, static_cast<Identity>(i));
    if (value.empty()) continue;
    IdentityFacts& identity = facts_.identities[i];
    (server_sent ? identity.last_be : identity.last_fe) = placed.index;
    const auto found = identity.index.find_or_add(identity_hash(value, static_cast<Identity>(i), process_hash_key()));
    if (!found) identity.values.push_back({.first = placed.index});
    IdentityFacts::Value& known = found ? identity.values[*found] : identity.values.back();
    known.server_sent = known.server_sent || server_sent;
  }
}

void Fold::add_flags(const Placed& placed) {
  const EventType& type = *placed.classified.type;
  const TimeMs time = placed.event.time;
  if (placed.event.source == Source::fe) {
    facts_.last_fe = placed.index;
    facts_.last_fe_stage = placed.stage;
    facts_.last_fe_hides = type.has(Flag::hidden);
  }
  facts_.has_start = facts_.has_start || type.has(Flag::start);
  if (type.has(Flag::final_page) && facts_.first_final_page == no_event) {
    facts_.first_final_page = placed.index;
    facts_.first_final_page_time = time;
  }
  if (type.has(Flag::error_page)) {
    facts_.has_error_page = true;
    facts_.last_error_page = placed.index;
  }
  add_screen(placed);
  if (type.has(Flag::resume)) {
    facts_.resumed_after_last_screen = true;
    if (placed.event.source == Source::be) facts_.last_be_resume = time;
  }
  if (type.has(Flag::capture)) {
    facts_.last_capture = time;
    facts_.last_capture_event = placed.index;
    facts_.last_capture_stage = placed.stage;
  }
  if (type.has(Flag::offline)) facts_.offline = true;
  if (type.has(Flag::online)) facts_.offline = false;
}

void Fold::add_screen(const Placed& placed) {
  const Event& event = placed.event;
  const EventType& type = *placed.classified.type;
  if (type.kind == Kind::screen) {
    facts_.last_screen = placed.index;
    facts_.last_screen_time = event.time;
    facts_.last_screen_stage = placed.stage;
    facts_.last_screen_path_hash = process_hash_key().hash(event.path);
    facts_.last_screen_is_error_page = type.has(Flag::error_page);
    facts_.resumed_after_last_screen = facts_.left_last_screen = false;
  } else if (event.source == Source::fe && event.time > facts_.last_screen_time) {
    const bool other_path = !event.path.empty() && process_hash_key().hash(event.path) != facts_.last_screen_path_hash;
    facts_.left_last_screen = facts_.left_last_screen || other_path || placed.stage != facts_.last_screen_stage;
  }
}

void Fold::add_outcome(const Placed& placed, std::uint64_t name_hash) {
  const Event& event = placed.event;
  const Classified& is = placed.classified;
  const bool server = event.source == Source::be;
  StageFacts& stage = facts_.at(placed.stage);
  if (is.is_decision()) facts_.decisions.push_back({placed.index, event.time, is.impact, !event.reason.empty()});
  if (is.type->is_stage_milestone()) stage.last_milestone = facts_.last_milestone = event.time;
  if (server && is.impact == Impact::retake) ++facts_.retakes, ++stage.retakes;
  if (is.warning) ++facts_.warnings;
  if (server && (is.impact == Impact::blocked || is.impact == Impact::retake)) facts_.has_server_obstacle = true;
  const bool progress =
      server && is.activity && is.placed && is.impact != Impact::blocked && event.result != CheckResult::skipped;
  if (progress) stage.last_progress = event.time;
  if (!is.is_asked()) return;
  facts_.asked.push_back({.index = placed.index,
                          .time = event.time,
                          .name_hash = name_hash,
                          .type = is.type,
                          .impact = is.impact,
                          .stage = placed.stage,
                          .frontier = std::max(placed.stage, highest_placed_activity_),
                          .source = event.source,
                          .warning = is.warning});
}

void fold_on(Fold& fold, const EventLog& log, std::span<const EventIndex> order) {
  std::vector<Placed> instant;
  for (const EventIndex index : order) {
    const Event event = log.at(index);
    if (!instant.empty() && event.time != instant.front().event.time) {
      fold.add_instant(instant);
      instant.clear();
    }
    instant.push_back({.event = event, .index = index});
  }
  if (!instant.empty()) fold.add_instant(instant);
}

std::vector<Placed> fold_all(Fold& fold, const EventLog& log, std::span<const EventIndex> order) {
  std::vector<Placed> events;
  events.reserve(order.size());
  for (const EventIndex index : order) events.push_back({.event = log.at(index), .index = index});
  for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
    while (end < events.size() && events[end].event.time == events[begin].event.time) ++end;
    fold.add_instant(std::span(events).subspan(begin, end - begin));
  }
  return events;
}

}  // namespace sj::journey
