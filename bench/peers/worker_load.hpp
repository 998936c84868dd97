#pragma once
// Sends batches over several blocking connections, each in a thread of its own, and tells how fast as `bench_load`
// does.
#include <cstdint>
#include <functional>
#include <vector>

#include "flat_event.hpp"
#include "options.hpp"

namespace sj::bench {

/// Takes the batch of this number; it is durable on return.
using SendBatch = std::function<void(std::size_t batch)>;

struct WorkerLoad {
  std::size_t batch = 100, connections = 8;

  /// From `--mode` (ingest: batches of 100 over 8 connections; single: 1 over 64; lone: 1 over 1), `--batch` and
  /// `--connections`.
  static WorkerLoad of(const Options& options);

  [[nodiscard]] std::size_t batches(std::size_t events) const { return (events + batch - 1) / batch; }

  /// `connect` makes what sends over one connection, before the clock starts. The result goes to standard output.
  void run(std::size_t events, const std::function<SendBatch()>& connect) const;
};

}  // namespace sj::bench
