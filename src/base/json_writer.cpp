#include "base/json_writer.hpp"

#include <cstring>

namespace sj {
namespace {

using Word = std::uint64_t;

constexpr Word in_each_byte(std::uint8_t value) {
  return ~Word{0} / 255 * value;
}

// The high bit of a byte of the result, at least of the lowest one of them, tells that the byte is below the limit.
constexpr Word bytes_below(Word word, std::uint8_t limit) {
  return (word - in_each_byte(limit)) & ~word & in_each_byte(0x80);
}

// Whether one of the eight bytes cannot stand in a JSON string as it is.
bool has_special(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  const auto equal_to = [&](std::uint8_t value) { return bytes_below(word ^ in_each_byte(value), 1); };
  return (bytes_below(word, 0x20) | equal_to('"') | equal_to('\\') | equal_to(0x7f)) != 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // start of what can be copied as it is
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (text.size() - i >= sizeof(Word) && !has_special(text.data() + i)) i += sizeof(Word);
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace sj
