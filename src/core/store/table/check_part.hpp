#pragma once
// What one block adds to the statistics of checks.
#include <memory>
#include <vector>

#include "store/table/selection.hpp"

namespace sj::store {

struct CheckPart {
  struct Duration {
    std::uint16_t bucket = 0;  ///< duration_bucket.hpp
    std::uint32_t runs = 0;
  };
  struct Check {
    Dictionary::Id check = 0;
    CheckStatistics counts;  ///< without the name and the percentiles
    std::vector<Duration> durations;
  };

  CheckPart(const Block& block, const RowMask& mask, const SessionTable& table);
  std::vector<Check> checks;
};

[[nodiscard]] std::vector<CheckStatistics> checks_of(const SessionTable& table,
                                                     const std::vector<std::shared_ptr<const CheckPart>>& parts);

}  // namespace sj::store
