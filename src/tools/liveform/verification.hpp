#pragma once
// One visitor's verification as the backend remembers it: how far it is, and nothing about the person. Photos are
// measured and forgotten; what is kept of one are the four numbers of a Picture.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "liveform/plan.hpp"

namespace sj::liveform {

/// What the visitor has to do next.
enum class Step : std::uint8_t { terms, document, account, selfie, result, error };

struct ShownCheck {
  std::string_view name;
  std::string_view result;  ///< empty while it runs
};

struct Decision {
  std::string_view outcome;  ///< APPROVED, REJECTED, PENDING
  std::string_view reason;   ///< empty for APPROVED
};

struct Verification {
  std::string id;     ///< also the id of its session in Session Journey
  std::string token;  ///< who has it may go on with the verification
  Fate fate = Fate::good;
  std::uint64_t sender = 0;  ///< stands for the visitor's address, for the rate limit
  TimeMs begun_at = 0, seen_at = 0;

  Step step = Step::terms;
  bool busy = false;  ///< checks are running
  std::vector<ShownCheck> checks;
  int documents = 0, codes = 0, selfies = 0;  ///< how often each was tried
  int transfers = 0, resumed = 0;             ///< how often each was asked for
  std::optional<Picture> picture;             ///< the last one sent
  std::string_view retake;                    ///< why it has to be done once more; empty: it has not
  std::string_view error_code;                ///< of the error page that is to be shown; empty: none
  std::string account_code;                   ///< what the made-up bank message says
  std::string submission_id;
  std::string_view pending_reason;  ///< decides the outcome if nothing graver comes
  std::optional<Decision> decision;
  std::optional<bool> webhook_sent;  ///< absent until it is known

  std::int64_t last_seq = 0;  ///< of its events
};

using VerificationPtr = std::shared_ptr<Verification>;

/// As the page gets it.
[[nodiscard]] std::string state_json(const Verification& verification);

}  // namespace sj::liveform
