#pragma once
// Which event names a session has, and which results its checks had, as bits: a name has one bit, and a check six more
// (that it is one, and one for each result), given out in the order in which a table first sees them. A block keeps its
// rows' bits in words of 64, a column each, so that a filter by event or check is one look at one word of each row.
// Names beyond the last bit (a client can invent names) are kept as lists of the rows that have them.
#include <array>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "journey/summary.hpp"
#include "store/query.hpp"
#include "store/table/block_rows.hpp"
#include "store/table/dictionary.hpp"

namespace sj::store {

/// The built-in catalog fills five; the rest is for what projects and clients add.
inline constexpr std::size_t name_words_max = 16;
using NameWords = std::array<std::uint64_t, name_words_max>;

/// A name that has no bits.
struct RareName {
  Dictionary::Id name = 0;
  std::uint8_t results = 0;
  bool is_check = false;
};

/// The names of a block's rows.
struct NameSets {
  std::vector<std::unique_ptr<Column<std::uint64_t>>> words;  ///< null: no row has one of its bits
  std::unordered_map<std::uint32_t, std::vector<RareName>> rare;

  [[nodiscard]] std::size_t memory_bytes() const;

  template <class Io>
  void walk(Io& io) {
    io.list(words, [&](auto& word) { io.maybe(word); });
    io.map_of_items(rare);
  }
};

/// Alternatives of a filter by event or check, made ready for one table.
struct NameTest {
  struct Rare {
    Dictionary::Id name = 0;
    bool must_be_check = false;
    std::uint8_t results = 0;  ///< any of these; 0: whatever the result
  };
  NameWords masks{};
  std::vector<Rare> rare;

  /// Sets `hits[at]` to 1 for the first `used` rows that have any of the names, to 0 for the others.
  void find(const NameSets& names, std::uint32_t used, Column<std::uint8_t>& hits) const;
};

/// The bits of one table's names.
class NameBits {
 public:
  /// Replaces the names of the row.
  void put(NameSets& names, std::uint32_t at, const journey::Summary& summary);

  [[nodiscard]] NameTest test_of(const std::vector<std::string>& events) const;
  [[nodiscard]] NameTest test_of(const std::vector<CheckFilter>& checks) const;

  [[nodiscard]] std::size_t memory_bytes() const;

  template <class Io>
  void walk(Io& io) {
    io.part(names_);
    io.items(places_);
    io.value(next_bit_);
  }

 private:
  static constexpr std::uint16_t no_bits = 0xffff;
  static constexpr unsigned check_bits = 1 + check_result_count;
  struct Places {
    std::uint16_t seen = no_bits, check = no_bits;  ///< the first bit of each
  };

  Places& places_of(Dictionary::Id name, bool is_check);
  std::uint16_t give_out(unsigned bits);

  Dictionary names_;
  std::vector<Places> places_;  ///< by number of the name
  std::uint16_t next_bit_ = 0;
};

}  // namespace sj::store
