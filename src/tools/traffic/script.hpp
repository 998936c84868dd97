#pragma once
// The pen that a journey is written with: it keeps the time, the screen and the request, and adds a step where it
// stands.
#include <span>

#include "base/time.hpp"
#include "traffic/plan.hpp"
#include "traffic/profile.hpp"
#include "traffic/random.hpp"

namespace sj::traffic {

/// What goes wrong in a check. Checks that nobody troubles pass.
struct Trouble {
  Name name = Name::none;
  CheckResult result = CheckResult::fail;
  Code code = Code::none;
  std::optional<Impact> impact;
  std::optional<Stage> stage;
};

class Script {
 public:
  /// `start` is the session's beginning; `remaining` how much of the recording is left after it.
  Script(Plan& plan, const Profile& profile, Random random, TimeMs start, DurationMs remaining)
      : plan_(plan), profile_(profile), random_(random), start_(start), remaining_(remaining) {}

  [[nodiscard]] const Profile& profile() const { return profile_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] OffsetMs now() const { return now_; }
  [[nodiscard]] DurationMs remaining() const { return remaining_ - now_; }
  [[nodiscard]] TimeMs clock() const { return start_ + now_; }

  /// Somebody takes their time; the median is given.
  void think(std::uint32_t median_ms) { now_ += random_.long_tailed(median_ms); }
  void pass(OffsetMs ms) { now_ += ms; }
  /// To an earlier or later moment, for what began while something else was still running.
  void go_to(OffsetMs moment) { now_ = moment; }

  /// The server starts on something new: the BE steps from here on share a trace.
  void new_request() { ++request_; }
  /// From here on BE steps tell the submission's id.
  void submission_exists() { tells_ = Tells::submission; }
  void next_attempt() { ++attempt_; }
  void first_attempt() { attempt_ = 1; }
  [[nodiscard]] std::uint8_t attempt() const { return attempt_; }

  /// Where the user is; none as long as nobody has opened the page.
  [[nodiscard]] Screen screen() const { return screen_; }
  void see(Screen screen, Name view = Name::step_view);

  /// FE, now. The reference is good until the next step.
  Step& on_screen(Name name);
  /// BE, now.
  Step& on_server(Name name);
  /// BE, a moment that happens beside the main thread of the story and does not move it on.
  Step& on_server_after(Name name, OffsetMs delay);

  /// One check from now on; time goes on to its end.
  Step& check(const Trouble& how);

  /// Checks that start together and run side by side, each as long as it needs; `trouble` is added where it is not
  /// among them. Time goes on to the end of the last.
  void checks(std::span<const Name> names, const Trouble& trouble);
  /// When the latest step of this name happened; now if there is none.
  [[nodiscard]] OffsetMs latest(Name name) const;

 private:
  Step& add(Name name, OffsetMs at);
  Step& add_check(const Trouble& how, OffsetMs begin);

  Plan& plan_;
  const Profile& profile_;
  Random random_;
  TimeMs start_;
  DurationMs remaining_;
  OffsetMs now_ = 0;
  std::uint16_t request_ = 0;
  std::uint8_t attempt_ = 0;
  Screen screen_ = Screen::none;
  Tells tells_ = Tells::nothing;
};

}  // namespace sj::traffic
