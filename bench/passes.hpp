#pragma once
// The same events again and again as those of ever new sessions, for runs that last longer than a file. A pass replaces
// the first characters of each session id, in place, so bodies stay pre-built and keep their length.
#include <chrono>
#include <vector>

#include "event_file.hpp"

namespace sj::bench {

class Passes {
 public:
  /// So many passes there can be before session ids repeat.
  static constexpr std::size_t passes_max = 36 * 36 * 36;

  /// Session ids must have at least four characters, the first four of all being the same.
  explicit Passes(std::vector<IngestRequest> requests);

  /// Reused after as many calls as there are requests, so there must be more of them than connections.
  const IngestRequest& next();
  /// As they are now.
  [[nodiscard]] const std::vector<IngestRequest>& requests() const { return requests_; }

 private:
  void stamp(std::size_t at);

  std::vector<IngestRequest> requests_;
  std::vector<std::vector<std::uint32_t>> session_ids_at_;  ///< by request: where each of its session ids begins
  std::size_t next_ = 0, pass_ = 0;
};

}  // namespace sj::bench
