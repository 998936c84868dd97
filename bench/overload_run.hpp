#pragma once
// More than a server can take, by clients that go on whatever they are answered: each has a batch of new sessions to
// send at its times, does not wait after a 503, and does not slow down because answers are slow. What comes due while
// its connection is still busy is offered and not sent.
#include <chrono>
#include <vector>

#include "event_file.hpp"
#include "http_client.hpp"

namespace sj::bench {

struct OverloadPlan {
  std::size_t connections = 256;
  double events_per_s = 0;  ///< that are offered, over all connections
  std::chrono::seconds how_long{300};
};

/// Counts are of events, where nothing else is said. offered = acknowledged + refused + unknown + not_sent.
struct OverloadResult {
  std::uint64_t offered = 0, acknowledged = 0, refused = 0;
  std::uint64_t not_sent = 0;  ///< no connection was free when they came due
  std::uint64_t unknown = 0;   ///< the connection was lost before the answer: kept or not, both are right
  std::uint64_t refusals = 0, refusals_without_retry_after = 0, connections_lost = 0;  ///< requests
  std::chrono::duration<double> took{};
};

/// Ends the program with code 1 at an answer that is neither 200 with all events accepted nor 503.
OverloadResult run_overload(std::vector<IngestRequest> requests, const Address& address, const OverloadPlan& plan);

}  // namespace sj::bench
