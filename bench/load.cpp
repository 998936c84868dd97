// Sends generated events to a running server and tells how fast they were acknowledged. Asked to verify, it sends
// nothing and looks whether the server has exactly the events of the file; that wants a server that was empty before
// them.
#include <fmt/core.h>

#include "load_run.hpp"
#include "options.hpp"
#include "server_counts.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_load --url http://IP:PORT --key KEY --file EVENTS.ndjson [--mode ingest|single|lone|verify]\n"
    "                  [--events N] [--batch N] [--connections N] [--form ndjson|json]\n"
    "  ingest: batches of 100 over 8 connections; single: 1 over 64; lone: 1 over 1; verify wants a read key";

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

int verify(const EventFile& file, const Address& address, const std::string& key) {
  HttpClient client(address);
  const ServerCounts counts = server_counts(client, key);
  const std::uint64_t events = file.lines().size(), sessions = file.session_ids().size();
  const bool agree = counts.listed == sessions && counts.started == sessions && counts.exported == events;
  fmt::print(
      "{{\"agree\":{},\"events_sent\":{},\"events_exported\":{},\"sessions_sent\":{},\"sessions_listed\":{},\"sessions_"
      "started\":{}}}\n",
      agree, events, counts.exported, sessions, counts.listed, counts.started);
  return agree ? 0 : 1;
}

int send(const EventFile& file, const Address& address, const Options& options) {
  const Mode mode = mode_of(options);
  const BodyForm form = options.text_or("form", "ndjson") == "json" ? BodyForm::json_array : BodyForm::ndjson;
  const auto requests = ingest_requests(file, mode.batch, form, address.host, options.text("key"));
  fmt::print(stderr, "sending\n");
  LoadResult result = run_load(requests, address, mode.connections);
  fmt::print(
      "{{\"events\":{},\"sessions\":{},\"batch\":{},\"connections\":{},\"seconds\":{:.3f},\"events_per_s\":{:.0f},"
      "\"p50_ms\":{:.3f},\"p99_ms\":{:.3f}}}\n",
      result.events, file.session_ids().size(), mode.batch, mode.connections, result.took.count(),
      static_cast<double>(result.events) / result.took.count(), result.latencies.percentile_ms(0.5),
      result.latencies.percentile_ms(0.99));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  const EventFile file(options.text("file"), options.number_or("events", 0));
  if (options.text_or("mode", "ingest") == "verify") return verify(file, address, options.text("key"));
  return send(file, address, options);
}
