#include "cli/show/phrases.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace sj::cli {
namespace {

constexpr std::array<Phrase, 4> status_rules{{
    {"the journey reached its end", "여정이 끝까지 진행됨"},
    {"stopped, and the user has not got past it", "중단되었고 아직 풀리지 않음"},
    {"no activity for too long", "오랫동안 활동이 없음"},
    {"the user was active recently", "최근까지 활동함"},
}};

constexpr Phrase units_of_ms{"{} ms", "{}ms"}, units_of_seconds{"{}.{} s", "{}.{}초"},
    units_of_minutes{"{} min {} s", "{}분 {}초"}, units_of_hours{"{} h {} min", "{}시간 {}분"},
    units_of_days{"{} d {} h", "{}일 {}시간"};

}  // namespace

Phrase phrase_of_status_rule(std::int64_t rule) {
  return rule >= 1 && rule <= 4 ? status_rules[static_cast<std::size_t>(rule - 1)] : Phrase{};
}

std::string duration_text(DurationMs duration, Language language) {
  const auto say = [&](const Phrase& phrase, DurationMs large, DurationMs small) {
    return fmt::format(fmt::runtime(phrase.in(language)), large, small);
  };
  if (duration < second_ms) return say(units_of_ms, duration, 0);
  if (duration < minute_ms) return say(units_of_seconds, duration / second_ms, duration % second_ms / 100);
  if (duration < hour_ms) return say(units_of_minutes, duration / minute_ms, duration % minute_ms / second_ms);
  if (duration < day_ms) return say(units_of_hours, duration / hour_ms, duration % hour_ms / minute_ms);
  return say(units_of_days, duration / day_ms, duration % day_ms / hour_ms);
}

std::string offset_text(DurationMs offset) {
  const DurationMs size = std::abs(offset);
  const char* sign = offset < 0 ? "-" : "+";
  const DurationMs hours = size % day_ms / hour_ms, minutes = size % hour_ms / minute_ms;
  const DurationMs seconds = size % minute_ms / second_ms, rest = size % second_ms;
  if (size >= day_ms)
    return fmt::format("{}{}d {:02}:{:02}:{:02}.{:03}", sign, size / day_ms, hours, minutes, seconds, rest);
  if (size >= hour_ms) return fmt::format("{}{}:{:02}:{:02}.{:03}", sign, hours, minutes, seconds, rest);
  return fmt::format("{}{}:{:02}.{:03}", sign, minutes, seconds, rest);
}

std::string clock_text(TimeMs time) {
  const std::time_t seconds = time / second_ms;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  const long offset = local.tm_gmtoff / 60, size = std::abs(offset);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}{:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                     local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, offset < 0 ? '-' : '+', size / 60,
                     size % 60);
}

}  // namespace sj::cli
