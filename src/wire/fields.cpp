#include "wire/fields.hpp"

#include <algorithm>

#include "event/limits.hpp"

namespace sj::wire {
namespace {

bool is_upper_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_session_char(char c) {
  return is_upper_or_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == ':' || c == '-';
}
bool is_printable_ascii(char c) {
  return c >= 0x20 && c <= 0x7e;
}
bool is_lower_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

const char* wrong_event_id(std::string_view value) {
  const bool ok =
      !value.empty() && value.size() <= limits::event_id_bytes_max && std::ranges::all_of(value, is_printable_ascii);
  return ok ? nullptr : "must be 1 to 128 printable ASCII characters";
}

const char* wrong_session_id(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::session_id_bytes_max &&
                  std::ranges::all_of(value, is_session_char) && value != "." && value != "..";
  return ok ? nullptr : "must be 1 to 128 characters of A-Z a-z 0-9 . _ : - and not . or ..";
}

const char* wrong_name(std::string_view value) {
  const bool ok = !value.empty() && value.size() <= limits::name_bytes_max &&
                  std::ranges::all_of(value, [](char c) { return is_upper_or_digit(c) || c == '_'; });
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
  const bool ok = value.size() == 32 && std::ranges::all_of(value, is_lower_hex);
  return ok ? nullptr : "must be 32 lower-case hexadecimal digits";
}

}  // namespace sj::wire
