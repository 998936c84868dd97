#include "store/table/analytics.hpp"

#include <algorithm>
#include <functional>

namespace sj::store {
namespace {

using journey::Headline;
using journey::Status;

// Most sessions first, then by name, so that equal answers look equal.
template <class T, class Name>
void sort_counts(std::vector<T>& counts, Name name) {
  std::ranges::sort(counts, [&](const T& a, const T& b) {
    return a.sessions != b.sessions ? a.sessions > b.sessions : std::invoke(name, a) < std::invoke(name, b);
  });
}

// Sessions by number of a dictionary.
class IdCounts {
 public:
  explicit IdCounts(const Dictionary& dictionary) : dictionary_(dictionary), counts_(dictionary.size(), 0) {}
  void add(Dictionary::Id id) { ++counts_[id]; }
  std::vector<ValueCount> take() const {
    std::vector<ValueCount> out;
    for (Dictionary::Id id = 0; id < counts_.size(); ++id)
      if (counts_[id]) out.push_back({std::string(dictionary_.text(id)), counts_[id]});
    sort_counts(out, &ValueCount::value);
    return out;
  }

 private:
  const Dictionary& dictionary_;
  std::vector<std::uint64_t> counts_;
};

// Sessions by word of an enumeration.
template <class T, std::size_t Count>
std::vector<ValueCount> word_counts(const std::array<std::uint64_t, Count>& counts, std::string_view (*text)(T)) {
  std::vector<ValueCount> out;
  for (std::size_t i = 0; i < Count; ++i)
    if (counts[i]) out.push_back({std::string(text(static_cast<T>(i))), counts[i]});
  sort_counts(out, &ValueCount::value);
  return out;
}

}  // namespace

std::vector<OutcomeBucket> outcomes_of(const Selection& selection, TimeField field, std::span<const TimeMs> edges) {
  std::vector<OutcomeBucket> buckets(edges.empty() ? 0 : edges.size() - 1);
  for (std::size_t i = 0; i < buckets.size(); ++i) buckets[i].from = edges[i], buckets[i].to = edges[i + 1];
  OutcomeBucket outside;
  OutcomeBucket* bucket = &outside;  // of the row before: mostly this one's too, rows come in about the order of time
  selection.each([&](const RowRef& row) {
    const TimeMs time = times_of(*row.block, field).of_rows[row.at];
    if (time < bucket->from || time >= bucket->to) {
      const auto above = std::ranges::upper_bound(edges, time);
      const bool is_outside = above == edges.begin() || above == edges.end();
      bucket = is_outside ? &outside : &buckets[static_cast<std::size_t>(above - edges.begin()) - 1];
    }
    ++bucket->status[static_cast<std::size_t>(status_of(row, selection.scope()))];
    ++bucket->decision[row.block->decision[row.at]];
  });
  return buckets;
}

std::vector<ReasonCount> reasons_of(const Selection& selection, const SessionTable& table) {
  constexpr std::array refusals{Impact::rejected, Impact::pending};
  std::array<std::vector<std::uint64_t>, impact_count> counts;
  for (const Impact outcome : refusals) counts[static_cast<std::size_t>(outcome)].resize(table.reasons().size());
  selection.each([&](const RowRef& row) {
    auto& of_outcome = counts[row.block->decision[row.at]];
    if (!of_outcome.empty()) ++of_outcome[row.block->reason[row.at]];
  });
  std::vector<ReasonCount> out;
  for (const Impact outcome : refusals) {
    const auto& of_outcome = counts[static_cast<std::size_t>(outcome)];
    for (Dictionary::Id id = 0; id < of_outcome.size(); ++id)
      if (of_outcome[id]) out.push_back({outcome, std::string(table.reasons().text(id)), of_outcome[id]});
  }
  sort_counts(out, [](const ReasonCount& count) { return std::pair(count.reason, count.outcome); });
  return out;
}

std::vector<ValueCount> errors_of(const Selection& selection, const SessionTable& table) {
  IdCounts counts(table.error_codes());
  selection.each([&](const RowRef& row) { counts.add(row.block->error_code[row.at]); });
  auto out = counts.take();
  std::erase_if(out, [](const ValueCount& count) { return count.value.empty(); });
  return out;
}

Dropoffs dropoffs_of(const Selection& selection, const SessionTable& table) {
  std::array<std::uint64_t, journey::headline_count> headlines{};
  std::array<std::uint64_t, stage_count> stages{};
  IdCounts paths(table.paths()), events(table.events());
  selection.each([&](const RowRef& row) {
    if (status_of(row, selection.scope()) != Status::dropped) return;
    ++headlines[row.block->headline_dropped[row.at]];
    ++stages[row.block->stage[row.at]];
    paths.add(row.block->last_path[row.at]);
    events.add(row.block->last_event[row.at]);
  });
  return {word_counts<Headline>(headlines, journey::to_text), word_counts<Stage>(stages, sj::to_text), paths.take(),
          events.take()};
}

}  // namespace sj::store
