#pragma once
// Sends requests over several connections in one thread; a connection gets its next request when the previous one was
// answered. Every answer is checked before its time counts.
#include <chrono>
#include <functional>
#include <span>

#include "event_file.hpp"
#include "http_client.hpp"
#include "latencies.hpp"

namespace sj::bench {

struct LoadResult {
  std::uint64_t events = 0;
  std::chrono::duration<double> took{};
  Latencies latencies;
  std::vector<std::uint64_t> events_by_interval;  ///< answered in each `interval` since the beginning

  static constexpr std::chrono::seconds interval{10};
};

struct LoadPlan {
  /// The next request, or nullptr when there are no more. It must stay as it is until it is answered.
  std::function<const IngestRequest*()> next;
  std::size_t connections = 8;
  /// 0: as fast as answers come.
  double events_per_s = 0;
  /// Whether this is the answer that the request must get.
  std::function<bool(const Answer&, const IngestRequest&)> is_right;
};

/// Our server's answer when all events of the request were accepted.
[[nodiscard]] bool accepts_all(const Answer& answer, const IngestRequest& request);

/// Each of `requests` once.
std::function<const IngestRequest*()> one_after_another(std::span<const IngestRequest> requests);

/// Ends the program with code 1 at the first answer that is not right.
LoadResult run_load(const LoadPlan& plan, const Address& address);

}  // namespace sj::bench
