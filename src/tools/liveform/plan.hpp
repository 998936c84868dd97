#pragma once
// Which checks a verification runs, what they find and what follows. Pure: the backend runs a plan, the tests read it.
//
// What needs a person's document (reading it, comparing faces, asking registries) is a stand-in whose finding the
// visitor chose as a fate. What can be known is real: the photo's quality, the code typed, the rate of submissions.
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "liveform/image.hpp"

namespace sj::liveform {

/// What the stand-ins are to find.
enum class Fate : std::uint8_t {
  good,  ///< nothing: everything depends on the photos and on what the visitor does
  blocked_ip,
  link_expired,
  expired_document,
  engine_error,
  aml_match,
  warning,
  webhook_down,
};
[[nodiscard]] std::optional<Fate> fate_named(std::string_view name);

/// What the backend does because of a check; later ones outrank earlier ones.
enum class Consequence : std::uint8_t {
  none,
  pend,        ///< the decision waits for a person
  retake,      ///< once more
  error_page,  ///< our fault: an error page from which one can try again
  reject,
  block,  ///< no verification at all: an error page
};

/// A check, beginning together with the others of its plan.
struct PlannedCheck {
  std::string_view name;             ///< of the catalog
  int lasts_ms = 0;                  ///< how long the stand-in takes; 0 for what was computed already
  std::string_view result = "PASS";  ///< PASS, FAIL, WARN, ERROR, SKIPPED
  Consequence consequence = Consequence::none;
  std::string_view reason{};           ///< of the result, e.g. `too_dark`
  std::string_view error_code{};       ///< of the page that the visitor sees
  std::string_view decision_reason{};  ///< of a rejection or a pending decision
  bool measured = false;               ///< found in the photo's pixels
};

using Plan = std::vector<PlannedCheck>;

/// Before anything is asked of the visitor.
[[nodiscard]] Plan guards(Fate fate, bool within_rate);
/// Of the document's photo. `fault` is that of its quality; with one, there is nothing that others could look at.
[[nodiscard]] Plan document_image_checks(Fault fault);
/// Of what the photo says: after the image checks.
[[nodiscard]] Plan document_data_checks(Fate fate);
[[nodiscard]] Plan account_checks(bool code_is_right);
[[nodiscard]] Plan selfie_checks(Fate fate, Fault fault);

/// The gravest check of a plan: the first with the highest consequence; null when all is well.
[[nodiscard]] const PlannedCheck* gravest(std::span<const PlannedCheck> plan);

/// How often a visitor may try each step.
inline constexpr int tries_max = 3;

}  // namespace sj::liveform
