#include "cli/show/words.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cstdlib>
#include <string>

namespace sj::cli {
namespace {

using simdjson::dom::element;

element read_table() {
  static simdjson::dom::parser parser;  // the words stand in its memory
  const std::string_view json = words_json();
  element table;
  if (parser.parse(json.data(), json.size()).get(table) != simdjson::SUCCESS) std::abort();
  return table;
}

// Empty where there is none.
std::string_view find(std::string_view kind, std::string_view key, Language language) {
  static const element table = read_table();
  std::string_view found;
  const auto error = table[kind][key][language == Language::ko ? "ko" : "en"].get(found);
  return error == simdjson::SUCCESS ? found : std::string_view();
}

}  // namespace

std::string_view word(std::string_view kind, std::string_view code, Language language,
                      std::initializer_list<std::string_view> qualifiers) {
  for (const std::string_view qualifier : qualifiers)
    if (const auto found = find(kind, fmt::format("{}/{}", code, qualifier), language); !found.empty()) return found;
  const std::string_view found = find(kind, code, language);
  return found.empty() ? code : found;
}

}  // namespace sj::cli
