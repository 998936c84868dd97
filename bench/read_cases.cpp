#include "read_cases.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <deque>

namespace sj::bench {
namespace {

const std::string sessions = "/v1/sessions";
const std::string range = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

// Sessions spread over the whole recording, the same in every run.
std::vector<std::string> spread(const std::vector<std::string_view>& ids, std::size_t count) {
  constexpr std::size_t stride = 7919;  // a prime, so that neighbours are not asked for one after the other
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(count, ids.size()); ++i) out.emplace_back(ids[i * stride % ids.size()]);
  return out;
}

std::function<std::string(std::size_t)> one_of(std::vector<std::string> targets) {
  return [targets = std::move(targets)](std::size_t n) { return targets[n % targets.size()]; };
}

std::vector<std::string> each(const std::vector<std::string>& values, const std::string& before,
                              const std::string& after = "") {
  std::vector<std::string> out;
  for (const std::string& value : values) out.push_back(before + value + after);
  return out;
}

std::vector<std::string> pieces(const std::vector<std::string>& texts, std::size_t at, std::size_t size) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(text.substr(at, size));
  return out;
}

void add_filters(std::vector<ReadCase>& cases) {
  const auto add = [&](const std::string& name, const std::string& query) {
    cases.push_back({"filter", name, one_of({sessions + "?" + query}), R"("session_id":)"});
  };
  add("status", "status=DROPPED");
  add("decision", "decision=REJECTED");
  add("stage", "stage=STEP2");
  add("furthest_stage", "furthest_stage=STEP1");
  add("entered", "entered=STEP2");
  add("passed", "passed=PRE_CHECKS");
  add("headline", "headline=DROPPED_CAMERA_DENIED");
  add("reason", "reason=expired_id");
  add("error_code", "error_code=RT-60001");
  add("error_family", "error_family=RT");
  add("event", "event=CAMERA_DENIED");
  add("check", "check=ID_OCR_CHECK:FAIL");
  add("last_path", "last_path=/face/capture");
  add("last_event", "last_event=PAGE_EXITED");
  add("from and to", "from=2026-06-14T00:00:00Z&to=2026-06-15T00:00:00Z");
  add("five at once",
      "status=COMPLETED&decision=REJECTED&entered=STEP2&check=ID_OCR_CHECK:PASS&from=2026-06-12T00:00:00Z&to=2026-06-"
      "17T00:00:00Z");
  add("count=exact", "status=COMPLETED&count=exact");
  for (const char* sort : {"created", "-updated", "updated"})
    add(std::string("sort=") + sort, std::string("sort=") + sort);
}

void add_searches(std::vector<ReadCase>& cases, const std::vector<std::string>& ids) {
  const auto add = [&](const std::string& name, std::vector<std::string> targets, bool finds = true) {
    cases.push_back({"search", name, one_of(std::move(targets)), finds ? R"("session_id":)" : R"("data":[])"});
  };
  add("q=part of a session id", each(pieces(ids, 8, 9), sessions + "?q="));
  add("q=start of a session id", each(pieces(ids, 0, 12), sessions + "?field=session_id&match=prefix&q="));
  add("q=session id, exact", each(ids, sessions + "?field=session_id&match=exact&q="));
  add("q=part of an email", {sessions + "?field=email&q=chan8"});
  add("q=what half of them have", {sessions + "?q=example"});
  add("q=what nobody has", {sessions + "?q=nobody-has-this-text"}, false);
}

void add_analytics(std::vector<ReadCase>& cases) {
  for (const char* name : {"funnel", "outcomes", "reasons", "errors", "dropoffs", "checks"})
    cases.push_back({"analytics", name,
                     one_of({fmt::format("/v1/analytics/{}?from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z", name)}),
                     "{"});
  cases.push_back(
      {"analytics", "funnel, filtered", one_of({"/v1/analytics/funnel?decision=REJECTED&" + range}), R"("started":)"});
}

}  // namespace

std::vector<ReadCase> read_cases(const EventFile& file, const std::vector<std::string>& pages) {
  constexpr std::size_t asked_for = 5'000;
  const std::vector<std::string> ids = spread(file.session_ids(), asked_for);
  std::vector<ReadCase> cases;
  cases.push_back({"detail", "session by id", one_of(each(ids, sessions + "/")), R"("explanation":)"});
  cases.push_back({"detail", "its events", one_of(each(ids, sessions + "/", "/events")), R"("received_at":)"});
  cases.push_back({"list", "first page", one_of({sessions}), R"("session_id":)"});
  cases.push_back({"list", "first page of 200", one_of({sessions + "?limit=200"}), R"("session_id":)"});
  if (!pages.empty()) cases.push_back({"list", "deep page", one_of(pages), R"("session_id":)"});
  add_filters(cases);
  add_searches(cases, ids);
  add_analytics(cases);
  return cases;
}

std::vector<std::string> deep_pages(HttpClient& client, std::string_view key, std::size_t count) {
  std::deque<std::string> cursors;
  std::string target = sessions + "?limit=50";
  for (;;) {
    const Answer answer = client.get(target, key);
    constexpr std::string_view before = R"("next_cursor":")";
    const std::size_t at = answer.body.rfind(before);
    if (answer.status != 200 || at == std::string::npos) break;
    const std::size_t begin = at + before.size();
    target = sessions + "?limit=50&cursor=" + answer.body.substr(begin, answer.body.find('"', begin) - begin);
    cursors.push_back(target);
    if (cursors.size() > count) cursors.pop_front();
  }
  return {cursors.begin(), cursors.end()};
}

}  // namespace sj::bench
