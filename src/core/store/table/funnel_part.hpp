#pragma once
// What one block adds to a funnel. Percentiles of the times in the stages are exact: each part knows how many of its
// rows are in which coarse bucket of time and which rows those are, so that only the bucket with the wanted rank is
// looked at closely.
#include <array>
#include <memory>
#include <vector>

#include "store/table/selection.hpp"

namespace sj::store {

class StageTimes {
 public:
  /// Sixteen buckets to each doubling of the milliseconds that fit 32 bits, and one for what is longer.
  static constexpr std::size_t bucket_count = 29 * 16 + 1;
  [[nodiscard]] static std::size_t bucket_of(DurationMs duration);

  StageTimes(const Block& block, const RowMask& mask, std::size_t stage);
  [[nodiscard]] std::size_t count(std::size_t bucket) const { return end_of(bucket) - begin_of(bucket); }
  /// Appends the times of the rows in this bucket; `block` is the one that it was made of, unchanged.
  void append_times(const Block& block, std::size_t stage, std::size_t bucket, std::vector<DurationMs>& out) const;

 private:
  [[nodiscard]] std::size_t begin_of(std::size_t bucket) const { return bucket == 0 ? 0 : ends_[bucket - 1]; }
  [[nodiscard]] std::size_t end_of(std::size_t bucket) const { return ends_[bucket]; }

  std::array<std::uint16_t, bucket_count> ends_{};
  std::vector<std::uint16_t> rows_;  ///< positions of the rows, by bucket
};

struct FunnelPart {
  FunnelPart(const Block& block, const RowMask& mask, const Scope& scope);

  Funnel counts;                  ///< without percentiles
  std::vector<StageTimes> times;  ///< by stage
};

[[nodiscard]] Funnel funnel_of(const SessionTable& table, const std::vector<std::shared_ptr<const FunnelPart>>& parts);

}  // namespace sj::store
