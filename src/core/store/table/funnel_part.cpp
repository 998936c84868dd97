#include "store/table/funnel_part.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sj::store {
namespace {

using journey::Headline;
using journey::Status;
using Parts = std::vector<std::shared_ptr<const FunnelPart>>;

void add_to_stages(Funnel& funnel, const RowRef& row, Status status) {
  const Block& block = *row.block;
  for (std::size_t i = 0; i < stage_count; ++i) {
    funnel.stages[i].entered += block.entered[row.at] >> i & 1u;
    funnel.stages[i].passed += block.passed[row.at] >> i & 1u;
    funnel.stages[i].retakes += static_cast<std::uint64_t>(block.stage_retakes[i].at(row.at));
  }
  StageFunnel& here = funnel.stages[block.stage[row.at]];
  const Headline headline = headline_of(row, status);
  if (status == Status::dropped) ++here.dropped_here;
  if (status == Status::error) ++here.error_here;
  if (headline == Headline::blocked_pre_checks || headline == Headline::blocked_in_step) ++here.blocked_here;
}

void add(Funnel& to, const Funnel& part) {
  to.started += part.started;
  to.completed += part.completed;
  to.approved += part.approved;
  for (std::size_t i = 0; i < stage_count; ++i)
    for (auto member : {&StageFunnel::entered, &StageFunnel::passed, &StageFunnel::dropped_here,
                        &StageFunnel::error_here, &StageFunnel::blocked_here, &StageFunnel::retakes})
      to.stages[i].*member += part.stages[i].*member;
}

/// The times in one stage, over all parts.
class AllTimes {
 public:
  AllTimes(const SessionTable& table, const Parts& parts, std::size_t stage)
      : table_(table), parts_(parts), stage_(stage) {
    for (const auto& part : parts)
      for (std::size_t bucket = 0; part && bucket < StageTimes::bucket_count; ++bucket)
        counts_[bucket] += part->times[stage].count(bucket);
    for (const std::size_t count : counts_) total_ += count;
  }

  /// Nearest rank.
  [[nodiscard]] std::optional<DurationMs> percentile(double share) const {
    if (total_ == 0) return std::nullopt;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(total_)));
    std::size_t left = std::max<std::size_t>(rank, 1), bucket = 0;
    for (; left > counts_[bucket]; ++bucket) left -= counts_[bucket];
    std::vector<DurationMs> times;
    times.reserve(counts_[bucket]);
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i]) parts_[i]->times[stage_].append_times(*table_.blocks()[i], stage_, bucket, times);
    const auto wanted = times.begin() + static_cast<std::ptrdiff_t>(left - 1);
    std::ranges::nth_element(times, wanted);
    return *wanted;
  }

 private:
  const SessionTable& table_;
  const Parts& parts_;
  std::size_t stage_;
  std::array<std::size_t, StageTimes::bucket_count> counts_{};
  std::size_t total_ = 0;
};

}  // namespace

std::size_t StageTimes::bucket_of(DurationMs duration) {
  constexpr int sub_bits = 4;
  if (duration < 1 << sub_bits) return static_cast<std::size_t>(std::max<DurationMs>(duration, 0));
  const int doublings = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(duration))) - 1;
  if (doublings >= 32) return bucket_count - 1;
  const auto sub = static_cast<std::size_t>(duration >> (doublings - sub_bits) & ((1 << sub_bits) - 1));
  return (static_cast<std::size_t>(doublings - sub_bits + 1) << sub_bits) + sub;
}

StageTimes::StageTimes(const Block& block, const RowMask& mask, std::size_t stage) {
  Column<std::uint16_t> bucket_of_row;
  std::size_t total = 0;
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    if (!(block.entered[at] >> stage & 1u)) return;
    const std::size_t bucket = bucket_of(block.stage_ms[stage].at(at));
    bucket_of_row[at] = static_cast<std::uint16_t>(bucket);
    ++ends_[bucket];
    ++total;
  });
  std::array<std::uint16_t, bucket_count> next{};
  for (std::size_t bucket = 0, before = 0; bucket < bucket_count; ++bucket) {
    next[bucket] = static_cast<std::uint16_t>(before);
    before += ends_[bucket];
    ends_[bucket] = static_cast<std::uint16_t>(before);
  }
  rows_.resize(total);
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    if (block.entered[at] >> stage & 1u) rows_[next[bucket_of_row[at]]++] = static_cast<std::uint16_t>(at);
  });
}

void StageTimes::append_times(const Block& block, std::size_t stage, std::size_t bucket,
                              std::vector<DurationMs>& out) const {
  for (std::size_t i = begin_of(bucket); i < end_of(bucket); ++i) out.push_back(block.stage_ms[stage].at(rows_[i]));
}

FunnelPart::FunnelPart(const Block& block, const RowMask& mask, const Scope& scope) {
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    const RowRef row{&block, at, 0};
    const Status status = status_of(row, scope);
    ++counts.started;
    counts.completed += status == Status::completed;
    counts.approved += block.decision[at] == static_cast<std::uint8_t>(Impact::approved);
    add_to_stages(counts, row, status);
  });
  for (std::size_t stage = 0; stage < stage_count; ++stage) times.emplace_back(block, mask, stage);
}

Funnel funnel_of(const SessionTable& table, const Parts& parts) {
  Funnel funnel;
  for (const auto& part : parts)
    if (part) add(funnel, part->counts);
  for (std::size_t stage = 0; stage < stage_count; ++stage) {
    const AllTimes times(table, parts, stage);
    funnel.stages[stage].p50_ms = times.percentile(0.5);
    funnel.stages[stage].p90_ms = times.percentile(0.9);
  }
  return funnel;
}

}  // namespace sj::store
