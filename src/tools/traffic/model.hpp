#pragma once
// Real traffic of identity verification, made up: sessions that begin as people do, run their different ways and reach
// the server in the order in which a server would see them. The same options give the same bytes, on every machine.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "traffic/arrival.hpp"
#include "traffic/chatter.hpp"
#include "traffic/fates.hpp"
#include "traffic/merge.hpp"
#include "traffic/plan.hpp"
#include "traffic/writer.hpp"

namespace sj::traffic {

/// 2026-06-18T12:00:00Z, a Thursday: a fixed date, so that a seed alone settles the output.
inline constexpr TimeMs default_end = 1'781'784'000'000;

struct Options {
  std::uint64_t sessions = 1000;  ///< begin within the span
  std::uint64_t seed = 1;
  /// Mean events a session. Default: as the stories have it, about 39. More lets the screens chatter, fewer leaves out
  /// what a story can do without (not below about 20).
  std::optional<std::uint32_t> events_per_session;
  DurationMs span = 7 * day_ms;
  TimeMs end = default_end;        ///< the recording stops here: what would arrive later is not in it
  bool disorder = true;            ///< late, repeated, lost and skewed events; without it arrival is the event's time
  bool steady = false;             ///< sessions begin at the same rate by day and by night
  std::optional<TimeMs> incident;  ///< from then on the selfie check of most iPhones ends in an engine error
  bool endless = false;  ///< for a live simulator: go on after `end`, at the same rate, and never return false
};

/// Which event `next` has just written.
struct Arrival {
  TimeMs time;            ///< when the server would get it; never falls
  std::uint64_t session;  ///< from 0, in the order in which sessions begin
};

/// Memory: a few kilobytes for each session that is active at one moment and 64 bytes for each that waits for something
/// hours away, a reviewer mostly. Sessions that are over, or have not begun, cost nothing.
/// Not for use by two threads at once.
class Model {
 public:
  explicit Model(const Options& options);

  /// Appends the next event to `lines` as one line of JSON with its line feed. False, with nothing appended, at the
  /// end.
  [[nodiscard]] bool next(Arrival& out, std::string& lines);

  [[nodiscard]] std::size_t active_sessions() const { return active_.size(); }
  [[nodiscard]] std::size_t sleeping_sessions() const { return sleeping_.size(); }

 private:
  /// Everything about a session that is not computed from it: enough to plan it again, step by step the same.
  struct Birth {
    std::uint64_t session = 0;
    TimeMs start = 0;
    std::uint64_t person = 0;  ///< the session in which the person came for the first time
    std::uint8_t country = 0;
    std::uint8_t fate = 0;
  };
  struct Live {
    Birth birth;
    Plan plan;
    LineWriter writer;
    std::size_t next_step = 0;
  };
  /// Heap entries order by arrival, then session, so that equal times come out in one order only.
  struct Active {
    TimeMs time;
    std::uint64_t session;
    std::uint32_t slot;
    bool operator<(const Active& other) const {
      return time != other.time ? time < other.time : session < other.session;
    }
  };
  struct Sleeping {
    TimeMs time;
    Birth birth;
    std::size_t next_step;
    bool operator<(const Sleeping& other) const {
      return time != other.time ? time < other.time : birth.session < other.birth.session;
    }
  };

  void calibrate();
  void begin(const Beginning& beginning);
  void plan(const Birth& birth, Plan& out, Profile& profile) const;
  void activate(const Birth& birth, std::size_t next_step);
  void advance(Live& live, std::uint32_t slot, TimeMs now);
  [[nodiscard]] std::uint8_t fate_of(const Beginning& beginning);
  [[nodiscard]] bool is_struck(const Birth& birth) const;
  [[nodiscard]] TimeMs time_of_next_waking() const;
  [[nodiscard]] std::uint64_t key_of(std::uint64_t session) const;

  static constexpr std::uint64_t remembered_people = 512;  ///< those who may come again

  Options options_;
  Chatter chatter_;
  Arrivals arrivals_;
  FateDeck deck_;
  std::optional<Beginning> next_beginning_;
  std::array<Birth, remembered_people> people_{};
  std::vector<std::unique_ptr<Live>> slots_;
  std::vector<std::uint32_t> free_slots_;
  MergeHeap<Active> active_;
  MergeHeap<Sleeping> sleeping_;
};

}  // namespace sj::traffic
