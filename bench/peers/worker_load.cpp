#include "worker_load.hpp"

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "latencies.hpp"

namespace sj::bench {

using std::chrono::steady_clock;

WorkerLoad WorkerLoad::of(const Options& options) {
  const std::string name = options.text_or("mode", "ingest");
  WorkerLoad load;
  if (name == "single") load = {1, 64};
  if (name == "lone") load = {1, 1};
  return {options.number_or("batch", load.batch), options.number_or("connections", load.connections)};
}

void WorkerLoad::run(std::size_t events, const std::function<SendBatch()>& connect) const {
  std::vector<SendBatch> senders;
  for (std::size_t i = 0; i < connections; ++i) senders.push_back(connect());
  std::vector<Latencies> latencies(connections);
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t worker) {
    for (std::size_t at = next++; at < batches(events); at = next++) {
      const auto sent_at = steady_clock::now();
      senders[worker](at);
      latencies[worker].add(steady_clock::now() - sent_at);
    }
  };
  fmt::print(stderr, "sending\n");
  const auto begin = steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < connections; ++i) threads.emplace_back(work, i);
  }
  const std::chrono::duration<double> took = steady_clock::now() - begin;
  for (std::size_t i = 1; i < connections; ++i) latencies[0].add_all(latencies[i]);
  fmt::print(
      "{{\"events\":{},\"batch\":{},\"connections\":{},\"seconds\":{:.3f},\"events_per_s\":{:.0f},\"p50_ms\":{:.3f},"
      "\"p99_ms\":{:.3f}}}\n",
      events, batch, connections, took.count(), static_cast<double>(events) / took.count(),
      latencies[0].percentile_ms(0.5), latencies[0].percentile_ms(0.99));
}

}  // namespace sj::bench
