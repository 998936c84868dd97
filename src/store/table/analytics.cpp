#include "store/table/analytics.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "store/table/duration_bucket.hpp"

namespace sj::store {
namespace {

using journey::Headline;
using journey::Status;

// Nearest rank.
std::optional<DurationMs> percentile(std::vector<DurationMs>& values, double share) {
  if (values.empty()) return std::nullopt;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(values, at);
  return *at;
}

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

void add_to_stages(Funnel& funnel, const RowRef& row, Status status) {
  const Block& block = *row.block;
  for (std::size_t i = 0; i < stage_count; ++i) {
    funnel.stages[i].entered += block.entered[row.at] >> i & 1u;
    funnel.stages[i].passed += block.passed[row.at] >> i & 1u;
    funnel.stages[i].retakes += block.stage_retakes[i][row.at];
  }
  StageFunnel& here = funnel.stages[block.stage[row.at]];
  const Headline headline = headline_of(row, status);
  if (status == Status::dropped) ++here.dropped_here;
  if (status == Status::error) ++here.error_here;
  if (headline == Headline::blocked_pre_checks || headline == Headline::blocked_in_step) ++here.blocked_here;
}

struct CheckCounter {
  CheckStatistics statistics;
  DurationHistogram durations;
  RowNumber last_row = 0, last_retake_row = 0;
  bool seen = false, retake_seen = false;

  void add(const PackedRun& run, RowNumber row) {
    ++statistics.runs;
    if (const auto result = run.result()) ++statistics.results[static_cast<std::size_t>(*result)];
    if (run.bucket() != PackedRun::no_duration) durations.add(run.bucket());
    if (!seen || last_row != row) ++statistics.sessions, seen = true, last_row = row;
    if (run.retake() && (!retake_seen || last_retake_row != row))
      ++statistics.sessions_with_retake, retake_seen = true, last_retake_row = row;
  }
};

}  // namespace

Funnel funnel_of(const Selection& selection) {
  Funnel funnel;
  std::array<std::vector<DurationMs>, stage_count> durations;
  selection.each([&](const RowRef& row) {
    const Status status = status_of(row, selection.scope());
    ++funnel.started;
    funnel.completed += status == Status::completed;
    funnel.approved += row.block->decision[row.at] == static_cast<std::uint8_t>(Impact::approved);
    add_to_stages(funnel, row, status);
    for (std::size_t i = 0; i < stage_count; ++i)
      if (row.block->entered[row.at] >> i & 1u) durations[i].push_back(row.block->stage_ms[i][row.at]);
  });
  for (std::size_t i = 0; i < stage_count; ++i) {
    funnel.stages[i].p50_ms = percentile(durations[i], 0.5);
    funnel.stages[i].p90_ms = percentile(durations[i], 0.9);
  }
  return funnel;
}

std::vector<OutcomeBucket> outcomes_of(const Selection& selection, TimeField field, std::span<const TimeMs> edges) {
  std::vector<OutcomeBucket> buckets(edges.empty() ? 0 : edges.size() - 1);
  for (std::size_t i = 0; i < buckets.size(); ++i) buckets[i].from = edges[i], buckets[i].to = edges[i + 1];
  selection.each([&](const RowRef& row) {
    const TimeMs time = field == TimeField::created ? row.block->created[row.at] : row.block->updated[row.at];
    const auto above = std::ranges::upper_bound(edges, time);
    if (above == edges.begin() || above == edges.end()) return;
    OutcomeBucket& bucket = buckets[static_cast<std::size_t>(above - edges.begin()) - 1];
    ++bucket.status[static_cast<std::size_t>(status_of(row, selection.scope()))];
    ++bucket.decision[row.block->decision[row.at]];
  });
  return buckets;
}

std::vector<ReasonCount> reasons_of(const Selection& selection, const SessionTable& table) {
  std::map<std::pair<std::uint8_t, Dictionary::Id>, std::uint64_t> counts;
  selection.each([&](const RowRef& row) {
    const std::uint8_t outcome = row.block->decision[row.at];
    const bool refused =
        outcome == static_cast<std::uint8_t>(Impact::rejected) || outcome == static_cast<std::uint8_t>(Impact::pending);
    if (refused) ++counts[{outcome, row.block->reason[row.at]}];
  });
  std::vector<ReasonCount> out;
  for (const auto& [key, sessions] : counts)
    out.push_back({static_cast<Impact>(key.first), std::string(table.reasons().text(key.second)), sessions});
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

std::vector<CheckStatistics> checks_of(const Selection& selection, const SessionTable& table) {
  std::vector<CheckCounter> counters(table.checks().size());
  selection.each([&](const RowRef& row) {
    for (const PackedRun& run : row.block->run_items.at(row.block->runs[row.at]))
      counters[run.check()].add(run, row.number);
  });
  std::vector<CheckStatistics> out;
  for (Dictionary::Id id = 0; id < counters.size(); ++id) {
    CheckCounter& counter = counters[id];
    if (counter.statistics.runs == 0) continue;
    counter.statistics.check = table.checks().text(id);
    counter.statistics.p50_ms = counter.durations.percentile(0.5);
    counter.statistics.p95_ms = counter.durations.percentile(0.95);
    out.push_back(std::move(counter.statistics));
  }
  std::ranges::sort(out, [](const CheckStatistics& a, const CheckStatistics& b) {
    return a.runs != b.runs ? a.runs > b.runs : a.check < b.check;
  });
  return out;
}

}  // namespace sj::store
