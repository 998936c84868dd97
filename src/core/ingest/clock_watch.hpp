#pragma once
// Whether the server's own clock can be right. A clock that is behind makes every live event look as if it came from
// the future; that is refused for good, and senders drop it. So what is known of the time otherwise is held against the
// clock, and a fault of ours is told as one (503, and not ready). Why: docs/adr/0022-whose-clock-is-wrong.md.
#include <atomic>
#include <functional>
#include <string>

#include "base/clock.hpp"
#include "ingest/batch.hpp"

namespace sj::ingest {

/// Milliseconds on a clock that nobody sets and that goes on while the machine sleeps.
[[nodiscard]] DurationMs time_since_boot();

/// Threads: all members may be called from any.
class ClockWatch {
 public:
  using SinceBoot = std::function<DurationMs()>;

  /// `built_at`: when the program was made; it is never earlier than that. The clock must outlive this.
  ClockWatch(const Clock& clock, TimeMs built_at, SinceBoot since_boot = time_since_boot);

  /// Off: the clock is taken as right (setting `clock_check`).
  void check(bool on) { is_on_ = on; }

  struct Reading {
    TimeMs now = 0;       ///< by the clock
    TimeMs at_least = 0;  ///< it is not earlier than this; later than `now` if the clock is behind
    bool is_wrong = false;
  };
  Reading read();

  /// A sender's clock said so, about an event that was taken.
  void learn(TimeMs event_time);

  /// Told of each batch that was judged; `by_server`: by a key that a stranger does not have. True: events that are too
  /// far ahead of our clock are in it, and the fault is more likely ours than the sender's.
  bool is_to_blame_for(const Batch& batch, bool by_server);

  /// In words for the operator; empty while there is nothing to say.
  [[nodiscard]] std::string finding();
  /// How far the clock is behind what is known, in milliseconds; 0: not at all.
  [[nodiscard]] DurationMs behind_ms();
  /// How far it was set forward (or back: negative) since the start.
  [[nodiscard]] DurationMs step_ms();

 private:
  enum class State : std::uint8_t { right, stepped_ahead, wrong };
  struct Look {
    TimeMs now = 0, at_least = 0;
    DurationMs step = 0;
    State state = State::right;
  };
  Look look();
  std::string finding_of(const Look& look) const;

  const Clock& clock_;
  const TimeMs built_at_;
  const SinceBoot since_boot_;
  std::atomic<bool> is_on_ = true;
  std::atomic<TimeMs> newest_event_ = 0;
  std::atomic<TimeMs> booted_at_;  ///< by the clock as it was when first found right
  std::atomic<int> batches_ahead_ = 0;
  std::atomic<State> told_ = State::right;
};

}  // namespace sj::ingest
