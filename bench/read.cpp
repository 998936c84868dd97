// Asks a server that has the sessions of an event file what dashboards ask, one question at a time, and tells how long
// the answers took. `--seconds` is how long each kind of question is asked. The questions are its own, those of our
// dashboard, or those of a file, which can be for any HTTP server.
#include <fmt/core.h>

#include <cstdlib>
#include <memory>

#include "latencies.hpp"
#include "load_run.hpp"
#include "options.hpp"
#include "questions.hpp"
#include "read_cases.hpp"

namespace {

using namespace sj::bench;
using std::chrono::steady_clock;

constexpr const char* usage =
    "usage: bench_read --url http://IP:PORT --key READ_KEY --file EVENTS.ndjson [--seconds 2]\n"
    "       bench_read --url http://IP:PORT [--key READ_KEY] --questions FILE [--seconds 2] [--connections 1]";

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

// {} in the text of a question stands for its parameter.
std::string target_of(const Question& question, std::size_t n) {
  const std::size_t at = question.text.find("{}");
  if (question.parameters.empty() || at == std::string::npos) return question.text;
  return question.text.substr(0, at) + question.parameter(n) + question.text.substr(at + 2);
}

std::size_t ask(HttpClient& client, const std::string& key, const std::string& target) {
  const Answer answer = client.get(target, key);
  if (answer.status != 200) {
    fmt::print(stderr, "{}: {} {}\n", target, answer.status, answer.body.substr(0, 300));
    std::exit(1);
  }
  return answer.body.find(R"("data":[])") == std::string::npos ? answer.body.size() : 0;
}

std::vector<IngestRequest> requests_of(const Question& question, const Address& address, const std::string& key) {
  std::vector<IngestRequest> requests;
  for (std::size_t n = 0; n < std::max<std::size_t>(question.parameters.size(), 1); ++n)
    requests.push_back({get_request(target_of(question, n), address.host, key), 1});
  return requests;
}

// In one thread, as bench_load: threads of the client's would take the processors from the server.
void ask_on_many(const Options& options, const Address& address, std::size_t connections) {
  const std::chrono::seconds how_long(options.number_or("seconds", 2));
  for (const Question& question : read_questions(options.text("questions"))) {
    const auto requests = requests_of(question, address, options.text_or("key", ""));
    const auto end = steady_clock::now() + how_long;
    LoadPlan plan{.connections = connections};
    plan.next = [&, n = std::size_t{0}]() mutable {
      return n < connections || steady_clock::now() < end ? &requests[n++ % requests.size()] : nullptr;
    };
    plan.is_right = [&](const Answer& answer, const IngestRequest&) {
      return answer.status == 200 && answer.body.empty() != question.finds;
    };
    LoadResult result = run_load(plan, address);
    tell(question, result.latencies, result.took);
  }
}

void ask_questions(const Options& options, const Address& address) {
  const std::size_t connections = options.number_or("connections", 1);
  if (connections > 1) return ask_on_many(options, address, connections);
  ask_all(options, [&] {
    const auto client = std::make_shared<HttpClient>(address);
    return [client, key = options.text_or("key", "")](const Question& question, std::size_t n) {
      return ask(*client, key, target_of(question, n));
    };
  });
}

}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv, usage);
  const Address address(options.text("url"));
  if (options.has("questions")) {
    ask_questions(options, address);
    return 0;
  }
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
