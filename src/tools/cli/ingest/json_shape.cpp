#include "cli/ingest/json_shape.hpp"

#include <simdjson.h>

namespace sj::cli {

bool goes_on(std::string_view line) {
  Nesting nesting;
  for (const char byte : line) nesting.follow(byte);
  return nesting.depth > 0 && !nesting.in_text;
}

bool is_batch(std::string_view line) {
  simdjson::dom::parser parser;
  simdjson::dom::element value;
  simdjson::dom::array events;
  return parser.parse(line.data(), line.size()).get(value) == simdjson::SUCCESS &&
         value["events"].get(events) == simdjson::SUCCESS;
}

}  // namespace sj::cli
