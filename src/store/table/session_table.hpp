#pragma once
// The rows of one project in columns, in memory: what filters, sorts, counts and analytics look at. A row is known by
// its number, which it keeps for ever; numbers rise in the order in which sessions were first seen, so that neighbours
// in the table are neighbours in time and whole blocks can be passed over by their time bounds.
//
// Not synchronised: the owner holds a lock (shared for const members).
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "journey/summary.hpp"
#include "store/query.hpp"
#include "store/table/arena.hpp"
#include "store/table/dictionary.hpp"
#include "store/table/identity_index.hpp"

namespace sj::store {

using RowNumber = std::uint32_t;
inline constexpr std::uint32_t block_rows = 4096;

/// A run of a check, packed: 18 bits check (number in `checks()`), 3 bits result (0: none), 1 bit retake, 10 bits
/// duration bucket (all ones: none told).
struct PackedRun {
  std::uint32_t bits = 0;
  static constexpr std::uint32_t no_duration = 1023;
  static constexpr std::uint32_t check_max = (1u << 18) - 1;
  PackedRun(std::uint32_t check, std::optional<CheckResult> result, bool retake, std::uint32_t bucket);
  [[nodiscard]] std::uint32_t check() const { return bits >> 14; }
  [[nodiscard]] std::optional<CheckResult> result() const;
  [[nodiscard]] bool retake() const { return (bits >> 10 & 1u) != 0; }
  [[nodiscard]] std::uint32_t bucket() const { return bits & 1023u; }
};

template <class T>
using Column = std::array<T, block_rows>;

/// 4096 rows, column by column.
struct Block {
  // Bounds of all rows that the block ever held: they only widen, so passing a block over is always right.
  TimeMs created_min, created_max, updated_min, updated_max;
  std::uint64_t accept_seq_max = 0;
  std::uint32_t used = 0;

  Column<TimeMs> created, updated, quiet_since;
  Column<std::uint64_t> accept_seq;
  Column<std::uint8_t> present;   ///< 0: no such session
  Column<std::uint8_t> settled;   ///< journey::Status, or `not_settled`
  Column<std::uint8_t> decision;  ///< Impact; NONE: no decision
  Column<std::uint8_t> stage, furthest, headline, headline_dropped;
  Column<std::uint8_t> entered, passed;  ///< bit per stage
  Column<Dictionary::Id> reason, error_code, last_path, last_event, profile;
  std::array<Column<DurationMs>, stage_count> stage_ms;
  std::array<Column<std::uint32_t>, stage_count> stage_retakes;
  Column<Slot> text, runs;
  Arena<char> texts;
  Arena<PackedRun> run_items;
};
inline constexpr std::uint8_t not_settled = 255;

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

/// Status and headline of a row at a moment.
[[nodiscard]] journey::Status status_of(const RowRef& row, const Scope& scope);
[[nodiscard]] journey::Headline headline_of(const RowRef& row, journey::Status status);

class SessionTable {
 public:
  SessionTable() = default;
  SessionTable(const SessionTable&) = delete;

  /// Adds or replaces the row of this session and returns its number.
  RowNumber put(const journey::Summary& summary);
  /// The same with a number from earlier, when a stored table is read back. Numbers come in rising order.
  void restore(RowNumber number, const journey::Summary& summary);

  [[nodiscard]] std::optional<RowNumber> find(std::string_view session_id) const;
  [[nodiscard]] RowRef at(RowNumber number) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] RowNumber next_number() const { return next_; }
  [[nodiscard]] std::uint64_t last_accept_seq() const { return last_accept_seq_; }

  [[nodiscard]] const std::vector<std::unique_ptr<Block>>& blocks() const { return blocks_; }
  [[nodiscard]] const Dictionary& reasons() const { return reasons_; }
  [[nodiscard]] const Dictionary& error_codes() const { return error_codes_; }
  [[nodiscard]] const Dictionary& paths() const { return paths_; }
  [[nodiscard]] const Dictionary& events() const { return events_; }
  /// Sets of event names; see profile.hpp.
  [[nodiscard]] const Dictionary& profiles() const { return profiles_; }
  [[nodiscard]] const Dictionary& checks() const { return checks_; }

  /// Other rows that carry a server-sent identity of this one, newest first.
  [[nodiscard]] std::vector<RowNumber> linked(const journey::Summary& summary, std::size_t limit) const;

  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  Block& block_of(RowNumber number);
  void fill(RowNumber number, const journey::Summary& summary);
  void fill_numbers(Block& block, std::uint32_t at, const journey::Summary& summary);
  void fill_words(Block& block, std::uint32_t at, const journey::Summary& summary, bool fresh);
  void fill_text(Block& block, RowNumber number, const journey::Summary& summary);
  void fill_runs(Block& block, std::uint32_t at, const journey::Summary& summary);
  static void widen(Block& block, const journey::Summary& summary);
  void index_session(RowNumber number, std::string_view session_id);
  void grow_index();
  void check_ids(const journey::Summary& summary, std::vector<Dictionary::Id>& ids);

  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<RowNumber> session_slots_;  ///< open addressing by hash of the session id; `no_row` is free
  std::size_t size_ = 0;
  RowNumber next_ = 0;
  std::uint64_t last_accept_seq_ = 0;
  Dictionary reasons_, error_codes_, paths_, events_, profiles_, checks_;
  IdentityIndex identities_;
};

}  // namespace sj::store
