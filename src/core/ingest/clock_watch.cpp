#include "ingest/clock_watch.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <ctime>
#include <limits>

#include "event/limits.hpp"

namespace sj::ingest {
namespace {

constexpr TimeMs unknown = std::numeric_limits<TimeMs>::min();

/// Live events are taken while the clock is behind by a day at most; a minute for what lies between two looks.
constexpr DurationMs behind_ms_max = limits::future_ms_max + minute_ms;

/// So many batches of servers one after the other, in which all is too far ahead: it is not one sender's clock.
constexpr int batches_ahead_max = 10;

void raise(std::atomic<TimeMs>& value, TimeMs to) {
  TimeMs seen = value;
  while (seen < to && !value.compare_exchange_weak(seen, to)) {
  }
}

}  // namespace

DurationMs time_since_boot() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return DurationMs{time.tv_sec} * second_ms + time.tv_nsec / 1'000'000;
}

ClockWatch::ClockWatch(const Clock& clock, TimeMs built_at, SinceBoot since_boot)
    : clock_(clock), built_at_(built_at), since_boot_(std::move(since_boot)), booted_at_(unknown) {}

ClockWatch::Reading ClockWatch::read() {
  const Look now = look();
  if (const State before = told_.exchange(now.state); before != now.state) {
    if (now.state == State::right)
      spdlog::info("the clock can be right again: {}", to_rfc3339(now.now));
    else
      spdlog::error("{}", finding_of(now));
  }
  return {now.now, now.at_least, now.state == State::wrong};
}

ClockWatch::Look ClockWatch::look() {
  Look look{.now = clock_.now()};
  look.at_least = look.now;
  if (!is_on_) return look;
  const TimeMs by_others = std::max(built_at_, newest_event_ - limits::future_ms_max);
  const bool fits_others = look.now >= by_others - behind_ms_max && look.now <= time_max_ms;
  const TimeMs boot = look.now - since_boot_();
  TimeMs booted_at = booted_at_;
  if (booted_at == unknown && fits_others && booted_at_.compare_exchange_strong(booted_at, boot)) booted_at = boot;
  if (booted_at != unknown) look.step = boot - booted_at;
  look.at_least = std::max({look.now, by_others, look.now - look.step});
  const bool is_behind = look.at_least - look.now > behind_ms_max;
  if (is_behind || look.now > time_max_ms)
    look.state = State::wrong;
  else if (look.step > day_ms)
    look.state = State::stepped_ahead;
  return look;
}

// While the clock is far ahead events of any time are taken: they say nothing of the true one.
void ClockWatch::learn(TimeMs event_time) {
  if (event_time > newest_event_ && told_ == State::right) raise(newest_event_, event_time);
}

bool ClockWatch::is_to_blame_for(const Batch& batch, bool by_server) {
  if (batch.clock_is_behind) return true;
  const bool all_ahead = batch.events > 0 && batch.ahead == batch.events;
  if (by_server && !batch.items.empty()) {
    batches_ahead_ = 0;
    learn(batch.newest_time);
  } else if (by_server && all_ahead && batches_ahead_ < batches_ahead_max) {
    ++batches_ahead_;
  }
  return is_on_ && all_ahead && batches_ahead_ >= batches_ahead_max;
}

std::string ClockWatch::finding() {
  const Look now = look();
  return now.state == State::right ? std::string() : finding_of(now);
}

std::string ClockWatch::finding_of(const Look& look) const {
  if (look.state == State::stepped_ahead)
    return fmt::format("the clock was set ahead by {} hours since the start, to {}: if that is wrong, set it right",
                       look.step / hour_ms, to_rfc3339(look.now));
  const std::string what_to_do =
      "set it right, and events are taken again by themselves; if it is right, set clock_check to off";
  if (look.now > time_max_ms) return "the clock is beyond the year 2100: " + what_to_do;
  const char* known_by = look.at_least == look.now - look.step ? "it was set back while the server runs"
                         : look.at_least == built_at_          ? "the program was made then"
                                                               : "events of that time are stored";
  return fmt::format("the clock says {}, and it is {} at least, because {}: {}", to_rfc3339(look.now),
                     to_rfc3339(look.at_least), known_by, what_to_do);
}

DurationMs ClockWatch::behind_ms() {
  const Look now = look();
  return now.at_least - now.now;
}

DurationMs ClockWatch::step_ms() {
  return look().step;
}

}  // namespace sj::ingest
