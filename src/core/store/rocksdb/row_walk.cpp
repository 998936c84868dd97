#include "store/rocksdb/row_walk.hpp"

#include <fmt/format.h>

namespace sj::store {
namespace {

constexpr std::size_t damaged_places_max = 1'000;
constexpr RowNumber rows_tried_max = 1'024;  // behind the last good row; a block of 4 KiB has fewer

}  // namespace

RowWalk::RowWalk(Database& database) {
  rocksdb::ReadOptions options;
  options.readahead_size = 2u << 20;
  options.fill_cache = false;
  options.iterate_upper_bound = &upper_bound_;
  at_.reset(database->NewIterator(options));
  at_->Seek(first_key(KeyKind::row));
  pass_damage();
}

void RowWalk::next() {
  last_ = view(at_->key());
  at_->Next();
  pass_damage();
}

void RowWalk::pass_damage() {
  while (!at_->Valid() && at_->status().IsCorruption() && damaged_places_ < damaged_places_max) {
    damage_ = at_->status();
    ++damaged_places_;
    if (!seek_behind_last() && !seek_first_readable_from_behind()) return;
    if (at_->Valid()) resumed_at_ = key().value_or(RowKey{}).row;
  }
}

// A block says nothing of where the next one begins, so the numbers behind the last good row are tried one by one.
bool RowWalk::seek_behind_last() {
  const auto last = read_row_key(last_);
  if (!last) return false;
  for (RowNumber step = 1; step <= rows_tried_max; ++step) {
    at_->Seek(row_key(last->project_id, last->row + step));
    if (at_->Valid() || at_->status().ok()) return true;
  }
  return false;
}

// Damage that reaches beyond a project, or stands at the very front: what can be read from the end backwards remains.
bool RowWalk::seek_first_readable_from_behind() {
  std::string first;
  for (at_->SeekToLast(); at_->Valid() && view(at_->key()) > last_; at_->Prev()) {
    if (!read_row_key(view(at_->key()))) break;
    first = view(at_->key());
  }
  if (first.empty()) return false;
  at_->Seek(first);
  return at_->Valid();
}

Result<std::string> RowWalk::damage() const {
  if (!damage_.ok())
    return fmt::format("{} (in {} place{}, the last one before row {})", error_of(damage_, "reading the rows").message,
                       damaged_places_, damaged_places_ == 1 ? "" : "s", resumed_at_);
  if (!at_->status().ok()) return std::unexpected(error_of(at_->status(), "reading the rows"));
  return std::string();
}

}  // namespace sj::store
