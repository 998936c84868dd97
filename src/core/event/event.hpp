#pragma once
// The vocabulary of one event (docs/journey-rules.md §2): what was sent, and the few things settled at acceptance.
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace sj {

// The numbers of these four stand in journals, chunks and rows: do not change them (docs/formats/storage.md, Words).

/// Who saw it. BE sorts before FE (§2 Order). Only BE events are evidence.
enum class Source : std::uint8_t { be = 0, fe = 1 };

/// In rank order (§1).
enum class Stage : std::uint8_t { pre_checks = 0, step1 = 1, pre_step2 = 2, step2 = 3, final = 4, post = 5 };
inline constexpr std::size_t stage_count = 6;

/// What the user felt (§1).
enum class Impact : std::uint8_t {
  none = 0,
  blocked = 1,
  retake = 2,
  pending = 3,
  rejected = 4,
  approved = 5,
  completed = 6
};
inline constexpr std::size_t impact_count = 7;

/// The result of a check.
enum class CheckResult : std::uint8_t { pass = 0, fail = 1, warn = 2, error = 3, skipped = 4 };
inline constexpr std::size_t check_result_count = 5;

[[nodiscard]] std::string_view to_text(Source);
[[nodiscard]] std::string_view to_text(Stage);
[[nodiscard]] std::string_view to_text(Impact);
[[nodiscard]] std::string_view to_text(CheckResult);

/// nullopt for a word that is not one of the values; upper case as in the contract.
[[nodiscard]] std::optional<Source> source_of(std::string_view text);
[[nodiscard]] std::optional<Stage> stage_of(std::string_view text);
[[nodiscard]] std::optional<Impact> impact_of(std::string_view text);
[[nodiscard]] std::optional<CheckResult> check_result_of(std::string_view text);

/// One event, as views into memory that somebody else keeps alive (a request's body, an EventLog's bytes).
/// An empty text means that the field is absent: no field of the contract may be present and empty.
struct Event {
  std::string_view event_id;
  std::string_view session_id;
  std::string_view name;
  Source source = Source::be;
  TimeMs time = 0;                     ///< after clock correction
  std::optional<TimeMs> claimed_time;  ///< as sent, where the clock correction moved it (§2 Clock skew)
  std::optional<std::int64_t> seq;
  std::optional<CheckResult> result;
  std::optional<Impact> impact;  ///< as sent; a claim that does not count never gets here (attribute claimed_impact)
  std::optional<Stage> stage;    ///< as sent by BE; a FE claim never gets here (attribute claimed_stage)
  std::string_view reason;
  std::string_view error_code;
  std::string_view message;
  std::optional<std::uint32_t> duration_ms;
  std::optional<std::uint16_t> attempt;
  std::string_view submission_id;
  std::string_view user_id;
  std::string_view email;
  std::string_view trace_id;
  std::string_view attributes;  ///< a minified JSON object, or empty
  std::string_view path;        ///< the text attribute `path`, unescaped: the screen

  TimeMs received_at = 0;
  std::uint64_t accept_seq = 0;  ///< position in the project's accepted events: strictly rising, never used again
};

/// Order of §2: time, BE before FE, seq (absent last), event id by bytes. True when `a` comes before `b`.
[[nodiscard]] bool comes_before(const Event& a, const Event& b);

}  // namespace sj
