#include "cli/text/code_points.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

namespace sj::cli {
namespace {

bool has_power(char32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
  const bool direction = code_point == 0x061C || (code_point >= 0x200E && code_point <= 0x200F) ||
                         (code_point >= 0x2028 && code_point <= 0x202E) ||
                         (code_point >= 0x2066 && code_point <= 0x2069);
  return control || direction;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  utf8proc_int32_t code_point = 0;
  const auto taken = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                      static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  text.remove_prefix(taken > 0 ? static_cast<std::size_t>(taken) : 1);
  return taken > 0 ? static_cast<char32_t>(code_point) : replacement_character;
}

void append_utf8(std::string& out, char32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::size_t columns_of(char32_t code_point) {
  // Vowels and finals of conjoining Hangul, which utf8proc 2.8 counts although a terminal draws them into the first
  // part.
  if ((code_point >= 0x1160 && code_point <= 0x11FF) || (code_point >= 0xD7B0 && code_point <= 0xD7FF)) return 0;
  const int columns = utf8proc_charwidth(static_cast<utf8proc_int32_t>(code_point));
  return columns > 0 ? static_cast<std::size_t>(columns) : 0;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) columns += columns_of(take_code_point(text));
  return columns;
}

namespace {

std::string spelt_out(char32_t code_point) {
  return code_point < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(code_point))
                            : fmt::format("\\u{:04x}", static_cast<unsigned>(code_point));
}

std::string json_escape(char32_t code_point) {
  return fmt::format("\\u{:04x}", static_cast<unsigned>(code_point));
}

// The text with each code point that has power, other than those of `kept`, as `spell` writes it.
std::string without_power(std::string_view text, std::u32string_view kept, std::string (*spell)(char32_t)) {
  std::string out;
  while (!text.empty()) {
    const char32_t code_point = take_code_point(text);
    if (!has_power(code_point) || kept.contains(code_point))
      append_utf8(out, code_point);
    else
      out += spell(code_point);
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_power(text, U"", spelt_out);
}

std::string printable_lines(std::string_view text) {
  return without_power(text, U"\n", spelt_out);
}

std::string printable_json(std::string_view json) {
  return without_power(json, U"\n\r\t", json_escape);  // white space between tokens; texts have these escaped
}

std::string ascii_of(std::string_view printable_text) {
  std::string out;
  while (!printable_text.empty()) {
    const char32_t code_point = take_code_point(printable_text);
    if (code_point < 0x80)
      out += static_cast<char>(code_point);
    else
      out.append(columns_of(code_point), '?');
  }
  return out;
}

}  // namespace sj::cli
