#pragma once
// What is to be told beside a decision, because it stands against it (§11: APPROVED_OVER_BLOCK,
// APPROVED_WITHOUT_CHECKS, BLOCKED_AFTER_DECISION): findings and sentence say the same.
#include "journey/candidates.hpp"

namespace sj::journey {

struct Caveats {
  Candidates approved_over;     ///< the server's blocks and rejections that nothing but the approval resolves
  bool without_checks = false;  ///< approved, and no check from STEP1 to STEP2 is on record
  Candidates blocked_after;     ///< unresolved blocks later than a record may lag behind the decision
};

/// Empty without a decision.
[[nodiscard]] Caveats caveats_of(const Facts& facts);

}  // namespace sj::journey
