#include "traffic/model.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "event/limits.hpp"

namespace sj::traffic {
namespace {

// One line, read back.
struct Heard {
  TimeMs arrival = 0;
  std::string line, session, name, source, id, result, trace;
  TimeMs time = 0;
  std::int64_t duration = 0, seq = 0;

  [[nodiscard]] std::string key() const { return session + ' ' + source + ' ' + id; }
};

std::string text_of(simdjson::dom::object object, const char* key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::int64_t number_of(simdjson::dom::object object, const char* key) {
  std::int64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? number : 0;
}

Heard read(const std::string& line, TimeMs arrival) {
  static simdjson::dom::parser parser;
  simdjson::dom::object object;
  EXPECT_EQ(parser.parse(line).get(object), simdjson::SUCCESS) << line;
  Heard heard{.arrival = arrival, .line = line};
  heard.session = text_of(object, "session_id");
  heard.name = text_of(object, "name");
  heard.source = text_of(object, "source");
  heard.id = text_of(object, "event_id");
  heard.result = text_of(object, "result");
  heard.trace = text_of(object, "trace_id");
  heard.duration = number_of(object, "duration_ms");
  heard.seq = number_of(object, "seq");
  heard.time = heard.source == "FE" ? parse_rfc3339(text_of(object, "time")).value_or(0) : number_of(object, "time");
  return heard;
}

std::vector<Heard> record(const Options& options) {
  Model model(options);
  std::vector<Heard> all;
  std::string line;
  for (Arrival at{}; line.clear(), model.next(at, line);) {
    EXPECT_TRUE(line.ends_with('\n') && line.find('\n') == line.size() - 1) << line;
    all.push_back(read(line, at.time));
  }
  return all;
}

// FNV-1a of everything that the options give.
std::uint64_t fingerprint(const Options& options) {
  Model model(options);
  std::string lines;
  for (Arrival at{}; model.next(at, lines);) {
  }
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : lines) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

TEST(Model, GivesTheSameBytesForTheSameSeed) {
  EXPECT_EQ(fingerprint({.sessions = 300, .seed = 1}), fingerprint({.sessions = 300, .seed = 1}));
  EXPECT_NE(fingerprint({.sessions = 300, .seed = 1}), fingerprint({.sessions = 300, .seed = 2}));
  // On every machine and with every library: change this number only together with the model.
  EXPECT_EQ(fingerprint({.sessions = 300, .seed = 1}), 17206819120262254094U);
}

TEST(Model, LinesAreAcceptableEvents) {
  for (const Heard& heard : record({.sessions = 400, .seed = 3})) {
    EXPECT_FALSE(heard.name.empty() || heard.session.empty()) << heard.line;
    EXPECT_TRUE(heard.source == "FE" || heard.source == "BE") << heard.line;
    EXPECT_EQ(heard.id.size(), heard.source == "FE" ? 36U : 13U) << heard.line;
    EXPECT_EQ(heard.trace.size(), heard.source == "FE" ? 0U : 32U) << heard.line;
    EXPECT_LE(heard.duration, limits::duration_ms_max);
    EXPECT_LT(heard.time - heard.arrival, limits::future_ms_max) << heard.line;
    EXPECT_GT(heard.time, time_min_ms) << heard.line;
  }
}

TEST(Model, ArrivalsNeverFallAndStopAtTheEnd) {
  const Options options{.sessions = 500, .seed = 4};
  TimeMs before = options.end - options.span;
  for (const Heard& heard : record(options)) {
    EXPECT_GE(heard.arrival, before);
    before = heard.arrival;
  }
  EXPECT_LT(before, options.end);
}

TEST(Model, EveryEventOfASessionComesOnceAndAlsoAfterSleep) {
  std::map<std::string, std::vector<std::int64_t>> seqs;
  std::set<std::string> keys;
  for (const Heard& heard : record({.sessions = 1500, .seed = 5, .disorder = false})) {
    EXPECT_TRUE(keys.insert(heard.key()).second) << heard.line;
    EXPECT_EQ(heard.arrival, heard.time) << heard.line;
    if (heard.source == "FE") seqs[heard.session].push_back(heard.seq);
  }
  for (const auto& [session, seq] : seqs)
    for (std::size_t i = 0; i < seq.size(); ++i) EXPECT_EQ(seq[i], static_cast<std::int64_t>(i) + 1) << session;
}

TEST(Model, DisorderIsLateRepeatedAndSkewed) {
  std::map<std::string, std::string> first;
  int repeated = 0, late = 0, from_the_future = 0, out_of_order = 0;
  TimeMs latest = 0;
  const auto all = record({.sessions = 2000, .seed = 6});
  for (const Heard& heard : all) {
    const auto [known, fresh] = first.emplace(heard.key(), heard.line);
    repeated += !fresh;
    EXPECT_EQ(known->second, heard.line);  // a repeated event is the same to the last byte
    late += heard.arrival - heard.time > 5 * minute_ms;
    from_the_future += heard.time > heard.arrival + 5000;
    out_of_order += heard.time < latest;
    latest = std::max(latest, heard.time);
  }
  const auto total = static_cast<int>(all.size());
  EXPECT_TRUE(repeated > total / 500 && repeated < total / 50) << repeated;
  EXPECT_TRUE(late > total / 1000 && late < total / 20) << late;
  EXPECT_TRUE(from_the_future > total / 2000 && from_the_future < total / 20) << from_the_future;
  EXPECT_GT(out_of_order, total / 10);
}

TEST(Model, ChecksOfARequestOverlapInTime) {
  std::map<std::string, std::vector<const Heard*>> requests;
  const auto all = record({.sessions = 500, .seed = 7, .disorder = false});
  for (const Heard& heard : all)
    if (!heard.result.empty() && heard.duration >= 50) requests[heard.trace].push_back(&heard);
  int groups = 0, overlapping = 0;
  for (const auto& [trace, checks] : requests) {
    if (checks.size() < 2) continue;
    ++groups;
    TimeMs last_start = 0, first_end = time_max_ms;
    for (const Heard* check : checks) {
      last_start = std::max(last_start, check->time - check->duration);
      first_end = std::min(first_end, check->time);
    }
    overlapping += last_start < first_end;  // there is a moment at which all of them run
  }
  EXPECT_GT(groups, 800);
  EXPECT_EQ(overlapping, groups);
}

TEST(Model, SharesLookLikeLife) {
  std::map<std::string, int> names;
  std::map<std::string, std::set<std::string>> sessions_with;
  const auto all = record({.sessions = 2000, .seed = 8});
  for (const Heard& heard : all) {
    ++names[heard.name];
    sessions_with[heard.name].insert(heard.session);
  }
  const auto having = [&](const char* name) { return static_cast<int>(sessions_with[name].size()); };
  EXPECT_NEAR(having("APPROVED"), 1310, 60);
  EXPECT_NEAR(having("REJECTED"), 190, 40);
  EXPECT_NEAR(having("PENDING"), 125, 30);
  EXPECT_NEAR(having("ERROR_PAGE_VIEWED"), 175, 50);
  EXPECT_GT(having("ACCOUNT_VERIFIED"), 150);
  EXPECT_GE(names["VENDOR_SCORE_PUSHED"] + names["VENDOR_SDK_HINT"], 1);
  EXPECT_LT(names["VENDOR_SCORE_PUSHED"] + names["VENDOR_SDK_HINT"], static_cast<int>(all.size()) / 500);
  EXPECT_TRUE(all.size() > 25 * 2000 && all.size() < 45 * 2000) << all.size();
  std::size_t bytes = 0;
  for (const Heard& heard : all) bytes += heard.line.size();
  EXPECT_NEAR(static_cast<double>(bytes) / static_cast<double>(all.size()), 285, 25);
}

TEST(Model, EventsPerSessionAreWhatWasAskedFor) {
  for (const std::uint32_t wanted : {20U, 30U, 60U, 200U}) {
    Model model({.sessions = 1000, .seed = 9, .events_per_session = wanted});
    std::string lines;
    std::size_t count = 0;
    for (Arrival at{}; model.next(at, lines); ++count) lines.clear();
    EXPECT_NEAR(static_cast<double>(count) / 1000, wanted, wanted * 0.08);
  }
}

TEST(Model, MemoryFollowsTheTrafficAndNotTheLength) {
  auto most_at_once = [](std::uint64_t sessions, DurationMs span) {
    Model model({.sessions = sessions, .seed = 10, .span = span});
    std::string lines;
    std::size_t active = 0, sleeping = 0;
    for (Arrival at{}; model.next(at, lines); lines.clear()) {
      active = std::max(active, model.active_sessions());
      sleeping = std::max(sleeping, model.sleeping_sessions());
    }
    return std::pair(active, sleeping);
  };
  const auto week = most_at_once(4000, 7 * day_ms), half_a_year = most_at_once(104'000, 182 * day_ms);
  EXPECT_LT(week.first, 20U);
  EXPECT_LT(half_a_year.first, 25U);
  EXPECT_LT(half_a_year.second, week.second * 2 + 20);
}

TEST(Model, GoesOnForASimulator) {
  const Options options{.sessions = 200, .seed = 11, .span = day_ms, .endless = true};
  Model model(options);
  std::string line;
  Arrival at{};
  TimeMs before = 0;
  while (at.time < options.end + 3 * day_ms) {
    line.clear();
    ASSERT_TRUE(model.next(at, line));
    ASSERT_GE(at.time, before);
    before = at.time;
  }
  EXPECT_GT(at.session, 600U);
}

TEST(Model, AnIncidentBeginsWhenItIsSaidTo) {
  const TimeMs incident = default_end - 12 * hour_ms;
  const auto errors = [&](std::optional<TimeMs> at, bool after) {
    const auto heard = record({.sessions = 1000, .span = day_ms, .disorder = false, .incident = at});
    return std::ranges::count_if(heard, [&](const Heard& one) {
      return one.name == "SELFIE_LIVENESS_CHECK" && one.result == "ERROR" && (one.arrival >= incident) == after;
    });
  };
  EXPECT_LT(errors({}, true), 15);
  EXPECT_LT(errors(incident, false), 15);
  EXPECT_GT(errors(incident, true), 100);
}

TEST(Model, TakesSmallAndEmptyOptions) {
  EXPECT_TRUE(record({.sessions = 0}).empty());
  EXPECT_FALSE(record({.sessions = 1, .seed = 12}).empty());
  EXPECT_FALSE(record({.sessions = 5, .seed = 12, .events_per_session = 1, .span = 0}).empty());
}

}  // namespace
}  // namespace sj::traffic
