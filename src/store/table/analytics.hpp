#pragma once
// What the sessions of a selection add up to (http-api.md, Analytics). One pass over the columns each.
#include <span>

#include "store/table/selection.hpp"

namespace sj::store {

[[nodiscard]] Funnel funnel_of(const Selection& selection);
[[nodiscard]] std::vector<OutcomeBucket> outcomes_of(const Selection& selection, TimeField field,
                                                     std::span<const TimeMs> edges);
[[nodiscard]] std::vector<ReasonCount> reasons_of(const Selection& selection, const SessionTable& table);
[[nodiscard]] std::vector<ValueCount> errors_of(const Selection& selection, const SessionTable& table);
[[nodiscard]] Dropoffs dropoffs_of(const Selection& selection, const SessionTable& table);
[[nodiscard]] std::vector<CheckStatistics> checks_of(const Selection& selection, const SessionTable& table);

}  // namespace sj::store
