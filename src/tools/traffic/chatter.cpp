#include "traffic/chatter.hpp"

#include <algorithm>
#include <utility>

namespace sj::traffic {
namespace {

// A stretch of time in which more can be told: after a screen's view, up to the next thing that the screen tells.
struct Pause {
  OffsetMs from = 0, to = 0;
  Screen screen = Screen::none;
};

void sort_by_time(std::vector<Step>& steps) {
  std::sort(steps.begin(), steps.end(),
            [](const Step& a, const Step& b) { return std::pair(a.at, a.number) < std::pair(b.at, b.number); });
}

// The pause after the first screen view at or after step `from`, in a ring; a server-only session has one long pause.
Pause find_pause(const std::vector<Step>& steps, std::size_t from, std::size_t count) {
  for (std::size_t tried = 0; tried < count; ++tried) {
    const std::size_t i = (from + tried) % count;
    if (steps[i].name != Name::step_view) continue;
    for (std::size_t next = i + 1; next < count; ++next)
      if (steps[next].on_screen()) return {steps[i].at, steps[next].at, steps[i].screen};
  }
  return {steps[0].at, steps[count - 1].at, Screen::none};
}

void add_step(std::vector<Step>& steps, Name name, OffsetMs at, Screen screen) {
  Step& step = steps.emplace_back();
  step.name = name;
  step.at = at;
  step.screen = screen;
  step.number = static_cast<std::uint32_t>(steps.size() - 1);
}

// One or two steps within the pause.
void fill(std::vector<Step>& steps, const Pause& pause, Random& random) {
  const OffsetMs length = pause.to - pause.from;
  const OffsetMs first = pause.from + random.below(length), second = first + random.below(pause.to - first);
  if (pause.screen == Screen::none) return add_step(steps, Name::project_options_fetched, first, Screen::none);
  const std::uint32_t ticket = random.below(100);
  if (ticket < 64) return add_step(steps, Name::step_view, first, pause.screen);
  const bool hidden = ticket < 88;
  add_step(steps, hidden ? Name::page_hidden : Name::network_offline, first, pause.screen);
  add_step(steps, hidden ? Name::page_visible : Name::network_online, second, pause.screen);
}

void add_steps(std::vector<Step>& steps, std::uint32_t extra_per_1024, Random& random) {
  const std::size_t count = steps.size();
  const std::uint64_t exact_1024 = std::uint64_t{count} * extra_per_1024 + random.below(1024);
  const std::size_t wanted = count + static_cast<std::size_t>(exact_1024 / 1024);
  if (count < 2) return;
  while (steps.size() < wanted) {
    const Pause pause = find_pause(steps, random.below(static_cast<std::uint32_t>(count)), count);
    fill(steps, pause, random);
  }
}

}  // namespace

Chatter chatter_for(std::uint64_t plans, std::uint64_t steps, std::uint64_t spare_steps, std::uint32_t wanted) {
  const std::uint64_t wanted_steps = plans * wanted;
  if (wanted_steps >= steps) {
    return {.extra_per_1024 =
                static_cast<std::uint32_t>((wanted_steps - steps) * 1024 / std::max<std::uint64_t>(steps, 1))};
  }
  const std::uint64_t needed = steps - spare_steps;
  const std::uint64_t room = wanted_steps > needed ? wanted_steps - needed : 0;
  return {.keep_spare = static_cast<InMyriad>(room * myriad / std::max<std::uint64_t>(spare_steps, 1))};
}

void apply_chatter(Plan& plan, const Chatter& chatter, Random random) {
  std::vector<Step>& steps = plan.steps;
  if (chatter.keep_spare < myriad)
    std::erase_if(steps, [&](const Step& step) { return step.spare && !random.chance(chatter.keep_spare); });
  sort_by_time(steps);
  if (chatter.extra_per_1024 > 0) {
    add_steps(steps, chatter.extra_per_1024, random);
    sort_by_time(steps);
  }
  std::uint32_t seq = 0;
  for (Step& step : steps)
    if (step.on_screen()) step.seq = ++seq;
}

}  // namespace sj::traffic
