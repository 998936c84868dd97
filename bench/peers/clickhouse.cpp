// Sends batches to ClickHouse over HTTP as JSONEachRow. Bodies are made before the clock starts: the columns and the
// event as it was. Schema: clickhouse.sql. Questions are asked by bench_read, as of any HTTP server.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "event_file.hpp"
#include "flat_event.hpp"
#include "load_run.hpp"
#include "options.hpp"

namespace {

using namespace sj::bench;

constexpr const char* usage =
    "usage: bench_clickhouse --url http://IP:PORT --file EVENTS.ndjson [--events N] [--batch 10000] [--connections 8]";

void add_text(std::string& row, std::string_view column, std::string_view value) {
  row += fmt::format(R"("{}":")", column);
  for (const char c : value) {
    if (c == '"' || c == '\\') row += '\\';
    row += c;
  }
  row += "\",";
}

std::string row_of(const FlatEvent& event) {
  std::string row = "{";
  add_text(row, "session_id", event.session_id);
  add_text(row, "source", event.source);
  add_text(row, "event_id", event.event_id);
  add_text(row, "name", event.name);
  add_text(row, "key", event.order_key);
  add_text(row, "result", event.result.value_or(""));
  add_text(row, "reason", event.reason.value_or(""));
  add_text(row, "error_code", event.error_code.value_or(""));
  add_text(row, "email", event.email.value_or(""));
  add_text(row, "path", event.path.value_or(""));
  add_text(row, "event", event.json);
  return row + fmt::format("\"time\":{}}}\n", event.time_ms);
}

std::vector<IngestRequest> requests_of(const std::vector<FlatEvent>& events, std::size_t batch,
                                       const Address& address) {
  std::vector<IngestRequest> requests;
  for (std::size_t begin = 0; begin < events.size(); begin += batch) {
    const std::size_t end = std::min(begin + batch, events.size());
    std::string rows;
    for (std::size_t i = begin; i < end; ++i) rows += row_of(events[i]);
    requests.push_back(
        {fmt::format("POST /?query=INSERT%20INTO%20events%20FORMAT%20JSONEachRow HTTP/1.1\r\nHost: {}\r\n"
                     "Content-Length: {}\r\n\r\n{}",
                     address.host, rows.size(), rows),
         static_cast<std::uint32_t>(end - begin)});
  }
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  const EventFile file(options.text("file"), options.number_or("events", 0));
  const std::size_t batch = options.number_or("batch", 10'000), connections = options.number_or("connections", 8);
  const auto requests = requests_of(flat_events(file.lines()), batch, address);
  const auto is_taken = [](const Answer& answer, const IngestRequest&) { return answer.status == 200; };
  fmt::print(stderr, "sending\n");
  LoadResult result = run_load({one_after_another(requests), connections, 0, is_taken}, address);
  fmt::print(
      "{{\"events\":{},\"batch\":{},\"connections\":{},\"seconds\":{:.3f},\"events_per_s\":{:.0f},\"p50_ms\":{:.3f},"
      "\"p99_ms\":{:.3f}}}\n",
      result.events, batch, connections, result.took.count(), static_cast<double>(result.events) / result.took.count(),
      result.latencies.percentile_ms(0.5), result.latencies.percentile_ms(0.99));
}
