#pragma once
// The causes of a rejection or a hold (§11 a to e): from what the reason names down to whatever stands unresolved.
#include <string_view>

#include "event/catalog.hpp"
#include "event/event_log.hpp"
#include "journey/candidates.hpp"
#include "journey/explain.hpp"

namespace sj::journey {

/// The catalog's entry of the current decision's reason; null where the catalog does not have it with this outcome.
[[nodiscard]] const Reason* known_reason(const DecisionFact& decision, const EventLog& log, const Catalog& catalog);

struct Causes {
  Candidates events;
  Confidence confidence = Confidence::none;
};

/// `reason` is what known_reason gave for `decision`.
[[nodiscard]] Causes find_causes(const Facts& facts, const EventLog& log, const DecisionFact& decision,
                                 const Reason* reason, const Candidates& candidates);

}  // namespace sj::journey
