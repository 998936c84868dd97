#include "store/table/check_part.hpp"

#include <algorithm>

#include "store/table/duration_bucket.hpp"

namespace sj::store {
namespace {

struct Counter {
  CheckStatistics counts;
  DurationHistogram durations;
  std::uint32_t last_row = block_rows, last_retake_row = block_rows;  ///< none yet

  void add(const PackedRun& run, std::uint32_t row) {
    ++counts.runs;
    if (const auto result = run.result()) ++counts.results[static_cast<std::size_t>(*result)];
    if (run.bucket() != PackedRun::no_duration) durations.add(run.bucket());
    if (last_row != row) ++counts.sessions, last_row = row;
    if (run.retake() && last_retake_row != row) ++counts.sessions_with_retake, last_retake_row = row;
  }
};

void add(CheckStatistics& to, const CheckStatistics& part) {
  for (auto member : {&CheckStatistics::runs, &CheckStatistics::sessions, &CheckStatistics::sessions_with_retake})
    to.*member += part.*member;
  for (std::size_t result = 0; result < check_result_count; ++result) to.results[result] += part.results[result];
}

std::vector<CheckPart::Duration> durations_of(const DurationHistogram& histogram) {
  std::vector<CheckPart::Duration> out;
  for (std::uint32_t bucket = 0; bucket < duration_bucket_count; ++bucket)
    if (const std::uint32_t runs = histogram.count(bucket)) out.push_back({static_cast<std::uint16_t>(bucket), runs});
  return out;
}

}  // namespace

CheckPart::CheckPart(const Block& block, const RowMask& mask, const SessionTable& table) {
  std::vector<std::unique_ptr<Counter>> counters(table.checks().size());
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    for (const PackedRun& run : block.run_items.at(block.runs[at])) {
      auto& counter = counters[run.check()];
      if (!counter) counter = std::make_unique<Counter>();
      counter->add(run, at);
    }
  });
  for (Dictionary::Id id = 0; id < counters.size(); ++id)
    if (counters[id]) checks.push_back({id, counters[id]->counts, durations_of(counters[id]->durations)});
}

std::vector<CheckStatistics> checks_of(const SessionTable& table,
                                       const std::vector<std::shared_ptr<const CheckPart>>& parts) {
  std::vector<Counter> counters(table.checks().size());
  for (const auto& part : parts) {
    if (!part) continue;
    for (const CheckPart::Check& check : part->checks) {
      add(counters[check.check].counts, check.counts);
      for (const CheckPart::Duration& told : check.durations)
        counters[check.check].durations.add(told.bucket, told.runs);
    }
  }
  std::vector<CheckStatistics> out;
  for (Dictionary::Id id = 0; id < counters.size(); ++id) {
    Counter& counter = counters[id];
    if (counter.counts.runs == 0) continue;
    counter.counts.check = table.checks().text(id);
    counter.counts.p50_ms = counter.durations.percentile(0.5);
    counter.counts.p95_ms = counter.durations.percentile(0.95);
    out.push_back(std::move(counter.counts));
  }
  std::ranges::sort(out, [](const CheckStatistics& a, const CheckStatistics& b) {
    return a.runs != b.runs ? a.runs > b.runs : a.check < b.check;
  });
  return out;
}

}  // namespace sj::store
