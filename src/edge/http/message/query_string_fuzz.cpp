// Query strings come from anyone. Besides not failing: what was decoded is text, and encoding it again gives it back.
#include <simdjson.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/message/query_string.hpp"

namespace {

std::string encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parameters = sj::http::parse_query({reinterpret_cast<const char*>(data), size});
  if (!parameters) return 0;
  std::string again;
  for (const auto& [name, value] : *parameters) {
    if (!simdjson::validate_utf8(name) || !simdjson::validate_utf8(value)) std::abort();
    again += "&" + encode(name) + "=" + encode(value);
  }
  if (sj::http::parse_query(again) != parameters) std::abort();
  return 0;
}
