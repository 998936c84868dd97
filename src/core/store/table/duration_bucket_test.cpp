#include "store/table/duration_bucket.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "event/limits.hpp"
#include "store/table/session_table.hpp"

namespace sj::store {
namespace {

TEST(DurationBucket, EveryDurationIsWithinOnePercentOfItsBucket) {
  std::uint32_t before = 0;
  for (std::uint32_t duration = 0; duration <= limits::duration_ms_max; duration += 1 + duration / 3'000) {
    const std::uint32_t bucket = duration_bucket(duration);
    ASSERT_LT(bucket, duration_bucket_count) << duration;
    ASSERT_LT(bucket, PackedRun::no_duration);
    ASSERT_GE(bucket, before) << "longer durations are in later buckets";
    ASSERT_LE(std::abs(duration_of_bucket(bucket) - duration) * 100, duration) << duration;
    before = bucket;
  }
  EXPECT_LT(duration_bucket(limits::duration_ms_max), duration_bucket_count);
}

TEST(DurationBucket, SmallDurationsAreExact) {
  for (std::uint32_t duration = 0; duration <= 50; ++duration)
    EXPECT_EQ(duration_of_bucket(duration_bucket(duration)), duration);
}

TEST(DurationBucket, TheLargestNumberThatTheFieldCanHoldHasABucket) {
  EXPECT_EQ(duration_bucket(0xffff'ffff), duration_bucket_count - 1);
}

TEST(DurationHistogram, TellsTheNearestRank) {
  DurationHistogram histogram;
  EXPECT_EQ(histogram.percentile(0.5), std::nullopt);
  for (std::uint32_t duration = 1; duration <= 20; ++duration) histogram.add(duration_bucket(duration));
  EXPECT_EQ(histogram.percentile(0), 1);
  EXPECT_EQ(histogram.percentile(0.5), 10);
  EXPECT_EQ(histogram.percentile(0.51), 11);
  EXPECT_EQ(histogram.percentile(0.95), 19);
  EXPECT_EQ(histogram.percentile(1), 20);
}

TEST(PackedRun, KeepsItsParts) {
  for (const std::uint32_t check : {0u, 1u, PackedRun::check_max})
    for (int result = -1; result < static_cast<int>(check_result_count); ++result)
      for (const bool retake : {false, true})
        for (const std::uint32_t bucket : {0u, 927u, PackedRun::no_duration}) {
          const auto told = result < 0 ? std::nullopt : std::optional(static_cast<CheckResult>(result));
          const PackedRun run(check, told, retake, bucket);
          EXPECT_EQ(run.check(), check);
          EXPECT_EQ(run.result(), told);
          EXPECT_EQ(run.retake(), retake);
          EXPECT_EQ(run.bucket(), bucket);
        }
}

}  // namespace
}  // namespace sj::store
