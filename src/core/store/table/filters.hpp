#pragma once
// The filters by values, a row each: what a request calls it, which values it takes, what tells two questions apart,
// and how the rows of a block pass it. The texts that a 400 gives, the lists, the analytics and what the part cache
// keeps all come from here, so that a new filter is a member of `Filter`, a row and a case of the model
// (docs/ARCHITECTURE.md).
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "store/table/row_mask.hpp"
#include "store/table/session_table.hpp"

namespace sj::store {

/// Takes the rows of a block that do not pass out of the mask. Good while the table does not change.
using RowTest = std::function<void(const Block&, RowMask&)>;

/// Values of one filter are alternatives; a filter without values lets every row pass.
struct ValueFilter {
  std::string_view name;      ///< of the query parameter (docs/formats/openapi.yaml)
  std::string_view expected;  ///< what its values are, for "NAME must be ..."
  /// Adds a value; false if it is none.
  bool (*add)(Filter& filter, std::string_view text);
  bool (*is_asked)(const Filter& filter);
  /// Appends what tells the values from other values of the filter.
  void (*identify)(const Filter& filter, std::string& out);
  /// Only for a filter that is asked. All arguments have to outlive the test.
  RowTest (*test)(const SessionTable& table, const Scope& scope, const Filter& filter);
};

/// Threads: any. Those that cost least come first.
[[nodiscard]] std::span<const ValueFilter> value_filters();

}  // namespace sj::store
