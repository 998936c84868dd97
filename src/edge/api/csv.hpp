#pragma once
// Sessions as CSV (RFC 4180), safe to open in a spreadsheet.
#include <string>

#include "journey/summary.hpp"
#include "store/query.hpp"

namespace sj::api {

/// The line of column names.
[[nodiscard]] std::string csv_head();
void append_csv_row(std::string& out, const journey::Summary& summary, const store::Scope& scope);

}  // namespace sj::api
