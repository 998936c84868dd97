#pragma once
// What the report says in its own words, in English and Korean; words for codes are in words.hpp.
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "cli/commands.hpp"

namespace sj::cli {

struct Phrase {
  std::string_view en, ko;
  [[nodiscard]] std::string_view in(Language language) const { return language == Language::ko ? ko : en; }
};

/// Empty for a rule that this program does not know.
[[nodiscard]] Phrase phrase_of_status_rule(std::int64_t rule);

/// `420 ms`, `16.9 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
[[nodiscard]] std::string duration_text(DurationMs duration, Language language);

/// Since the start: `+0:16.900`, `+1:02:03.000`, `+2d 01:02:03.000`.
[[nodiscard]] std::string offset_text(DurationMs offset);

/// In the zone of the process: `2026-06-21 09:00:00 +09:00`.
[[nodiscard]] std::string clock_text(TimeMs time);

}  // namespace sj::cli
