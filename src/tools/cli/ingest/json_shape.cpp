#include "cli/ingest/json_shape.hpp"

#include <simdjson.h>

namespace sj::cli {

bool goes_on(std::string_view line) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char byte = line[i];
    if (in_text && byte == '\\')
      ++i;
    else if (byte == '"')
      in_text = !in_text;
    else if (!in_text && (byte == '{' || byte == '['))
      ++depth;
    else if (!in_text && (byte == '}' || byte == ']'))
      --depth;
  }
  return depth > 0 && !in_text;
}

bool is_batch(std::string_view line) {
  simdjson::dom::parser parser;
  simdjson::dom::element value;
  simdjson::dom::array events;
  return parser.parse(line.data(), line.size()).get(value) == simdjson::SUCCESS &&
         value["events"].get(events) == simdjson::SUCCESS;
}

}  // namespace sj::cli
