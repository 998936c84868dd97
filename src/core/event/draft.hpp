#pragma once
// What a protocol's decoder makes of one event before anybody judged it: well-typed fields, and what was wrong or new.
// Every protocol ends here; from here on there is one path (ingest/admission.hpp).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "event/event.hpp"

namespace sj {

/// Why an event is not taken (docs/formats/openapi.yaml, POST /v1/events).
enum class RejectionCode : std::uint8_t {
  invalid_json,
  missing_field,
  invalid_field,
  source_mismatch,
  source_forbidden,
  too_large,
  session_full,
  session_damaged,  ///< what is stored of it cannot be read
};
[[nodiscard]] std::string_view to_text(RejectionCode);

struct Rejection {
  std::uint32_t index = 0;  ///< position in the batch as sent
  std::string event_id;     ///< empty: not known
  RejectionCode code = RejectionCode::invalid_field;
  std::string field;  ///< empty: no single one is at fault
  std::string detail;
};

/// Things that were taken but should be looked at.
enum class WarningCode : std::uint8_t {
  unknown_event,
  unknown_field,
  reason_missing,
  impact_neutralised,
  stage_neutralised,
  clock_skew,
};
[[nodiscard]] std::string_view to_text(WarningCode);

struct Warning {
  std::uint32_t index = 0;
  WarningCode code = WarningCode::unknown_event;
  std::string detail;
};

/// A field that is not in the event's table.
struct ExtraField {
  std::string name;
  std::string json;  ///< its value, minified
};

/// How much of the attribute limits (limits.hpp) a value uses up.
struct JsonSize {
  int keys = 0;
  int levels = 0;
};

/// Views are into the decoder's memory and die with its next event.
struct Draft {
  Event event;  ///< `source`, `claimed_time` and what is settled at acceptance are not filled in
  std::optional<Source> source;
  bool has_time = false;
  std::vector<ExtraField> extras;
  JsonSize attributes_size;  ///< of attributes and extras together
  bool derived_event_id = false;
  std::optional<Rejection> problem;  ///< the first one found; the other fields may still be filled in

  void reject(RejectionCode code, std::string_view field, std::string detail);
};

/// Receives what a decoder finds, in the order of the batch.
class DraftSink {
 public:
  virtual ~DraftSink() = default;
  /// Called once, before the first event, with the sender's clock where it was told.
  virtual void begin(std::optional<TimeMs> sent_at) = 0;
  virtual void take(std::uint32_t index, Draft& draft) = 0;
};

}  // namespace sj
