#pragma once
// Journeys by chance, dense in what is hard: many events in one instant, ends that come before beginnings, checks that
// run beside each other, blocks that are lifted and set again, people who change their name.
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "event/event_log.hpp"

namespace sj::journey::testing {

inline constexpr TimeMs first_time = 1'782'000'000'000;

/// Events in no particular order; ids are unique within their source. The texts live in `texts`.
struct RandomJourney {
  std::deque<std::string> texts;
  std::vector<Event> events;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

class JourneyMaker {
 public:
  explicit JourneyMaker(std::uint64_t seed) : random_(seed) {}

  RandomJourney make(int events_max) {
    RandomJourney out;
    const int count = 1 + below(events_max);
    const int instants = 1 + below(count);  // few: most events are ties
    for (int i = 0; i < count; ++i) out.events.push_back(event(out, i, first_time + instant(below(instants))));
    return out;
  }
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  bool chance(int percent) { return below(100) < percent; }
  std::mt19937_64& engine() { return random_; }

 private:
  // Close together, with now and then a gap at which something of the rules turns.
  static TimeMs instant(int number) {
    constexpr DurationMs gaps[] = {1, 400, 1'000, 1'001, 59'999, 60'000, 60'001, 1'200'000};
    TimeMs at = 0;
    for (int i = 0; i < number; ++i) at += gaps[(i * 7 + i / 3) % 8];
    return at;
  }

  std::string_view pick(const std::vector<std::string_view>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

  Event event(RandomJourney& out, int number, TimeMs time) {
    static const std::vector<std::string_view> server{"SESSION_CREATED",
                                                      "SESSION_REUSED",
                                                      "FLOW_ID_ISSUED",
                                                      "IP_RISK_CHECK",
                                                      "PERIOD_CHECK",
                                                      "ID_OCR_CHECK",
                                                      "ID_QUALITY_CHECK",
                                                      "AGE_LIMIT_CHECK",
                                                      "SUBMISSION_CREATED",
                                                      "ACCOUNT_CODE_CHECK",
                                                      "ACCOUNT_VERIFIED",
                                                      "FACE_COMPARE_CHECK",
                                                      "GOVERNMENT_CHECK",
                                                      "AML_SCREENING_CHECK",
                                                      "RETRY_LIMIT_CHECK",
                                                      "STEP2_COMPLETED",
                                                      "APPROVED",
                                                      "REJECTED",
                                                      "PENDING",
                                                      "WEBHOOK_SENT",
                                                      "MY_OWN_THING"};
    static const std::vector<std::string_view> screen{
        "FRONT_SESSION_START", "FRONT_SESSION_RESUMED", "CREATE_FLOW", "ID_CAPTURED",  "SELFIE_CAPTURED",
        "FINAL_PAGE_VIEW",     "RETURN_URL_REDIRECTED", "STEP_VIEW",   "STEP_VIEW",    "ERROR_PAGE_VIEWED",
        "CAMERA_ACTIVATED",    "CAMERA_DENIED",         "PAGE_HIDDEN", "PAGE_VISIBLE", "NETWORK_OFFLINE",
        "NETWORK_ONLINE",      "MY_SCREEN_THING"};
    Event event;
    event.source = chance(55) ? Source::be : Source::fe;
    event.name = pick(event.source == Source::be ? server : screen);
    event.event_id = out.keep(std::to_string(number / 2));  // both sides use the same ids
    if (number % 2) event.event_id = out.keep("x" + std::to_string(number));
    event.time = time;
    event.received_at = first_time + number * 10;
    if (chance(30)) event.seq = below(3);
    if (chance(60)) event.result = static_cast<CheckResult>(below(check_result_count));
    if (chance(40)) event.duration_ms = static_cast<std::uint32_t>(below(3'000));
    if (chance(5)) event.claimed_time = time + 1;
    add_claims(event);
    add_texts(event);
    return event;
  }

  void add_claims(Event& event) {
    static const std::vector<Impact> of_screen{Impact::none, Impact::retake, Impact::completed};
    if (event.source == Source::fe) {
      if (chance(15)) event.impact = of_screen[static_cast<std::size_t>(below(3))];
      return;
    }
    if (chance(25)) event.impact = static_cast<Impact>(below(impact_count));
    if (chance(20)) event.stage = static_cast<Stage>(below(stage_count));
  }

  void add_texts(Event& event) {
    if (chance(20)) event.email = pick({"Kim@x.org", "kim@X.org", "lee@x.org"});
    if (chance(15)) event.user_id = pick({"u1", "U1", "u2"});
    if (chance(15)) event.submission_id = pick({"s1", "s2"});
    if (chance(25))
      event.reason = pick({"aml_match", "too_many_retry", "id_image_badImage", "warning_occurred", "nobody_knows"});
    if (chance(25)) event.error_code = pick({"LO-30001", "SE-50020", "NF-10000", "refresh"});
    if (chance(50)) event.path = pick({"/id", "/ko/id/guide", "/face", "/account", "/result", "/elsewhere"});
  }

  std::mt19937_64 random_;
};

/// The events in this order of arrival; each is given its accept_seq.
template <class Order>
EventLog log_of(const RandomJourney& journey, const Order& order) {
  EventLog log("s");
  for (const auto index : order) {
    Event event = journey.events[index];
    event.accept_seq = log.size() + 1;
    log.append(event);
  }
  return log;
}

}  // namespace sj::journey::testing
