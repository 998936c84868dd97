#include "wire/mapping/fit.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "event/limits.hpp"
#include "wire/fields.hpp"
#include "wire/mapping/foreign_time.hpp"

namespace sj::wire {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string with_case(std::string text, bool (*is_other)(char)) {
  for (char& c : text)
    if (is_other(c)) c = static_cast<char>(c ^ 0x20);
  return text;
}

// `idCaptured`, `Id Captured`, `id.captured` → ID_CAPTURED
std::string in_capitals(std::string_view sent) {
  std::string name;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const char c = sent[i];
    const bool humps = i > 0 && is_upper(c) && (is_lower(sent[i - 1]) || is_digit(sent[i - 1]));
    if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
      if (!name.empty() && name.back() != '_') name += '_';
      continue;
    }
    if (humps && name.back() != '_') name += '_';
    name += is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  while (name.ends_with('_')) name.pop_back();
  return name.substr(0, limits::name_bytes_max);
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<MappedValue> fit_integer(Field field, const Found& found) {
  constexpr double greatest = static_cast<double>(limits::seq_max);  // no field holds more, nor a double exactly
  const auto number = number_of(found.text);
  if (!number) return std::nullopt;
  const double whole = std::round(*number * found.unit_ms);
  if (whole < 0 || whole > greatest) return std::nullopt;
  const auto integer = static_cast<std::int64_t>(whole);
  return wrong_value(field, integer) ? std::nullopt : std::optional<MappedValue>(integer);
}

std::optional<MappedValue> fit_text(Field field, std::string text) {
  if (text.empty() || wrong_value(field, text)) return std::nullopt;
  return text;
}

// 32 hexadecimal digits, or a W3C traceparent that has them in its middle.
std::string trace_id_in(const std::string& text) {
  const bool is_traceparent = text.size() == 55 && text[2] == '-' && text[35] == '-';
  return with_case(is_traceparent ? text.substr(3, 32) : text, is_upper);
}

MappedValue fit_time(std::string text) {
  if (const auto time = parse_foreign_time(text)) return *time;
  return text;
}

}  // namespace

std::string fit_name(std::string_view sent, const ValueTable* values, const Catalog& catalog) {
  std::string_view meant = sent;
  const auto listed = values ? values->find(sent) : std::nullopt;
  if (listed) meant = *listed;
  std::string whole = in_capitals(meant);
  if (listed || catalog.find(whole)) return whole;
  const std::string last = in_capitals(meant.substr(meant.rfind('.') + 1));
  return catalog.find(last) ? last : whole;
}

std::optional<MappedValue> fit(Field field, const Found& found, const ValueTable* values, const Catalog& catalog) {
  if (field == Field::name) {
    std::string name = fit_name(found.text, values, catalog);
    return name.empty() ? std::nullopt : std::optional<MappedValue>(std::move(name));
  }
  std::string text = found.text;
  if (values)
    if (auto kept = values->find(text)) text = *std::move(kept);
  switch (field) {
    case Field::time: return fit_time(std::move(text));
    case Field::session_id: return text;
    case Field::source:
    case Field::result:
    case Field::impact:
    case Field::stage: return fit_text(field, with_case(std::move(text), is_lower));
    case Field::seq:
    case Field::duration_ms:
    case Field::attempt: return fit_integer(field, found);
    case Field::trace_id: return fit_text(field, trace_id_in(text));
    case Field::path: return text.empty() ? std::nullopt : std::optional<MappedValue>(std::move(text));
    default: return fit_text(field, std::move(text));
  }
}

}  // namespace sj::wire
