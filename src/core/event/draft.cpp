#include "event/draft.hpp"

#include <array>

namespace sj {

std::string_view to_text(RejectionCode value) {
  constexpr std::array<std::string_view, 8> texts{"invalid_json",    "missing_field",    "invalid_field",
                                                  "source_mismatch", "source_forbidden", "too_large",
                                                  "session_full",    "session_damaged"};
  return texts[static_cast<std::size_t>(value)];
}

std::string_view to_text(WarningCode value) {
  constexpr std::array<std::string_view, 6> texts{"unknown_event",      "unknown_field",     "reason_missing",
                                                  "impact_neutralised", "stage_neutralised", "clock_skew"};
  return texts[static_cast<std::size_t>(value)];
}

void Draft::reject(RejectionCode code, std::string_view field, std::string detail) {
  if (!problem) problem = Rejection{.code = code, .field = std::string(field), .detail = std::move(detail)};
}

}  // namespace sj
