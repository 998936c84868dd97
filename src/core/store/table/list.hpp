#pragma once
// The page of a sorted, filtered list: which rows, in which order.
#include <vector>

#include "store/table/selection.hpp"

namespace sj::store {

/// At most `query.limit + 1` rows after `query.after`; the one more tells that there is another page.
[[nodiscard]] std::vector<RowNumber> list_rows(const SessionTable& table, const Selection& selection,
                                               const ListQuery& query);

/// What the sort looks at.
[[nodiscard]] TimeMs sort_time(const RowRef& row, Sort sort);

}  // namespace sj::store
