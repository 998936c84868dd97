#include "wire/native/fault_offset.hpp"

#include <simdjson.h>

#include <algorithm>

namespace sj::wire::native {

std::size_t first_that_is_no_utf8(std::string_view bytes) {
  constexpr std::size_t character_bytes_max = 4;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t longest = std::min(character_bytes_max, bytes.size() - at);
    std::size_t size = 1;
    while (size <= longest && !simdjson::validate_utf8(bytes.data() + at, size)) ++size;
    if (size > longest) return at;
    at += size;
  }
  return at;
}

std::size_t first_control_character(std::string_view json) {
  bool within_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') within_string = !within_string;
    if (!within_string) continue;
    if (static_cast<unsigned char>(c) < 0x20) return at;
    const bool escapes_next = c == '\\' && at + 1 < json.size() && (json[at + 1] == '"' || json[at + 1] == '\\');
    if (escapes_next) ++at;
  }
  return json.size();
}

}  // namespace sj::wire::native
