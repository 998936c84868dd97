#include "flat_event.hpp"

#include <fmt/core.h>
#include <simdjson.h>

#include <chrono>
#include <cstdlib>

namespace sj::bench {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) number = number * 10 + (c - '0');
  return number;
}

// RFC 3339 as `generate` writes it: milliseconds, and Z or an offset.
std::int64_t milliseconds_of(std::string_view text) {
  using namespace std::chrono;
  constexpr std::size_t offset_at = 23;
  const year_month_day date{year{digits(text, 0, 4)}, month{static_cast<unsigned>(digits(text, 5, 2))},
                            day{static_cast<unsigned>(digits(text, 8, 2))}};
  milliseconds time = sys_days{date}.time_since_epoch() + hours{digits(text, 11, 2)} + minutes{digits(text, 14, 2)} +
                      seconds{digits(text, 17, 2)} + milliseconds{digits(text, 20, 3)};
  if (text[offset_at] != 'Z') {
    const minutes offset = hours{digits(text, offset_at + 1, 2)} + minutes{digits(text, offset_at + 4, 2)};
    time += text[offset_at] == '+' ? -offset : offset;
  }
  return time.count();
}

std::int64_t time_of(const object& event) {
  const element time = event["time"];
  return time.is_string() ? milliseconds_of(time) : std::int64_t{time};
}

std::string text_of(const object& event, std::string_view member) {
  return std::string(std::string_view(event[member]));
}

std::optional<std::string> text_if_any(const object& event, std::string_view member) {
  std::string_view text;
  if (event[member].get(text) != simdjson::SUCCESS) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> path_of(const object& event) {
  object attributes;
  if (event["attributes"].get(attributes) != simdjson::SUCCESS) return std::nullopt;
  return text_if_any(attributes, "path");
}

// Time, then BE before FE, then seq with none behind all, then the event's id.
std::string order_key_of(const FlatEvent& flat, const object& event) {
  constexpr std::uint64_t none = 9'999'999'999'999'999;
  std::uint64_t seq = none;
  if (event["seq"].get(seq) != simdjson::SUCCESS) seq = none;
  return fmt::format("{:013}{}{:016}{}", flat.time_ms, flat.source == "BE" ? 0 : 1, seq, flat.event_id);
}

FlatEvent flat_event_of(const object& event, std::string_view line) {
  FlatEvent flat{.session_id = text_of(event, "session_id"),
                 .source = text_of(event, "source"),
                 .event_id = text_of(event, "event_id"),
                 .name = text_of(event, "name"),
                 .time_ms = time_of(event),
                 .order_key = {},
                 .result = text_if_any(event, "result"),
                 .reason = text_if_any(event, "reason"),
                 .error_code = text_if_any(event, "error_code"),
                 .email = text_if_any(event, "email"),
                 .path = path_of(event),
                 .json = line};
  flat.order_key = order_key_of(flat, event);
  return flat;
}

}  // namespace

std::vector<FlatEvent> flat_events(const std::vector<std::string_view>& lines) {
  simdjson::dom::parser parser;
  std::vector<FlatEvent> events;
  events.reserve(lines.size());
  for (const std::string_view line : lines) {
    object event;
    if (parser.parse(line.data(), line.size()).get(event) != simdjson::SUCCESS) {
      fmt::print(stderr, "no event: {}\n", line);
      std::exit(1);
    }
    events.push_back(flat_event_of(event, line));
  }
  return events;
}

}  // namespace sj::bench
