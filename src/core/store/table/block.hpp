#pragma once
// 4096 rows, column by column.
#include <limits>
#include <memory>
#include <optional>
#include <string_view>

#include "journey/summary.hpp"
#include "store/query.hpp"
#include "store/table/arena.hpp"
#include "store/table/block_rows.hpp"
#include "store/table/dictionary.hpp"
#include "store/table/name_sets.hpp"
#include "store/table/prefault.hpp"
#include "store/table/small_numbers.hpp"

namespace sj::store {

/// A run of a check, packed: 18 bits check (number in `checks()`), 3 bits result (0: none), 1 bit retake, 10 bits
/// duration bucket (all ones: none told).
struct PackedRun {
  std::uint32_t bits = 0;
  static constexpr std::uint32_t no_duration = 1023;
  static constexpr std::uint32_t check_max = (1u << 18) - 1;
  PackedRun() = default;
  PackedRun(std::uint32_t check, std::optional<CheckResult> result, bool retake, std::uint32_t bucket);
  [[nodiscard]] std::uint32_t check() const { return bits >> 14; }
  [[nodiscard]] std::optional<CheckResult> result() const;
  [[nodiscard]] bool retake() const { return (bits >> 10 & 1u) != 0; }
  [[nodiscard]] std::uint32_t bucket() const { return bits & 1023u; }
};

/// The columns whose bytes are the same in memory and in a kept table (table_file.hpp).
struct BlockColumns {
  // Bounds of all rows that the block ever held: they only widen, so passing a block over is always right.
  TimeMs created_min, created_max, updated_min, updated_max, decided_min, decided_max;
  std::uint64_t accept_seq_max = 0;
  std::uint32_t used = 0;

  Column<TimeMs> created, updated, quiet_since;
  Column<TimeMs> decided;  ///< of the current decision, or `not_decided`
  Column<std::uint64_t> accept_seq;
  Column<std::uint8_t> present;   ///< 1; 0: no such session
  Column<std::uint8_t> settled;   ///< journey::Status, or `not_settled`
  Column<std::uint8_t> decision;  ///< Impact; NONE: no decision
  Column<std::uint8_t> stage, furthest, headline, headline_dropped;
  Column<std::uint8_t> entered, passed;  ///< bit per stage
  Column<Dictionary::Id> reason, error_code, last_path, last_event;
  Column<Slot> text, runs;
};
inline constexpr std::uint8_t not_settled = 255;
inline constexpr TimeMs not_decided = std::numeric_limits<TimeMs>::max();  ///< before no end of a range

struct Block : BlockColumns {
  std::uint64_t version = 1;  ///< rises with every change; not kept
  std::array<SmallNumbers<std::uint32_t, DurationMs>, stage_count> stage_ms;
  std::array<SmallNumbers<std::uint8_t, std::int64_t>, stage_count> stage_retakes;
  NameSets names;
  Arena<char> texts;
  Arena<PackedRun> run_items;

  static void* operator new(std::size_t bytes) {
    void* const memory = ::operator new(bytes);
    prefault(memory, bytes);
    return memory;
  }

  template <class Io>
  void walk(Io& io) {
    io.value(static_cast<BlockColumns&>(*this));
    for (auto& column : stage_ms) io.part(column);
    for (auto& column : stage_retakes) io.part(column);
    io.part(names);
    io.part(texts);
    io.part(run_items);
  }
};

/// One row, as a visitor sees it.
struct RowRef {
  const Block* block;
  std::uint32_t at;  ///< position in the block
  RowNumber number;

  [[nodiscard]] std::string_view text() const {
    const auto bytes = block->texts.at(block->text[at]);
    return {bytes.data(), bytes.size()};
  }
};

/// The times that a range applies to, and the block's bounds of them.
struct Times {
  const Column<TimeMs>& of_rows;
  TimeMs min, max;
};
[[nodiscard]] Times times_of(const Block& block, TimeField field);

/// Status and headline of a row at a moment.
[[nodiscard]] journey::Status status_of(const RowRef& row, const Scope& scope);
[[nodiscard]] journey::Headline headline_of(const RowRef& row, journey::Status status);

}  // namespace sj::store
