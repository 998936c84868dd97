// Sends generated events to a running server and tells how fast they were acknowledged. With a read key it asks afterwards
// whether the server has exactly what was sent, so it wants a server that was empty.
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "load_run.hpp"
#include "options.hpp"
#include "server_counts.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_load --url http://IP:PORT --key SERVER_KEY --file EVENTS.ndjson [--batch 100] [--connections 8]\n"
    "                  [--events N] [--form ndjson|json] [--read-key KEY]\n"
    "  --mode ingest|single|lone stands for --batch 100 --connections 8, 1 and 64, 1 and 1";

struct Mode {
  std::size_t batch, connections;
};

Mode mode_of(const Options& options) {
  const std::string name = options.text_or("mode", "ingest");
  Mode mode{100, 8};
  if (name == "single") mode = {1, 64};
  if (name == "lone") mode = {1, 1};
  return {options.number_or("batch", mode.batch), options.number_or("connections", mode.connections)};
}

bool counts_agree(const EventFile& file, const Address& address, const std::string& key) {
  std::this_thread::sleep_for(std::chrono::seconds(1));  // lists may lag behind by a quarter of that
  HttpClient client(address);
  const ServerCounts counts = server_counts(client, key);
  fmt::print("\"sessions_listed\":{},\"sessions_started\":{},\"events_exported\":{},", counts.listed, counts.started, counts.exported);
  const std::uint64_t sessions = file.session_ids().size();
  if (counts.listed == sessions && counts.started == sessions && counts.exported == file.lines().size()) return true;
  fmt::print(stderr, "sent were {} events of {} sessions; the server lists {} sessions, counts {} started and exports {} events\n",
             file.lines().size(), sessions, counts.listed, counts.started, counts.exported);
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  const Mode mode = mode_of(options);
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const BodyForm form = options.text_or("form", "ndjson") == "json" ? BodyForm::json_array : BodyForm::ndjson;
  const auto requests = ingest_requests(file, mode.batch, form, address.host, options.text("key"));

  LoadResult result = run_load(requests, address, mode.connections);
  const double rate = static_cast<double>(result.events) / result.took.count();
  fmt::print("{{\"events\":{},\"sessions\":{},\"batch\":{},\"connections\":{},\"seconds\":{:.3f},\"events_per_s\":{:.0f},", result.events,
             file.session_ids().size(), mode.batch, mode.connections, result.took.count(), rate);
  const bool agree = !options.has("read-key") || counts_agree(file, address, options.text("read-key"));
  fmt::print("\"p50_ms\":{:.3f},\"p99_ms\":{:.3f}}}\n", result.latencies.percentile_ms(0.5), result.latencies.percentile_ms(0.99));
  return agree ? 0 : 1;
}
