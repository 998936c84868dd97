#pragma once
// What the sessions of a selection add up to (docs/formats/openapi.yaml, Analytics), where one pass over a column or
// two tells it. Funnels and checks are dearer: funnel_part.hpp, check_part.hpp.
#include <span>

#include "store/table/selection.hpp"

namespace sj::store {

[[nodiscard]] std::vector<OutcomeBucket> outcomes_of(const Selection& selection, TimeField field,
                                                     std::span<const TimeMs> edges);
[[nodiscard]] std::vector<ReasonCount> reasons_of(const Selection& selection, const SessionTable& table);
[[nodiscard]] std::vector<ValueCount> errors_of(const Selection& selection, const SessionTable& table);
[[nodiscard]] Dropoffs dropoffs_of(const Selection& selection, const SessionTable& table);

}  // namespace sj::store
