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

#include "base/hash.hpp"
#include "journey/summary.hpp"
#include "store/query.hpp"
#include "store/table/block.hpp"
#include "store/table/dictionary.hpp"
#include "store/table/identity_index.hpp"

namespace sj::store {

class SessionTable {
 public:
  SessionTable() = default;
  SessionTable(const SessionTable&) = delete;

  /// Adds or replaces the row of this session and returns its number.
  RowNumber put(const journey::Summary& summary);
  /// The same with a number from earlier, when a stored table is read back. Numbers come in rising order.
  void restore(RowNumber number, const journey::Summary& summary);
  /// Around many calls of `restore`; nothing is asked between the two.
  void begin_load() { identities_.begin_load(); }
  void end_load() { identities_.end_load(); }

  [[nodiscard]] std::optional<RowNumber> find(std::string_view session_id) const;
  [[nodiscard]] RowRef at(RowNumber number) const;
  /// Whether it ever had more than `large_session_events`.
  [[nodiscard]] bool is_large(RowNumber number) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] RowNumber next_number() const { return next_; }
  [[nodiscard]] std::uint64_t last_accept_seq() const { return last_accept_seq_; }

  [[nodiscard]] const std::vector<std::unique_ptr<Block>>& blocks() const { return blocks_; }
  [[nodiscard]] const Dictionary& reasons() const { return reasons_; }
  [[nodiscard]] const Dictionary& error_codes() const { return error_codes_; }
  [[nodiscard]] const Dictionary& paths() const { return paths_; }
  [[nodiscard]] const Dictionary& events() const { return events_; }
  [[nodiscard]] const NameBits& names() const { return names_; }
  [[nodiscard]] const Dictionary& checks() const { return checks_; }

  /// Other rows that carry a server-sent identity of this one, newest first.
  [[nodiscard]] std::vector<RowNumber> linked(const journey::Summary& summary, std::size_t limit) const;

  [[nodiscard]] std::size_t memory_bytes() const;

  template <class Io>
  void walk(Io& io) {
    io.parts(blocks_);
    io.value(hash_key_);
    io.items(session_slots_);
    io.items(large_);
    io.value(size_);
    io.value(next_);
    io.value(last_accept_seq_);
    for (Dictionary* dictionary : {&reasons_, &error_codes_, &paths_, &events_, &checks_}) io.part(*dictionary);
    io.part(names_);
    io.part(identities_);
  }

 private:
  Block& block_of(RowNumber number);
  void fill(RowNumber number, const journey::Summary& summary);
  void note_size(RowNumber number, const journey::Summary& summary);
  void fill_numbers(Block& block, std::uint32_t at, const journey::Summary& summary);
  void fill_words(Block& block, std::uint32_t at, const journey::Summary& summary, bool fresh);
  void fill_text(Block& block, RowNumber number, const journey::Summary& summary);
  void fill_runs(Block& block, std::uint32_t at, const journey::Summary& summary);
  static void widen(Block& block, const journey::Summary& summary);
  void index_session(RowNumber number, std::string_view session_id);
  void grow_index();
  void check_ids(const journey::Summary& summary, std::vector<Dictionary::Id>& ids);

  std::vector<std::unique_ptr<Block>> blocks_;
  HashKey hash_key_;                      ///< kept with the slots and the identities, which stand where it puts them
  std::vector<RowNumber> session_slots_;  ///< open addressing by hash of the session id; `no_row` is free
  std::vector<RowNumber> large_;          ///< rows of large sessions, rising: there are few
  std::size_t size_ = 0;
  RowNumber next_ = 0;
  std::uint64_t last_accept_seq_ = 0;
  Dictionary reasons_, error_codes_, paths_, events_, checks_;
  NameBits names_;
  IdentityIndex identities_;
};

}  // namespace sj::store
