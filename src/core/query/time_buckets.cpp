#include "query/time_buckets.hpp"

#include <date/tz.h>

#include <chrono>

namespace sj::query {
namespace {

using std::chrono::milliseconds;

enum class Interval : std::uint8_t { hour, day, week };

const date::time_zone* zone_of(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    return nullptr;
  }
}

date::sys_time<milliseconds> at(TimeMs time) {
  return date::sys_time<milliseconds>(milliseconds(time));
}

// Where a clock change makes a local time ambiguous or skips it, the earlier moment starts the bucket.
TimeMs start_of(const date::time_zone& zone, date::local_time<milliseconds> local) {
  return zone.to_sys(local, date::choose::earliest).time_since_epoch().count();
}

date::local_time<milliseconds> floor_to(date::local_time<milliseconds> local, Interval interval) {
  const auto day = date::floor<date::days>(local);
  if (interval == Interval::day) return day;
  const date::weekday weekday{day};
  return day - (weekday - date::Monday);
}

// Hours are counted in real time from each hour's start, so that the repeated hour of a clock change is a bucket too.
TimeMs next_start(const date::time_zone& zone, TimeMs time, Interval interval) {
  const auto local = zone.to_local(at(time));
  if (interval == Interval::hour) {
    const auto hour = date::floor<std::chrono::hours>(local);
    return time + (hour_ms - (local - hour).count());
  }
  const auto step = interval == Interval::day ? date::days(1) : date::days(7);
  TimeMs next = start_of(zone, floor_to(local, interval) + step);
  // Where midnight comes twice and we are between the two, the next day has begun already.
  if (next <= time) next = start_of(zone, floor_to(local, interval) + 2 * step);
  return next;
}

}  // namespace

Parsed<std::vector<TimeMs>> read_buckets(const Parameters& parameters, TimeMs from, TimeMs to) {
  const auto interval_text = parameters.one("interval");
  if (!interval_text) return std::unexpected(interval_text.error());
  const auto tz = parameters.one("tz");
  if (!tz) return std::unexpected(tz.error());
  const std::string_view word = interval_text->value_or("day");
  if (word != "hour" && word != "day" && word != "week")
    return invalid("interval", "interval must be hour, day or week");
  const Interval interval = word == "hour" ? Interval::hour : word == "day" ? Interval::day : Interval::week;
  const date::time_zone* zone = zone_of(std::string(tz->value_or("UTC")));
  if (!zone) return invalid("tz", "tz must be a name of the IANA time zone database, such as Asia/Seoul");

  std::vector<TimeMs> edges{from};
  for (TimeMs next = from; (next = next_start(*zone, next, interval)) < to;) {
    edges.push_back(next);
    if (edges.size() > buckets_max)
      return invalid("interval", "the range has more than 10000 such intervals; ask for a longer interval");
  }
  if (to > from) edges.push_back(to);
  return edges;
}

}  // namespace sj::query
