#include "wire/native/json_value.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>

#include "event/limits.hpp"

namespace sj::wire::native {
namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::value;

std::string_view token_of(value& from) {
  std::string_view token = from.raw_json_token();
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
    token.remove_suffix(1);
  return token;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

// number = [ "-" ] int [ "." digits ] [ ("e"/"E") ["+"/"-"] digits ], RFC 8259 section 6
bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t integer = at;
  at = skip_digits(text, at);
  if (at == integer || (text[integer] == '0' && at - integer > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    at = skip_digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

bool has_valid_escapes(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (++i == text.size()) return false;
    if (text[i] == 'u') {
      if (text.size() - i < 5 || !std::all_of(text.begin() + i + 1, text.begin() + i + 5, is_hex)) return false;
      i += 4;
    } else if (std::string_view("\"\\/bfnrt").find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

JsonSize operator+(JsonSize a, JsonSize b) {
  return {a.keys + b.keys, std::max(a.levels, b.levels)};
}

JsonSize check_object(value& from, int level) {
  JsonSize size{0, level};
  for (auto field : must(from.get_object())) {
    if (field.error()) throw NotJson{simdjson::error_message(field.error())};
    (void)read_key(field);
    ++size.keys;
    size = size + check_value(must(field.value()), level);
  }
  return size;
}

JsonSize check_array(value& from, int level) {
  JsonSize size{0, level};
  for (auto element : must(from.get_array())) size = size + check_value(must(std::move(element)), level);
  return size;
}

// The text between the quotes of a token, if that is how it stands there: nothing is escaped. The parser has seen that
// it is closed, that it is UTF-8 and that it holds no control characters.
std::optional<std::string_view> as_it_stands(std::string_view token) {
  const bool quoted = token.size() >= 2 && token.front() == '"' && token.back() == '"';
  if (!quoted || std::memchr(token.data(), '\\', token.size()) != nullptr) return std::nullopt;
  return token.substr(1, token.size() - 2);
}

// Names are short: looking at each byte is quicker than unescaping into another place.
std::optional<std::string_view> as_it_stands_from(const char* begin) {
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;
  if (*end == '\\') return std::nullopt;
  return std::string_view(begin, static_cast<std::size_t>(end - begin));
}

bool has_space(std::string_view json) {
  return std::ranges::any_of(std::string_view(" \n\r\t"),
                             [json](char space) { return std::memchr(json.data(), space, json.size()) != nullptr; });
}

}  // namespace

void throw_not_json(simdjson::error_code error) {
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();  // nothing is wrong with the text
  throw NotJson{simdjson::error_message(error), error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT};
}

std::optional<std::string_view> read_key(simdjson::simdjson_result<simdjson::ondemand::field>& field) {
  const char* begin = must(field.key()).raw();
  if (const auto plain = as_it_stands_from(begin)) return plain;
  auto text = field.unescaped_key();
  if (!text.error()) return text.value_unsafe();
  const char* end = begin;
  while (*end != '"') end += *end == '\\' ? 2 : 1;  // the parser has seen that the text is closed
  if (text.error() == simdjson::STRING_ERROR && has_valid_escapes({begin, static_cast<std::size_t>(end - begin)}))
    return std::nullopt;
  throw NotJson{simdjson::error_message(text.error())};
}

std::optional<std::string_view> read_string(value& from) {
  const std::string_view token = token_of(from);
  if (const auto plain = as_it_stands(token)) return plain;  // whoever iterates skips what was not taken
  auto text = from.get_string();
  if (!text.error()) return text.value_unsafe();
  if (text.error() == simdjson::STRING_ERROR && has_valid_escapes(token)) return std::nullopt;
  throw NotJson{simdjson::error_message(text.error())};
}

std::optional<std::int64_t> read_integer(value& from) {
  const std::string_view token = token_of(from);
  if (!is_number(token)) throw NotJson{"not a number"};
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  if (error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return number;
}

JsonSize check_value(value from, int levels_above) {
  if (levels_above >= limits::json_levels_max) throw NotJson{"nested too deeply"};
  switch (must(from.type())) {
    case json_type::object: return check_object(from, levels_above + 1);
    case json_type::array: return check_array(from, levels_above + 1);
    case json_type::string: (void)read_string(from); break;
    case json_type::number: (void)read_integer(from); break;
    case json_type::boolean: (void)must(from.get_bool()); break;
    case json_type::null:
      if (!must(from.is_null())) throw NotJson{"not a JSON value"};
      break;
  }
  return {0, levels_above};
}

void minify(std::string_view json, std::string& to) {
  if (!has_space(json)) {
    to = json;
    return;
  }
  to.resize_and_overwrite(json.size(), [json](char* out, std::size_t) {
    std::size_t size = 0;
    if (!simdjson::minify(json.data(), json.size(), out, size)) return size;
    return json.copy(out, json.size());
  });
}

std::string minified(std::string_view json) {
  std::string out;
  minify(json, out);
  return out;
}

}  // namespace sj::wire::native
