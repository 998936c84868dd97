#pragma once
// The answer to POST /v1/events, read.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sj::cli {

struct Rejection {
  std::uint64_t index = 0;  ///< in the batch
  std::string event_id, code, field, detail;
};

struct IngestAnswer {
  std::uint64_t accepted = 0, duplicates = 0;
  std::vector<Rejection> rejected;
  std::vector<std::string> warnings;  ///< codes, one for each
};

/// Of a 200 or a 422. `unavailable` for a body that is neither.
[[nodiscard]] Result<IngestAnswer> read_ingest_answer(std::string_view body);

}  // namespace sj::cli
