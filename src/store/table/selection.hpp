#pragma once
// A filter made ready for one table: words have become numbers and bit masks, sets of words one look into a byte array.
#include <vector>

#include "store/table/session_table.hpp"

namespace sj::store {

class Selection {
 public:
  /// Good while the table does not change. Both arguments must outlive it.
  Selection(const SessionTable& table, const Scope& scope, const Filter& filter);

  /// Whether the row is there and passes the filter.
  [[nodiscard]] bool matches(const RowRef& row) const;
  /// False only if no row of the block can match, by its time bounds.
  [[nodiscard]] bool may_match(const Block& block) const;

  [[nodiscard]] const Scope& scope() const { return scope_; }

  /// Calls `visit(RowRef)` for every row that matches, in the order of their numbers.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < table_.blocks().size(); ++i) each_in(i, visit);
  }
  /// The same for one block.
  template <class Visit>
  void each_in(std::size_t block_index, Visit visit) const {
    const Block& block = *table_.blocks()[block_index];
    if (!may_match(block)) return;
    const auto first = static_cast<RowNumber>(block_index * block_rows);
    for (std::uint32_t at = 0; at < block.used; ++at)
      if (const RowRef row{&block, at, first + at}; matches(row)) visit(row);
  }

 private:
  /// For each number of a dictionary whether it passes; empty: all do.
  using Allowed = std::vector<std::uint8_t>;
  [[nodiscard]] bool matches_words(const RowRef& row) const;
  [[nodiscard]] bool matches_status(const RowRef& row) const;
  [[nodiscard]] bool matches_text(const RowRef& row) const;

  const SessionTable& table_;
  const Scope& scope_;
  const Filter& filter_;
  TimeMs from_, to_;
  std::uint32_t status_mask_, decision_mask_, stage_mask_, furthest_mask_, headline_mask_;
  std::uint8_t entered_mask_ = 0, passed_mask_ = 0;
  Allowed reason_, error_code_, last_path_, last_event_, profile_;
  std::string needle_;
  Allowed needle_in_last_event_;
};

}  // namespace sj::store
