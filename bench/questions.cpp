#include "questions.hpp"

#include <fmt/core.h>
#include <simdjson.h>

#include <cstdlib>
#include <fstream>
#include <thread>

namespace sj::bench {
namespace {

using std::chrono::steady_clock;

Question question_of(simdjson::dom::element line) {
  Question question{.name = std::string(std::string_view(line["name"])),
                    .text = std::string(std::string_view(line["text"])),
                    .finds = bool(line["finds"])};
  for (const std::string_view parameter : line["parameters"]) question.parameters.emplace_back(parameter);
  return question;
}

struct Bounds {
  std::chrono::seconds how_long;
  std::size_t at_least;

  [[nodiscard]] bool asks_again(std::size_t asked, steady_clock::time_point begin) const {
    const auto since = steady_clock::now() - begin;
    return since < how_long || (asked < at_least && since < 3 * how_long);
  }
};

Latencies ask_on_one(const Ask& ask, const Question& question, const Bounds& bounds, std::size_t first) {
  Latencies latencies;
  const auto begin = steady_clock::now();
  for (std::size_t n = 0; n == 0 || bounds.asks_again(n, begin); ++n) {
    const auto asked_at = steady_clock::now();
    const std::size_t size = ask(question, first + n);
    latencies.add(steady_clock::now() - asked_at);
    if ((size > 0) == question.finds) continue;
    fmt::print(stderr, "{}: an answer of size {} to {}\n", question.name, size, question.text);
    std::exit(1);
  }
  return latencies;
}

}  // namespace

std::vector<Question> read_questions(const std::string& path) {
  std::ifstream file(path);
  std::vector<Question> questions;
  simdjson::dom::parser parser;
  for (std::string line; std::getline(file, line);) questions.push_back(question_of(parser.parse(line)));
  if (questions.empty()) {
    fmt::print(stderr, "no questions in {}\n", path);
    std::exit(1);
  }
  return questions;
}

void tell(const Question& question, Latencies& latencies, std::chrono::duration<double> took) {
  fmt::print("{{\"name\":\"{}\",\"requests\":{},\"per_s\":{:.1f},\"p50_ms\":{:.4f},\"p99_ms\":{:.4f}}}\n",
             question.name, latencies.count(), static_cast<double>(latencies.count()) / took.count(),
             latencies.percentile_ms(0.5), latencies.percentile_ms(0.99));
  std::fflush(stdout);
}

void ask_all(const Options& options, const std::function<Ask()>& connect) {
  const Bounds bounds{std::chrono::seconds(options.number_or("seconds", 2)), options.number_or("at_least", 20)};
  std::vector<Ask> askers;
  for (std::size_t i = 0; i < options.number_or("connections", 1); ++i) askers.push_back(connect());
  for (const Question& question : read_questions(options.text("questions"))) {
    std::vector<Latencies> latencies(askers.size());
    const auto begin = steady_clock::now();
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < askers.size(); ++i)
        threads.emplace_back([&, i] { latencies[i] = ask_on_one(askers[i], question, bounds, i * 7919); });
    }
    const auto took = steady_clock::now() - begin;
    for (std::size_t i = 1; i < latencies.size(); ++i) latencies[0].add_all(latencies[i]);
    tell(question, latencies[0], took);
  }
}

}  // namespace sj::bench
