#include "base/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace sj {
namespace {

namespace chrono = std::chrono;

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
  const chrono::year_month_day date(chrono::year(static_cast<int>(year)), chrono::month(month), chrono::day(day));
  if (!date.ok()) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t within_day = hour * hour_ms + minute * minute_ms + second * second_ms + fraction;
  return chrono::sys_days(date).time_since_epoch().count() * day_ms + within_day - offset;
}

void append_rfc3339(std::string& out, TimeMs time) {
  const auto since_epoch = chrono::floor<chrono::days>(chrono::milliseconds(time));
  const chrono::year_month_day date{chrono::sys_days(since_epoch)};
  const auto ms = static_cast<std::uint32_t>(time - since_epoch.count() * day_ms);  // narrow numbers are divided faster
  std::array<char, 24> text{};
  char* at = write_digits(text.data(), static_cast<std::uint32_t>(static_cast<int>(date.year())), 4);
  *at++ = '-';
  at = write_digits(at, static_cast<unsigned>(date.month()), 2);
  *at++ = '-';
  at = write_digits(at, static_cast<unsigned>(date.day()), 2);
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
