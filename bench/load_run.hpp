#pragma once
// Sends requests over several connections in one thread; a connection gets its next request when the previous one was
// answered. Every answer is checked before its time counts.
#include <chrono>
#include <span>

#include "event_file.hpp"
#include "http_client.hpp"
#include "latencies.hpp"

namespace sj::bench {

struct LoadResult {
  std::uint64_t events = 0;
  std::chrono::duration<double> took{};
  Latencies latencies;
};

/// Ends the program with code 1 at the first answer that is not 200 with all events of the request accepted.
LoadResult run_load(std::span<const IngestRequest> requests, const Address& address, std::size_t connections);

}  // namespace sj::bench
