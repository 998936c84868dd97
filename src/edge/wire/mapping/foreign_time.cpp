#include "wire/mapping/foreign_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace sj::wire {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// 1718960000, 1718960000.123, 1718960000123, …
std::optional<TimeMs> parse_count(std::string_view text) {
  const std::size_t point = text.find('.');
  std::int64_t whole = 0;
  const std::string_view digits = text.substr(0, point);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (point == std::string_view::npos) {
    for (const auto& [times, per] : {std::pair<std::int64_t, std::int64_t>{1, 1}, {1000, 1}, {1, 1000}, {1, 1'000'000}})
      if (whole / per <= time_max_ms / times && whole / per * times >= time_min_ms) return whole / per * times;
    return std::nullopt;
  }
  std::string fraction(text.substr(point + 1));
  if (fraction.empty() || !std::ranges::all_of(fraction, is_digit) || whole > time_max_ms / 1000) return std::nullopt;
  fraction.resize(3, '0');
  return whole * 1000 + std::stoi(fraction);
}

// 21/Jun/2026:09:00:00 +0900, as web servers log it → 2026-06-21T09:00:00 +0900
std::string from_log(std::string_view text) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto month = std::ranges::find(months, text.size() > 20 ? text.substr(3, 3) : text);
  if (month == months.end() || text[2] != '/' || text[6] != '/' || text[11] != ':') return std::string(text);
  const std::string number = std::to_string(month - months.begin() + 1);
  return std::string(text.substr(7, 4)) + (number.size() < 2 ? "-0" : "-") + number + "-" +
         std::string(text.substr(0, 2)) + "T" + std::string(text.substr(12));
}

}  // namespace

std::optional<TimeMs> parse_foreign_time(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) return time;
  if (const auto time = parse_count(text)) return time;
  std::string rfc3339 = from_log(text);
  if (const std::size_t blank = rfc3339.find(' ', 11); blank != std::string::npos) rfc3339.erase(blank, 1);
  const std::size_t size = rfc3339.size();
  const bool bare_offset = size > 5 && (rfc3339[size - 5] == '+' || rfc3339[size - 5] == '-') && size > 19 &&
                           std::all_of(rfc3339.end() - 4, rfc3339.end(), is_digit);
  if (bare_offset) rfc3339.insert(size - 2, ":");
  if (const auto time = parse_rfc3339(rfc3339)) return time;
  return parse_rfc3339(rfc3339 + "Z");
}

}  // namespace sj::wire
