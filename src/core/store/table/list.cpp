#include "store/table/list.hpp"

#include <algorithm>
#include <numeric>

#include "store/table/row_text.hpp"

namespace sj::store {
namespace {

bool is_by_created(Sort sort) {
  return sort == Sort::created_descending || sort == Sort::created_ascending;
}
bool is_descending(Sort sort) {
  return sort == Sort::created_descending || sort == Sort::updated_descending;
}

struct Candidate {
  TimeMs key;  ///< smaller is earlier in the list
  RowNumber row;
};

// Keeps the first rows of the order while blocks are visited, best blocks first, and stops when no block can do better.
class FirstRows {
 public:
  FirstRows(const SessionTable& table, const ListQuery& query)
      : table_(table), query_(query), sign_(is_descending(query.sort) ? -1 : 1), wanted_(query.limit + 1) {}

  [[nodiscard]] TimeMs key_of(TimeMs time) const { return sign_ * time; }

  /// The least key that a row of the block can have.
  [[nodiscard]] TimeMs best_of(const Block& block) const {
    const bool created = is_by_created(query_.sort);
    if (sign_ < 0) return key_of(created ? block.created_max : block.updated_max);
    return key_of(created ? block.created_min : block.updated_min);
  }

  /// Whether all rows of the block are before the position where the page begins.
  [[nodiscard]] bool is_passed(const Block& block) const {
    if (!query_.after) return false;
    const bool created = is_by_created(query_.sort);
    const TimeMs worst = sign_ < 0 ? key_of(created ? block.created_min : block.updated_min)
                                   : key_of(created ? block.created_max : block.updated_max);
    return worst < key_of(query_.after->time);
  }

  [[nodiscard]] bool is_beaten(TimeMs best_key) const {
    return heap_.size() == wanted_ && heap_.front().key < best_key;
  }

  void consider(const RowRef& row) {
    const Candidate candidate{key_of(sort_time(row, query_.sort)), row.number};
    if (is_beaten(candidate.key) || !is_after_position(candidate)) return;
    const auto less = [this](const Candidate& a, const Candidate& b) { return comes_first(a, b); };
    if (heap_.size() == wanted_) {
      if (!comes_first(candidate, heap_.front())) return;
      std::ranges::pop_heap(heap_, less);
      heap_.pop_back();
    }
    heap_.push_back(candidate);
    std::ranges::push_heap(heap_, less);
  }

  std::vector<RowNumber> take() {
    std::ranges::sort(heap_, [this](const Candidate& a, const Candidate& b) { return comes_first(a, b); });
    std::vector<RowNumber> rows;
    rows.reserve(heap_.size());
    for (const Candidate& candidate : heap_) rows.push_back(candidate.row);
    return rows;
  }

 private:
  [[nodiscard]] std::string_view id_of(RowNumber row) const { return session_id_of(table_.at(row).text()); }

  [[nodiscard]] bool comes_first(const Candidate& a, const Candidate& b) const {
    return a.key != b.key ? a.key < b.key : id_of(a.row) < id_of(b.row);
  }

  [[nodiscard]] bool is_after_position(const Candidate& candidate) const {
    if (!query_.after) return true;
    const TimeMs key = key_of(query_.after->time);
    return candidate.key != key ? candidate.key > key : id_of(candidate.row) > query_.after->session_id;
  }

  const SessionTable& table_;
  const ListQuery& query_;
  TimeMs sign_;
  std::size_t wanted_;
  std::vector<Candidate> heap_;  ///< the last of the kept rows is in front
};

}  // namespace

TimeMs sort_time(const RowRef& row, Sort sort) {
  return is_by_created(sort) ? row.block->created[row.at] : row.block->updated[row.at];
}

std::vector<RowNumber> list_rows(const SessionTable& table, const Selection& selection, const ListQuery& query) {
  FirstRows first(table, query);
  std::vector<std::size_t> order(table.blocks().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return first.best_of(*table.blocks()[i]); });
  for (const std::size_t i : order) {
    if (first.is_beaten(first.best_of(*table.blocks()[i]))) break;
    if (first.is_passed(*table.blocks()[i])) continue;
    selection.each_in(i, [&](const RowRef& row) { first.consider(row); });
  }
  return first.take();
}

}  // namespace sj::store
