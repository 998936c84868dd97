#include "cli/client/problem.hpp"

#include <simdjson.h>

#include "cli/text/code_points.hpp"

namespace sj::cli {

std::string problem_text(const HttpAnswer& answer) {
  std::string text = std::to_string(answer.status);
  simdjson::dom::parser parser;
  simdjson::dom::element problem;
  std::string_view word;
  if (parser.parse(answer.body).get(problem) != simdjson::SUCCESS) return text;
  if (problem["code"].get(word) == simdjson::SUCCESS) text += " " + printable(word);
  if (problem["detail"].get(word) == simdjson::SUCCESS) text += ": " + printable(word);
  return text;
}

}  // namespace sj::cli
