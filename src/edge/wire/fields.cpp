#include "wire/fields.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "event/limits.hpp"

namespace sj::wire {
namespace {

// What a byte may be a part of, a bit each.
enum Class : std::uint8_t { name_char = 1, session_char = 2, printable_ascii = 4, lower_hex = 8 };

constexpr std::uint8_t classes_of(char c) {
  const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
  const bool mark = c == '.' || c == '_' || c == ':' || c == '-';
  unsigned classes = 0;
  if (digit || upper || c == '_') classes |= name_char;
  if (digit || upper || lower || mark) classes |= session_char;
  if (c >= 0x20 && c <= 0x7e) classes |= printable_ascii;
  if (digit || (c >= 'a' && c <= 'f')) classes |= lower_hex;
  return static_cast<std::uint8_t>(classes);
}

constexpr auto class_table = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = classes_of(static_cast<char>(i));
  return table;
}();

bool are_all(std::string_view text, Class wanted) {
  unsigned shared = wanted;
  for (const char c : text) shared &= class_table[static_cast<unsigned char>(c)];
  return shared != 0;
}

}  // namespace

const char* wrong_event_id(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::event_id_bytes_max && are_all(value, printable_ascii);
  return ok ? nullptr : "must be 1 to 128 printable ASCII characters";
}

const char* wrong_session_id(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::session_id_bytes_max && are_all(value, session_char) &&
                  value != "." && value != "..";
  return ok ? nullptr : "must be 1 to 128 characters of A-Z a-z 0-9 . _ : - and not . or ..";
}

const char* wrong_name(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::name_bytes_max && are_all(value, name_char);
  return ok ? nullptr : "must be 1 to 64 characters of A-Z 0-9 _";
}

const char* wrong_code(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::code_bytes_max;
  return ok ? nullptr : "must be 1 to 128 bytes";
}

const char* wrong_message(std::string_view value) {
  return value.size() <= limits::message_bytes_max ? nullptr : "must be at most 2048 bytes";
}

const char* wrong_email(std::string_view value) {
  const bool ok = value.size() >= limits::email_bytes_min && value.size() <= limits::email_bytes_max &&
                  std::ranges::count(value, '@') == 1 && value.front() != '@' && value.back() != '@';
  return ok ? nullptr : "must be 3 to 254 bytes with exactly one @, not at an end";
}

const char* wrong_trace_id(std::string_view value) {
  const bool ok = value.size() == 32 && are_all(value, lower_hex);
  return ok ? nullptr : "must be 32 lower-case hexadecimal digits";
}

}  // namespace sj::wire
