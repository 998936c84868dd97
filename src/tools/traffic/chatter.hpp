#pragma once
// How talkative a session's senders are: the same story told with more or fewer events.
#include <cstdint>

#include "traffic/plan.hpp"
#include "traffic/random.hpp"

namespace sj::traffic {

struct Chatter {
  std::uint32_t extra_per_1024 = 0;  ///< events added for every 1024 of the story
  InMyriad keep_spare = myriad;      ///< of the events that the story can do without
};

/// The chatter with which plans of these mean sizes come to `wanted` events on average. Fewer than a story needs cannot
/// be had.
[[nodiscard]] Chatter chatter_for(std::uint64_t plans, std::uint64_t steps, std::uint64_t spare_steps,
                                  std::uint32_t wanted);

/// Leaves the steps in order of time, with the screen's events numbered. Neither the first nor the last event changes,
/// nor what any event means: what is added happens between two views of the same screen.
void apply_chatter(Plan& plan, const Chatter& chatter, Random random);

}  // namespace sj::traffic
