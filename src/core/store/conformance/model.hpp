#pragma once
// What a store has to answer, worked out row by row from the text of docs/formats/openapi.yaml, without any cleverness.
#include <map>
#include <set>

#include "store/query.hpp"
#include "store/store.hpp"

namespace sj::store::conformance {

class Model {
 public:
  void put(const journey::Summary& row) { rows_.insert_or_assign(row.session_id, row); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::map<std::string, journey::Summary>& rows() const { return rows_; }

  /// All rows that match, in the order of the sort.
  [[nodiscard]] std::vector<journey::Summary> list(const Scope& scope, const Filter& filter, Sort sort) const;
  [[nodiscard]] std::vector<journey::Summary> linked(const journey::Summary& row, std::size_t limit) const;
  [[nodiscard]] Funnel funnel(const Scope& scope, const Filter& filter) const;
  [[nodiscard]] std::vector<OutcomeBucket> outcomes(const Scope& scope, const Filter& filter,
                                                    const std::vector<TimeMs>& edges) const;
  [[nodiscard]] std::map<std::pair<Impact, std::string>, std::uint64_t> reasons(const Scope& scope,
                                                                                const Filter& filter) const;
  [[nodiscard]] std::map<std::string, std::uint64_t> errors(const Scope& scope, const Filter& filter) const;
  [[nodiscard]] std::vector<journey::Summary> dropped(const Scope& scope, const Filter& filter) const;
  /// With exact percentiles.
  [[nodiscard]] std::map<std::string, CheckStatistics> checks(const Scope& scope, const Filter& filter) const;

 private:
  std::map<std::string, journey::Summary> rows_;
};

[[nodiscard]] bool matches(const journey::Summary& row, const Scope& scope, const Filter& filter);

/// Nearest rank.
[[nodiscard]] std::optional<DurationMs> percentile(std::vector<DurationMs> values, double share);

}  // namespace sj::store::conformance
