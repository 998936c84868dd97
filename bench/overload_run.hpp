#pragma once
// More than a server can take, by clients that go on whatever they are answered: each sends its next batch, of new
// sessions, as soon as the last one was answered or the connection was lost, and does not wait after a 503.
#include <chrono>
#include <vector>

#include "event_file.hpp"
#include "http_client.hpp"

namespace sj::bench {

/// Counts are of events, where nothing else is said. offered = acknowledged + refused + unknown.
struct OverloadResult {
  std::uint64_t offered = 0, acknowledged = 0, refused = 0;
  std::uint64_t unknown = 0;  ///< the connection was lost before the answer: kept or not, both are right
  std::uint64_t refusals = 0, refusals_without_retry_after = 0, connections_lost = 0;  ///< requests
  std::chrono::duration<double> took{};
};

/// Ends the program with code 1 at an answer that is neither 200 with all events accepted nor 503.
OverloadResult run_overload(std::vector<IngestRequest> requests, const Address& address, std::size_t connections,
                            std::chrono::seconds how_long);

}  // namespace sj::bench
