#include "store/table/identity_index.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sj::store {
namespace {
constexpr std::size_t recent_max = 512;  // few enough to be looked through one by one
constexpr std::size_t run_growth = 2;
}  // namespace

void IdentityIndex::add(std::uint64_t hash, std::uint32_t row) {
  recent_.push_back({hash, row});
  if (recent_.size() >= recent_max && !is_loading_) merge_recent();
}

void IdentityIndex::end_load() {
  is_loading_ = false;
  merge_recent();
}

void IdentityIndex::merge_recent() {
  Run run = std::exchange(recent_, {});
  std::ranges::sort(run);
  while (!runs_.empty() && runs_.back().size() < run_growth * run.size()) {
    Run merged;
    merged.reserve(runs_.back().size() + run.size());
    std::ranges::set_union(runs_.back(), run, std::back_inserter(merged));
    run = std::move(merged);
    runs_.pop_back();
  }
  if (!run.empty()) runs_.push_back(std::move(run));
}

std::vector<std::uint32_t> IdentityIndex::find(std::uint64_t hash) const {
  std::vector<std::uint32_t> rows;
  for (const Run& run : runs_)
    for (auto at = std::ranges::lower_bound(run, hash, {}, &Entry::hash); at != run.end() && at->hash == hash; ++at)
      rows.push_back(at->row);
  for (const Entry& entry : recent_)
    if (entry.hash == hash) rows.push_back(entry.row);
  return rows;
}

std::size_t IdentityIndex::memory_bytes() const {
  std::size_t bytes = recent_.capacity() * sizeof(Entry);
  for (const Run& run : runs_) bytes += run.capacity() * sizeof(Entry);
  return bytes;
}

}  // namespace sj::store
