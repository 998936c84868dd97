#pragma once
// The fields of an event and the rules for their values (docs/journey-rules.md §2), the same for every protocol.
#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <variant>

#include "event/draft.hpp"

namespace sj::wire {

/// In the order in which they are written (docs/formats/event.md). `path` is an attribute, which some protocols have a
/// place of its own for; all others have a rule.
enum class Field : std::uint8_t {
  event_id,
  session_id,
  name,
  source,
  time,
  seq,
  result,
  impact,
  reason,
  error_code,
  message,
  stage,
  duration_ms,
  attempt,
  submission_id,
  user_id,
  email,
  trace_id,
  path,
};
inline constexpr std::array<std::string_view, 19> field_names{
    "event_id",      "session_id", "name",       "source",   "time",  "seq",         "result",
    "impact",        "reason",     "error_code", "message",  "stage", "duration_ms", "attempt",
    "submission_id", "user_id",    "email",      "trace_id", "path"};
[[nodiscard]] constexpr std::string_view to_text(Field field) {
  return field_names[static_cast<std::size_t>(field)];
}

struct OtherValue {};  ///< neither a text nor an integer of 64 bits
struct BrokenText {};  ///< a JSON string that names no text: a lone surrogate
/// A value as whoever reads a protocol found it. Texts are UTF-8 and live as long as their reader says.
using FieldValue = std::variant<OtherValue, BrokenText, std::string_view, std::int64_t>;

/// The field that a native event has under this name; nullopt for an unknown one, as `path` is there.
[[nodiscard]] std::optional<Field> native_field_of(std::string_view name);

/// Gives the draft's field this value, as a view of it; rejects the draft if the field cannot have it. Not for `path`.
void set_field(Draft& draft, Field field, const FieldValue& value);

/// What set_field would find wrong, as a phrase that continues "FIELD ..."; nullptr if nothing is.
[[nodiscard]] const char* wrong_value(Field field, const FieldValue& value);

/// A time as the field `time` has it, or the phrase that says what is wrong.
[[nodiscard]] std::expected<TimeMs, const char*> time_of(const FieldValue& value);

}  // namespace sj::wire
