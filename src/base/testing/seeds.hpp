#pragma once
// The seeds of a randomized test. One that fails tells its seed, and with it in the environment is run with that alone:
// `SJ_SEED=17 ingest_test --gtest_filter=Journal.*`.
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

namespace sj::testing {

/// 0 to `count - 1`, or the one that SJ_SEED names.
[[nodiscard]] inline std::vector<std::uint64_t> seeds(std::uint64_t count) {
  if (const char* one = std::getenv("SJ_SEED")) return {std::stoull(one)};
  std::vector<std::uint64_t> all(count);
  std::iota(all.begin(), all.end(), std::uint64_t{0});
  return all;
}

/// For SCOPED_TRACE.
[[nodiscard]] inline std::string replayed_by(std::uint64_t seed) {
  return "replayed by SJ_SEED=" + std::to_string(seed);
}

}  // namespace sj::testing
