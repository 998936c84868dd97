#pragma once
// A planned step → the line of JSON that a sender would send. Written by hand: every text is known to need no escaping,
// and a generator has to be faster than what it is meant to load.
#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "traffic/plan.hpp"
#include "traffic/profile.hpp"

namespace sj::traffic {

/// What all events of one session share, and the session's ids as texts. Reused from session to session, so that
/// nothing is allocated once the strings have grown.
class LineWriter {
 public:
  void begin_session(const Profile& profile, TimeMs start, std::uint64_t session_key, std::uint64_t person_key);

  /// Appends one JSON object and a line feed. The same step always gives the same bytes.
  void append(std::string& out, const Step& step, std::int64_t clock_error_ms) const;

 private:
  Profile profile_{};
  TimeMs start_ = 0;
  std::uint64_t session_key_ = 0;
  std::string session_;  ///< `","session_id":"ses_…","name":"`
  std::string screen_;   ///< attributes of every FE event: device, country, ...
  std::string user_id_, submission_id_, email_;

  friend class Line;
};

}  // namespace sj::traffic
