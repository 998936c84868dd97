// Sends generated events to a running server and tells how fast they were acknowledged. Asked to verify, it sends
// nothing and looks whether the server has exactly the events of the file; that wants a server that was empty before
// them.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "load_run.hpp"
#include "options.hpp"
#include "overload_run.hpp"
#include "passes.hpp"
#include "server_counts.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_load --url http://IP:PORT --key KEY --file EVENTS.ndjson [--mode "
    "ingest|single|lone|verify|overload]\n"
    "                  [--events N] [--batch N] [--connections N] [--form ndjson|json] [--seconds N] [--rate N]\n"
    "                  [--answer accepted|200]\n"
    "  ingest: batches of 100 over 8 connections; single: 1 over 64; lone: 1 over 1; verify wants a read key;\n"
    "  overload: batches of 5000 over 256, at --rate whatever is answered\n"
    "  --seconds: again and again as new sessions, for so long; --rate: at most so many events a second;\n"
    "  --answer 200: any answer with that status will do";

struct Mode {
  std::size_t batch, connections;
};

Mode mode_of(const Options& options) {
  const std::string name = options.text_or("mode", "ingest");
  Mode mode{100, 8};
  if (name == "single") mode = {1, 64};
  if (name == "lone") mode = {1, 1};
  if (name == "overload") mode = {5000, 256};
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

std::function<const IngestRequest*()> for_seconds(Passes& passes, std::chrono::seconds how_long) {
  return [&passes, how_long, begin = std::chrono::steady_clock::time_point{}]() mutable -> const IngestRequest* {
    const auto now = std::chrono::steady_clock::now();
    if (begin == std::chrono::steady_clock::time_point{}) begin = now;
    return now < begin + how_long ? &passes.next() : nullptr;
  };
}

void tell(LoadResult& result, const EventFile& file, const Mode& mode) {
  fmt::print(
      "{{\"events\":{},\"sessions\":{},\"batch\":{},\"connections\":{},\"seconds\":{:.3f},\"events_per_s\":{:.0f},"
      "\"p50_ms\":{:.3f},\"p99_ms\":{:.3f},\"interval_s\":{},\"events_by_interval\":[{}]}}\n",
      result.events, file.session_ids().size(), mode.batch, mode.connections, result.took.count(),
      static_cast<double>(result.events) / result.took.count(), result.latencies.percentile_ms(0.5),
      result.latencies.percentile_ms(0.99), LoadResult::interval.count(), fmt::join(result.events_by_interval, ","));
}

std::vector<IngestRequest> requests_of(const EventFile& file, const Address& address, const Options& options) {
  const BodyForm form = options.text_or("form", "ndjson") == "json" ? BodyForm::json_array : BodyForm::ndjson;
  return ingest_requests(file, mode_of(options).batch, form, address.host, options.text("key"));
}

int send(const EventFile& file, const Address& address, const Options& options) {
  const Mode mode = mode_of(options);
  const std::chrono::seconds how_long(options.number_or("seconds", 0));
  const bool any_will_do = options.text_or("answer", "accepted") == "200";
  Passes passes(requests_of(file, address, options));
  LoadPlan plan{.next = how_long.count() == 0 ? one_after_another(passes.requests()) : for_seconds(passes, how_long),
                .connections = mode.connections,
                .events_per_s = static_cast<double>(options.number_or("rate", 0)),
                .is_right = accepts_all};
  if (any_will_do) plan.is_right = [](const Answer& answer, const IngestRequest&) { return answer.status == 200; };
  fmt::print(stderr, "sending\n");
  LoadResult result = run_load(plan, address);
  tell(result, file, mode);
  return 0;
}

int overload(const EventFile& file, const Address& address, const Options& options) {
  fmt::print(stderr, "sending\n");
  const OverloadPlan plan{.connections = mode_of(options).connections,
                          .events_per_s = static_cast<double>(options.number_or("rate", 1'000'000)),
                          .how_long = std::chrono::seconds(options.number_or("seconds", 300))};
  const OverloadResult result = run_overload(requests_of(file, address, options), address, plan);
  fmt::print(
      "{{\"seconds\":{:.1f},\"events_offered\":{},\"events_acknowledged\":{},\"events_refused\":{},\"events_not_sent\":"
      "{},"
      "\"events_unknown\":{},\"refusals\":{},\"refusals_without_retry_after\":{},\"connections_lost\":{}}}\n",
      result.took.count(), result.offered, result.acknowledged, result.refused, result.not_sent, result.unknown,
      result.refusals, result.refusals_without_retry_after, result.connections_lost);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const std::string mode = options.text_or("mode", "ingest");
  if (mode == "verify") return verify(file, address, options.text("key"));
  if (mode == "overload") return overload(file, address, options);
  return send(file, address, options);
}
