#pragma once
// Questions that `bench/run` wrote down for one system, asked again and again, and how long the answers took.
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "latencies.hpp"
#include "options.hpp"

namespace sj::bench {

struct Question {
  std::string name;
  std::string text;                     ///< a target, or a statement
  std::vector<std::string> parameters;  ///< one an asking, in turns; empty: the text stands for itself
  bool finds = true;                    ///< an empty answer would be wrong

  [[nodiscard]] const std::string& parameter(std::size_t n) const { return parameters[n % parameters.size()]; }
};

/// One JSON object a line, with the members above. Ends the program with code 1 if it cannot be read.
std::vector<Question> read_questions(const std::string& path);

/// The line of JSON that tells how fast a question was answered.
void tell(const Question& question, Latencies& latencies, std::chrono::duration<double> took);

/// Asks a question for the n-th time and tells the size of the answer, in bytes or rows; 0: nothing was found.
using Ask = std::function<std::size_t(const Question& question, std::size_t n)>;

/// For each question of `--questions FILE` tells how fast it was answered. It is asked on
/// `--connections` (1) connections at a time, for `--seconds` (2), but at least `--at_least` (20) times; one that takes
/// long is asked for three times as long at most. `connect` makes the asker of one connection.
void ask_all(const Options& options, const std::function<Ask()>& connect);

}  // namespace sj::bench
