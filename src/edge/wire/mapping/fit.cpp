#include "wire/mapping/fit.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/json_writer.hpp"
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

std::string json_text(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
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

std::optional<std::string> fit_integer(const Found& found, double least, double greatest) {
  const auto number = number_of(found.text);
  if (!number) return std::nullopt;
  const double whole = std::round(*number * found.unit_ms);
  if (whole < least || whole > greatest) return std::nullopt;
  return std::to_string(static_cast<std::int64_t>(whole));
}

template <class Parse>
std::optional<std::string> fit_word(const std::string& text, Parse parse) {
  const std::string word = with_case(text, is_lower);
  if (!parse(word)) return std::nullopt;
  return json_text(word);
}

std::optional<std::string> fit_text(std::string_view text, const char* (*wrong)(std::string_view)) {
  if (text.empty() || wrong(text)) return std::nullopt;
  return json_text(text);
}

// 32 hexadecimal digits, or a W3C traceparent that has them in its middle.
std::optional<std::string> fit_trace_id(const std::string& text) {
  const bool is_traceparent = text.size() == 55 && text[2] == '-' && text[35] == '-';
  return fit_text(with_case(is_traceparent ? text.substr(3, 32) : text, is_upper), wrong_trace_id);
}

std::string fit_time(const std::string& text) {
  const auto time = parse_foreign_time(text);
  return time ? std::to_string(*time) : json_text(text);
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

std::optional<std::string> fit(Field field, const Found& found, const ValueTable* values, const Catalog& catalog) {
  if (field == Field::name) {
    std::string name = fit_name(found.text, values, catalog);
    return name.empty() ? std::nullopt : std::optional(json_text(name));
  }
  std::string text = found.text;
  if (values)
    if (auto kept = values->find(text)) text = *std::move(kept);
  switch (field) {
    case Field::time: return fit_time(text);
    case Field::session_id: return json_text(text);
    case Field::event_id: return fit_text(text, wrong_event_id);
    case Field::source: return fit_word(text, source_of);
    case Field::result: return fit_word(text, check_result_of);
    case Field::impact: return fit_word(text, impact_of);
    case Field::stage: return fit_word(text, stage_of);
    case Field::seq: return fit_integer(found, 0, static_cast<double>(limits::seq_max));
    case Field::duration_ms: return fit_integer(found, 0, static_cast<double>(limits::duration_ms_max));
    case Field::attempt: return fit_integer(found, 1, static_cast<double>(limits::attempt_max));
    case Field::message: return fit_text(text, wrong_message);
    case Field::email: return fit_text(text, wrong_email);
    case Field::trace_id: return fit_trace_id(text);
    case Field::path: return text.empty() ? std::nullopt : std::optional(json_text(text));
    default: return fit_text(text, wrong_code);
  }
}

}  // namespace sj::wire
