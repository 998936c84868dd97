#include "traffic/arrival.hpp"

#include <algorithm>

#include "traffic/random.hpp"

namespace sj::traffic {
namespace {

__extension__ using Wide = unsigned __int128;

// Of a person's local day: asleep at four, busy before lunch, busiest after dinner.
constexpr std::array<std::uint32_t, 24> day_curve{28, 15, 9,  6,  5,  8,  18, 38, 62,  82, 94, 97,
                                                  92, 88, 90, 88, 84, 82, 85, 92, 100, 97, 78, 50};
// Monday first: forms are filled in on working days.
constexpr std::array<std::uint32_t, 7> week_curve{108, 106, 104, 103, 100, 78, 72};

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0);
}

// 1970-01-01 was a Thursday.
std::size_t weekday_of(TimeMs local) {
  return static_cast<std::size_t>(((floor_div(local, day_ms) + 3) % 7 + 7) % 7);
}
std::size_t hour_of_day(TimeMs local) {
  return static_cast<std::size_t>(floor_div(local, hour_ms) - floor_div(local, day_ms) * 24);
}

// Campaigns, outages, weather: no two Tuesdays are alike. 85 to 115 per cent, decided by the hour alone.
std::uint64_t unrest_percent(std::uint64_t seed, TimeMs hour_start) {
  return Random(chain(chain(seed, 0x4855'4f52), static_cast<std::uint64_t>(hour_start / hour_ms))).between(85, 115);
}

}  // namespace

Arrivals::Arrivals(const ArrivalSpan& span, std::uint64_t seed) : span_(span), seed_(seed) {
  for (TimeMs at = span.start; at < span.end;) {
    const Hour hour = hour_at(at, area_);
    const TimeMs to = std::min(hour.to, span.end);
    area_ += hour.rate * static_cast<std::uint64_t>(to - at);
    at = to;
  }
  hour_ = hour_at(span.start, 0);
}

Arrivals::Hour Arrivals::hour_at(TimeMs from, std::uint64_t area_before) const {
  const TimeMs hour_start = floor_div(from, hour_ms) * hour_ms;
  Hour hour{.from = from, .to = hour_start + hour_ms, .area_before = area_before};
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < country_count; ++i) {
    const Country& country = countries()[i];
    const TimeMs local = hour_start + country.offset_minutes * minute_ms;
    hour.weights[i] = country.weight * day_curve[hour_of_day(local)] * week_curve[weekday_of(local)];
    total += hour.weights[i];
  }
  if (span_.steady) return hour;
  // Whole numbers that stay far below 2^64 when summed over the milliseconds of a century.
  hour.rate = std::max<std::uint64_t>(1, total / 1000 * unrest_percent(seed_, hour_start) / 1000);
  return hour;
}

std::uint64_t Arrivals::area_of_session(std::uint64_t index) const {
  return static_cast<std::uint64_t>(Wide{area_} * index / span_.sessions);
}

void Arrivals::scatter_block() {
  std::uint64_t count = block_sessions;
  if (!span_.endless) count = std::min(count, span_.sessions - next_index_);
  const std::uint64_t low = area_of_session(next_index_), width = area_of_session(next_index_ + count) - low;
  Random random(chain(chain(seed_, 0x424c'4f43), next_index_));
  block_.fill(low + width);
  for (std::uint64_t i = 0; i < count; ++i)
    block_[i] = low + static_cast<std::uint64_t>(Wide{random.next()} * width >> 64);
  std::sort(block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(count));
}

bool Arrivals::next(Beginning& out) {
  if (span_.sessions == 0 || (!span_.endless && next_index_ == span_.sessions)) return false;
  if (next_index_ % block_sessions == 0) scatter_block();
  const std::uint64_t position = block_[next_index_ % block_sessions];
  auto area_after = [this] {
    return hour_.area_before + hour_.rate * static_cast<std::uint64_t>(hour_.to - hour_.from);
  };
  while (position >= area_after()) hour_ = hour_at(hour_.to, area_after());
  out.index = next_index_++;
  out.time = hour_.from + static_cast<TimeMs>((position - hour_.area_before) / hour_.rate);
  out.country = static_cast<std::uint8_t>(Random(chain(chain(seed_, 0x434f'554e), out.index)).pick(hour_.weights));
  return true;
}

}  // namespace sj::traffic
