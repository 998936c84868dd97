#include "base/time.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace sj {
namespace {

// Days since 1970-01-01 of a proleptic Gregorian date, counted in 400-year eras that begin on 1 March.
constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

struct Civil {
  std::int64_t year;
  unsigned month, day;
};

constexpr Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2), month,
          day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

constexpr bool is_leap(unsigned year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr unsigned days_in_month(unsigned year, unsigned month) {
  constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Reads a fixed number of digits, or a fixed character, from the front of a text.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  unsigned digits(std::size_t count) {
    if (rest.size() < count) return ok = false, 0;
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = rest[i];
      if (c < '0' || c > '9') return ok = false, 0;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    rest.remove_prefix(count);
    return value;
  }

  bool accept(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) { ok = accept(any_of) && ok; }

  std::int64_t fraction_ms() {
    std::int64_t value = 0, scale = 100;
    std::size_t count = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
      value += (rest.front() - '0') * scale;
      scale /= 10;
      rest.remove_prefix(1);
      ++count;
    }
    ok = ok && count > 0;
    return value;
  }

  std::int64_t offset_ms() {
    if (accept("Zz")) return 0;
    const bool negative = !rest.empty() && rest.front() == '-';
    expect("+- ");
    const unsigned hours = digits(2);
    expect(":");
    const unsigned minutes = digits(2);
    ok = ok && hours < 24 && minutes < 60;
    const std::int64_t offset = hours * hour_ms + minutes * minute_ms;
    return negative ? -offset : offset;
  }
};

// Returns where the next one goes.
char* write_digits(char* out, std::uint32_t value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
  return out + width;
}

constexpr std::array<std::pair<std::string_view, DurationMs>, 5> duration_units{
    {{"ms", 1}, {"s", second_ms}, {"m", minute_ms}, {"h", hour_ms}, {"d", day_ms}}};

}  // namespace

std::optional<TimeMs> parse_rfc3339(std::string_view text) {
  Cursor in{text};
  const unsigned year = in.digits(4);
  in.expect("-");
  const unsigned month = in.digits(2);
  in.expect("-");
  const unsigned day = in.digits(2);
  in.expect("Tt ");
  const unsigned hour = in.digits(2);
  in.expect(":");
  const unsigned minute = in.digits(2);
  in.expect(":");
  const unsigned second = in.digits(2);
  const std::int64_t fraction = in.accept(".") ? in.fraction_ms() : 0;
  const std::int64_t offset = in.offset_ms();
  if (!in.ok || !in.rest.empty()) return std::nullopt;
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t within_day = hour * hour_ms + minute * minute_ms + second * second_ms + fraction;
  return days_from_civil(year, month, day) * day_ms + within_day - offset;
}

void append_rfc3339(std::string& out, TimeMs time) {
  std::int64_t days = time / day_ms, within_day = time % day_ms;
  if (within_day < 0) within_day += day_ms, --days;
  const Civil date = civil_from_days(days);
  const auto ms = static_cast<std::uint32_t>(within_day);  // narrow numbers are divided faster
  std::array<char, 24> text{};
  char* at = write_digits(text.data(), static_cast<std::uint32_t>(date.year), 4);
  *at++ = '-';
  at = write_digits(at, date.month, 2);
  *at++ = '-';
  at = write_digits(at, date.day, 2);
  *at++ = 'T';
  at = write_digits(at, ms / static_cast<std::uint32_t>(hour_ms), 2);
  *at++ = ':';
  at = write_digits(at, ms / static_cast<std::uint32_t>(minute_ms) % 60, 2);
  *at++ = ':';
  at = write_digits(at, ms / static_cast<std::uint32_t>(second_ms) % 60, 2);
  *at++ = '.';
  at = write_digits(at, ms % static_cast<std::uint32_t>(second_ms), 3);
  *at++ = 'Z';
  out.append(text.data(), text.size());
}

std::string to_rfc3339(TimeMs time) {
  std::string out;
  append_rfc3339(out, time);
  return out;
}

std::optional<DurationMs> parse_duration(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0 || value > 1'000'000'000) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const auto& [name, length] : duration_units)
    if (unit == name) return value * length;
  return std::nullopt;
}

std::string to_duration_text(DurationMs duration) {
  for (auto unit = duration_units.rbegin(); unit != duration_units.rend(); ++unit)
    if (duration >= unit->second && duration % unit->second == 0)
      return std::to_string(duration / unit->second) + std::string(unit->first);
  return std::to_string(duration) + "ms";
}

}  // namespace sj
