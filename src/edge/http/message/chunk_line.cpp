#include "http/message/chunk_line.hpp"

#include <algorithm>
#include <charconv>

namespace sj::http {
namespace {

bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

bool is_text_char(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
}

bool take_token(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_token_char);
  const auto length = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(length);
  return length > 0;
}

bool take_quoted(std::string_view& text) {
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    const std::size_t step = text.front() == '\\' ? 2 : 1;
    if (text.size() < step) return false;
    text.remove_prefix(step);
  }
  if (text.empty()) return false;
  text.remove_prefix(1);
  return true;
}

/// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`
bool are_extensions(std::string_view text) {
  if (!std::ranges::all_of(text, is_text_char)) return false;
  while (!text.empty()) {
    skip_blanks(text);
    if (!text.starts_with(';')) return false;
    text.remove_prefix(1);
    skip_blanks(text);
    if (!take_token(text)) return false;
    std::string_view value = text;
    skip_blanks(value);
    if (!value.starts_with('=')) continue;
    value.remove_prefix(1);
    skip_blanks(value);
    if (!(value.starts_with('"') ? take_quoted(value) : take_token(value))) return false;
    text = value;
  }
  return true;
}

}  // namespace

std::optional<std::uint64_t> parse_chunk_line(std::string_view line) {
  std::uint64_t size = 0;
  const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  const auto digits = static_cast<std::size_t>(end - line.data());
  if (failed != std::errc() || digits == 0 || digits > 15 || line.front() == '-') return std::nullopt;
  if (!are_extensions(line.substr(digits))) return std::nullopt;
  return size;
}

bool is_trailer_line(std::string_view line) {
  return take_token(line) && line.starts_with(':') && std::ranges::all_of(line, is_text_char);
}

}  // namespace sj::http
