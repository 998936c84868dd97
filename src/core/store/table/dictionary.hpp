#pragma once
// Texts that many rows share, each kept once and known by a small number. Counted, so that texts nobody uses any more
// give their number back: rows come and go, memory does not grow.
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.hpp"

namespace sj::store {

class Dictionary {
 public:
  using Id = std::uint32_t;

  /// Number of this text, counted once more.
  Id take(std::string_view text);
  /// Gives back what `take` gave.
  void release(Id id);
  /// Number of this text, which it keeps for ever.
  Id keep(std::string_view text);

  [[nodiscard]] std::optional<Id> find(std::string_view text) const;

  [[nodiscard]] std::string_view text(Id id) const { return entries_[id].text; }
  /// One more than the greatest number in use.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool in_use(Id id) const { return entries_[id].uses > 0; }
  [[nodiscard]] std::size_t memory_bytes() const { return entries_.size() * 96; }

  template <class Io>
  void walk(Io& io) {
    io.list(entries_, [&](Entry& entry) {
      io.text(entry.text);
      io.value(entry.uses);
    });
    if constexpr (Io::reads) index_entries();
  }

 private:
  struct Entry {
    std::string text;
    std::uint32_t uses = 0;
  };
  void index_entries();

  std::deque<Entry> entries_;  // a deque keeps the texts in place, the index looks into them
  std::unordered_map<std::string_view, Id, KeyedHash> index_;
  std::vector<Id> free_;
};

}  // namespace sj::store
