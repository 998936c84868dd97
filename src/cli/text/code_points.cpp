#include "cli/text/code_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace sj::cli {
namespace {

struct Range {
  char32_t first, last;
};

// Sorted. East Asian Wide and Fullwidth by blocks, and the emoji that terminals draw two columns wide.
constexpr std::array wide_ranges{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x26A1, 0x26A1},   Range{0x2705, 0x2705},   Range{0x274C, 0x274C},
    Range{0x2753, 0x2755},   Range{0x2795, 0x2797},   Range{0x2B1B, 0x2B1C},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97C},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FF},
    Range{0x1F18E, 0x1F19A}, Range{0x1F200, 0x1F320}, Range{0x1F32D, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F7E0, 0x1F7EB}, Range{0x1F900, 0x1F9FF}, Range{0x1FA70, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

// Sorted. Combining marks, joiners, variation selectors, and the vowels and finals of conjoining Hangul.
constexpr std::array narrow_ranges{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E},
    Range{0x1160, 0x11FF}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200D},
    Range{0x20D0, 0x20FF}, Range{0x302A, 0x302F}, Range{0x3099, 0x309A}, Range{0xD7B0, 0xD7FF},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code_point) {
  const auto after = std::ranges::upper_bound(ranges, code_point, {}, &Range::first);
  return after != ranges.begin() && code_point <= std::prev(after)->last;
}

bool has_power(char32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
  const bool direction = code_point == 0x061C || (code_point >= 0x200E && code_point <= 0x200F) ||
                         (code_point >= 0x2028 && code_point <= 0x202E) ||
                         (code_point >= 0x2066 && code_point <= 0x2069);
  return control || direction;
}

struct Lead {
  std::size_t length;  // in bytes; 0: no lead byte
  char32_t bits;
  char32_t least;  // a smaller code point has a shorter form
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
  char32_t code_point = lead.bits;
  bool good = lead.length != 0 && lead.length <= text.size();
  for (std::size_t i = 1; good && i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    good = (byte & 0xC0) == 0x80;
    code_point = code_point << 6 | (byte & 0x3Fu);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (!good || code_point < lead.least || code_point > 0x10FFFF || surrogate) {
    text.remove_prefix(1);
    return replacement_character;
  }
  text.remove_prefix(lead.length);
  return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6), tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12), tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18), tail(12), tail(6), tail(0);
  }
}

std::size_t columns_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (is_in(narrow_ranges, code_point)) return 0;
  return is_in(wide_ranges, code_point) ? 2 : 1;
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
