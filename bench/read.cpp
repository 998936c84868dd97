// Asks a server that has the sessions of an event file what dashboards ask, one question at a time, and tells how long
// the answers took. `--seconds` is how long each kind of question is asked.
#include <fmt/core.h>

#include <cstdlib>

#include "latencies.hpp"
#include "options.hpp"
#include "read_cases.hpp"

namespace {

using namespace sj::bench;
using std::chrono::steady_clock;

constexpr const char* usage =
    "usage: bench_read --url http://IP:PORT --key READ_KEY --file EVENTS.ndjson [--seconds 2]";

void check(const ReadCase& asked, const std::string& target, const Answer& answer) {
  if (answer.status == 200 && answer.body.find(asked.must_contain) != std::string::npos) return;
  fmt::print(stderr, "{} ({}): {} {}\n", asked.name, target, answer.status, answer.body.substr(0, 300));
  std::exit(1);
}

Latencies measure(HttpClient& client, const std::string& key, const ReadCase& asked, std::chrono::seconds how_long) {
  constexpr std::size_t at_least = 100;
  Latencies latencies;
  const auto end = steady_clock::now() + how_long;
  for (std::size_t n = 0; n < at_least || steady_clock::now() < end; ++n) {
    const std::string target = asked.target(n);
    const auto begin = steady_clock::now();
    const Answer answer = client.get(target, key);
    latencies.add(steady_clock::now() - begin);
    check(asked, target, answer);
  }
  return latencies;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  const std::string key = options.text("key");
  const EventFile file(options.text("file"), 0);
  HttpClient client(address);
  constexpr std::size_t deep_pages_asked = 200;
  for (const ReadCase& asked : read_cases(file, deep_pages(client, key, deep_pages_asked))) {
    Latencies latencies = measure(client, key, asked, std::chrono::seconds(options.number_or("seconds", 2)));
    fmt::print("{{\"group\":\"{}\",\"name\":\"{}\",\"requests\":{},\"p50_ms\":{:.3f},\"p99_ms\":{:.3f}}}\n",
               asked.group, asked.name, latencies.count(), latencies.percentile_ms(0.5), latencies.percentile_ms(0.99));
    std::fflush(stdout);
  }
}
