#pragma once
// A filter made ready for one table: words have become numbers, sets of words one look into a byte array. A block is
// looked at column by column, a byte a row: a filter that is not asked costs nothing, one that is, a pass over one
// column.
#include <optional>
#include <vector>

#include "store/table/filters.hpp"
#include "store/table/row_mask.hpp"
#include "store/table/session_table.hpp"

namespace sj::store {

class Selection {
 public:
  /// Good while the table does not change. All arguments must outlive it.
  Selection(const SessionTable& table, const Scope& scope, const Filter& filter);

  /// False only if no row of the block can match, by its time bounds.
  [[nodiscard]] bool may_match(const Block& block) const;
  /// Whether the time range leaves out no row of the block.
  [[nodiscard]] bool covers(const Block& block) const;
  /// Fills in which rows of the block are there and pass the filter; false if none do.
  bool pick(const Block& block, RowMask& mask) const;

  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] const Filter& filter() const { return filter_; }
  [[nodiscard]] const SessionTable& table() const { return table_; }

  /// How many rows match.
  [[nodiscard]] std::uint64_t count() const;

  /// Calls `visit(RowRef)` for every row that matches, in the order of their numbers.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < table_.blocks().size(); ++i) each_in(i, visit);
  }
  /// The same for one block.
  template <class Visit>
  void each_in(std::size_t block_index, Visit visit) const {
    const Block& block = *table_.blocks()[block_index];
    RowMask mask;
    if (!pick(block, mask)) return;
    const auto first = static_cast<RowNumber>(block_index * block_rows);
    for_each_row(mask, block.used, [&](std::uint32_t at) { visit(RowRef{&block, at, first + at}); });
  }

 private:
  void look_through_last_events();
  void pick_times(const Block& block, RowMask& mask) const;
  void pick_text(const Block& block, RowMask& mask) const;
  void pick_text_in_one_pass(const Block& block, RowMask& mask) const;
  [[nodiscard]] bool last_event_matches(const Block& block, std::uint32_t at) const;
  [[nodiscard]] bool matches_text(const RowRef& row) const;

  const SessionTable& table_;
  const Scope& scope_;
  const Filter& filter_;
  bool ranged_;
  TimeMs from_, to_;
  std::vector<RowTest> tests_;  ///< of the filters that are asked
  std::string needle_;
  std::vector<std::uint8_t> needle_in_last_event_;  ///< by number of the event's name; empty: not looked for there
};

}  // namespace sj::store
