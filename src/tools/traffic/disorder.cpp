#include "traffic/disorder.hpp"

#include <algorithm>
#include <utility>

namespace sj::traffic {
namespace {

constexpr OffsetMs flush_ms = 3000;  // how often a browser's sender empties its queue

constexpr InMyriad clock_wrong = 250;        // of sessions
constexpr InMyriad clock_far_off = 1000;     // of those: a wrong time zone rather than a drifting clock
constexpr InMyriad start_lost = 40;          // of sessions: the screen's first event is blocked by something
constexpr InMyriad beginning_lost = 20;      // of sessions: the recording knows nothing of the start
constexpr InMyriad screen_sends_late = 130;  // of sessions: the queue waits in the browser for the next visit
constexpr InMyriad server_sends_late = 60;   // of sessions: a log shipper lags behind
constexpr InMyriad batch_sent_twice = 70;    // of batches: the answer was lost, not the batch
constexpr InMyriad event_sent_twice = 25;    // of BE events

void set_clock(Plan& plan, Random& random) {
  if (!random.chance(clock_wrong)) return;
  std::int64_t error = random.between(6'000, 150'000);
  if (random.chance(clock_far_off)) error = random.between(1, 4) * (30 * minute_ms);
  plan.clock_error_ms = random.chance(5000) ? error : -error;
}

void lose_beginning(Plan& plan, Random& random) {
  const bool everything = random.chance(beginning_lost), screen = random.chance(start_lost);
  if (!everything && !screen) return;
  if (plan.steps.size() < 5) return;  // a session that was never opened has nothing else to be known by
  std::erase_if(plan.steps, [&](const Step& step) {
    return step.name == Name::front_session_start || (everything && step.name == Name::session_created);
  });
}

bool sends_at_once(Name name) {  // a page that goes away uses its last chance
  return name == Name::page_hidden || name == Name::page_exited || name == Name::error_page_viewed;
}

// The moments at which this session's screen empties its queue.
struct Flushes {
  std::uint64_t key;
  OffsetMs phase;

  [[nodiscard]] OffsetMs number_at(OffsetMs at) const { return (at + phase) / flush_ms; }
  [[nodiscard]] OffsetMs time_of(OffsetMs number) const { return (number + 1) * flush_ms - phase; }
  [[nodiscard]] Random chance_of(OffsetMs number) const { return Random(chain(key, number)); }
};

void send_from_screen(Step& step, const Flushes& flushes) {
  const OffsetMs number = flushes.number_at(step.at);
  Random random = flushes.chance_of(number);  // one network for all events of a batch
  const OffsetMs latency = random.long_tailed(110);
  step.arrival = (sends_at_once(step.name) ? step.at : flushes.time_of(number)) + latency;
}

void delay_from(Plan& plan, Random& random, Source source, OffsetMs delay) {
  const OffsetMs since = plan.steps[random.below(static_cast<std::uint32_t>(plan.steps.size()))].at;
  for (Step& step : plan.steps)
    if (word(step.name).source == source && step.at >= since) step.arrival = std::max(step.arrival, step.at + delay);
}

void repeat_some(Plan& plan, Random& random, const Flushes& flushes) {
  const std::size_t count = plan.steps.size();
  for (std::size_t i = 0; i < count; ++i) {
    Step again = plan.steps[i];
    if (again.on_screen()) {
      Random batch = flushes.chance_of(flushes.number_at(again.at) + 0x1000'0000);
      if (!batch.chance(batch_sent_twice)) continue;
      again.arrival += 2'000 + batch.below(18'000);
    } else {
      if (!random.chance(event_sent_twice)) continue;
      again.arrival += 800 + random.below(45'000);
    }
    plan.steps.push_back(again);
  }
}

void sort_by_arrival(std::vector<Step>& steps) {
  std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return std::pair(a.arrival, a.number) < std::pair(b.arrival, b.number);
  });
}

}  // namespace

void arrive_at_once(Plan& plan) {
  for (Step& step : plan.steps) step.arrival = step.at;
}

void arrive_in_disorder(Plan& plan, Random random) {
  set_clock(plan, random);
  lose_beginning(plan, random);
  const Flushes flushes{.key = random.next(), .phase = random.below(flush_ms)};
  for (Step& step : plan.steps) {
    if (step.on_screen())
      send_from_screen(step, flushes);
    else
      step.arrival = step.at + 3 + random.long_tailed(25);
  }
  if (random.chance(screen_sends_late))
    delay_from(plan, random, Source::fe, static_cast<OffsetMs>(random.between(10, 20 * 60) * minute_ms));
  if (random.chance(server_sends_late))
    delay_from(plan, random, Source::be, static_cast<OffsetMs>(random.between(1, 30) * minute_ms));
  repeat_some(plan, random, flushes);
  sort_by_arrival(plan.steps);
}

}  // namespace sj::traffic
