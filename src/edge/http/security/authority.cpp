#include "http/security/authority.hpp"

#include <algorithm>

namespace sj::http {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-._~!$&'()*+,;=").contains(c);
}

bool is_name(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == '%') {
      if (text.size() < 3 || !is_hex(text[1]) || !is_hex(text[2])) return false;
      text.remove_prefix(3);
    } else {
      if (!is_name_character(text.front())) return false;
      text.remove_prefix(1);
    }
  }
  return true;
}

bool is_inside_brackets(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_hex(c) || c == ':' || c == '.'; });
}

/// `""`, `:` and `:8080`.
bool is_port(std::string_view text) {
  if (text.empty()) return true;
  constexpr std::size_t digits_max = 5;
  return text.front() == ':' && text.size() - 1 <= digits_max && std::ranges::all_of(text.substr(1), is_digit);
}

}  // namespace

bool is_authority(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    return close != std::string_view::npos && is_inside_brackets(text.substr(1, close - 1)) &&
           is_port(text.substr(close + 1));
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  return colon > 0 && is_name(text.substr(0, colon)) && is_port(text.substr(colon));
}

}  // namespace sj::http
