#include "traffic/model.hpp"

#include <algorithm>
#include <limits>

#include "traffic/disorder.hpp"
#include "traffic/script.hpp"

namespace sj::traffic {
namespace {

// A session whose next event is further away gives its plan back and is planned again when it is due.
constexpr DurationMs sleep_after = 20 * minute_ms;
constexpr InMyriad comes_again = 800;  // of sessions are by somebody who was here shortly before
constexpr DurationMs lingering_window = 30 * minute_ms, lingering_min = 3 * minute_ms;
constexpr TimeMs never = std::numeric_limits<TimeMs>::max();

Options checked(Options options) {
  options.span = std::max<DurationMs>(options.span, minute_ms);
  return options;
}

}  // namespace

Model::Model(const Options& options)
    : options_(checked(options)),
      arrivals_({.start = options_.end - options_.span,
                 .end = options_.end,
                 .sessions = options_.sessions,
                 .endless = options_.endless,
                 .steady = options_.steady},
                options_.seed),
      deck_(options_.seed) {
  if (options_.events_per_session) calibrate();
  Beginning first;
  if (arrivals_.next(first)) next_beginning_ = first;
}

std::uint64_t Model::key_of(std::uint64_t session) const {
  return scramble(session + scramble(options_.seed + 0x6b657973));
}

// How long stories are is measured on a thousand of them rather than written down, where it would be wrong soon.
void Model::calibrate() {
  constexpr std::uint64_t sample = 1000;
  std::uint64_t steps = 0, spare = 0;
  Arrivals arrivals({.start = options_.end - options_.span, .end = options_.end, .sessions = sample, .endless = false},
                    options_.seed);
  FateDeck deck(options_.seed);
  Plan draft;
  Profile profile{};
  for (Beginning at; arrivals.next(at);) {
    plan(
        {.session = at.index, .start = at.time, .person = at.index, .country = at.country, .fate = deck.deal(at.index)},
        draft, profile);
    steps += draft.steps.size();
    spare += static_cast<std::uint64_t>(
        std::count_if(draft.steps.begin(), draft.steps.end(), [](const Step& step) { return step.spare; }));
  }
  chatter_ = chatter_for(sample, steps, spare, *options_.events_per_session);
}

std::uint8_t Model::fate_of(const Beginning& beginning) {
  const DurationMs left = options_.end - beginning.time;
  if (!options_.endless && left < lingering_window && left > lingering_min) {
    if (beginning.index % 3 == 0) return lingering_after_retake();
    if (beginning.index % 3 == 1) return lingering_on_screen();
  }
  return deck_.deal(beginning.index);
}

void Model::begin(const Beginning& beginning) {
  Birth birth{
      .session = beginning.index, .start = beginning.time, .person = beginning.index, .country = beginning.country};
  birth.fate = fate_of(beginning);
  Random random(chain(key_of(beginning.index), 0x616761));
  if (random.chance(comes_again)) {
    const std::uint64_t back = random.between(1, remembered_people - 1);
    if (back <= beginning.index) {
      const Birth& earlier = people_[(beginning.index - back) % remembered_people];
      birth.person = earlier.person;
      birth.country = earlier.country;
    }
  }
  if (happens_in_korea_only(fates()[birth.fate])) birth.country = korea;
  if (is_struck(birth)) birth.fate = selfie_engine_outage();
  people_[beginning.index % remembered_people] = birth;
  activate(birth, 0);
}

bool Model::is_struck(const Birth& birth) const {
  if (!options_.incident || birth.start < *options_.incident) return false;
  const std::uint64_t key = key_of(birth.session);
  const Profile profile = make_profile(birth.country, key_of(birth.person), key);
  return profile.device->os.starts_with("iOS") && Random(chain(key, 0x696e63)).chance(7000);
}

void Model::plan(const Birth& birth, Plan& out, Profile& profile) const {
  const std::uint64_t key = key_of(birth.session);
  profile = make_profile(birth.country, key_of(birth.person), key);
  out.clear();
  Script script(out, profile, Random(chain(key, 10)), birth.start, options_.end - birth.start);
  const Fate& fate = fates()[birth.fate];
  fate.play(script, fate);
  apply_chatter(out, chatter_, Random(chain(key, 11)));
  options_.disorder ? arrive_in_disorder(out, Random(chain(key, 12))) : arrive_at_once(out);
}

void Model::activate(const Birth& birth, std::size_t next_step) {
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.push_back(std::make_unique<Live>());
  }
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  Live& live = *slots_[slot];
  live.birth = birth;
  live.next_step = next_step;
  Profile profile{};
  plan(birth, live.plan, profile);
  live.writer.begin_session(profile, birth.start, key_of(birth.session), key_of(birth.person));
  active_.push({birth.start + live.plan.steps[next_step].arrival, birth.session, slot});
}

TimeMs Model::time_of_next_waking() const {
  const TimeMs beginning = next_beginning_ ? next_beginning_->time : never;
  return sleeping_.empty() ? beginning : std::min(beginning, sleeping_.least().time);
}

// The session at the top of the heap has been heard: on to its next event, to sleep, or away.
void Model::advance(Live& live, std::uint32_t slot, TimeMs now) {
  if (++live.next_step < live.plan.steps.size()) {
    const TimeMs due = live.birth.start + live.plan.steps[live.next_step].arrival;
    if (due - now < sleep_after) return active_.replace_least({due, live.birth.session, slot});
    if (options_.endless || due < options_.end) sleeping_.push({due, live.birth, live.next_step});
  }
  active_.pop_least();
  free_slots_.push_back(slot);
}

bool Model::next(Arrival& out, std::string& lines) {
  for (;;) {
    const TimeMs waking = time_of_next_waking();
    if (!active_.empty() && active_.least().time < waking) break;
    if (waking == never) return false;
    if (next_beginning_ && next_beginning_->time == waking) {
      begin(*next_beginning_);
      Beginning following;
      next_beginning_ = arrivals_.next(following) ? std::optional(following) : std::nullopt;
    } else {
      const Sleeping sleeper = sleeping_.least();
      sleeping_.pop_least();
      activate(sleeper.birth, sleeper.next_step);
    }
  }
  const Active top = active_.least();
  if (!options_.endless && top.time >= options_.end) return false;
  Live& live = *slots_[top.slot];
  live.writer.append(lines, live.plan.steps[live.next_step], live.plan.clock_error_ms);
  out = {top.time, top.session};
  advance(live, top.slot, top.time);
  return true;
}

}  // namespace sj::traffic
