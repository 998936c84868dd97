#include "cli/show/fetch.hpp"

#include <fmt/format.h>

#include <iterator>

#include "cli/client/problem.hpp"
#include "cli/client/url.hpp"

namespace sj::cli {
namespace {

Result<std::string> get(Api& api, const std::string& target) {
  auto answer = api.get(target);
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == 404)
    return fail(Errc::not_found, "no such session here, or not at that time (" + problem_text(*answer) + ")");
  if (answer->status != 200) return fail(Errc::refused, "the server says " + problem_text(*answer));
  return std::move(answer->body);
}

}  // namespace

Result<std::string> fetch_journey(Api& api, const std::string& session_id, const std::string& as_of) {
  std::string target = "/v1/sessions/" + percent_encoded(session_id);
  if (!as_of.empty()) target += "?as_of=" + percent_encoded(as_of);
  return get(api, target);
}

Result<std::vector<JourneyEvent>> fetch_events(Api& api, const std::string& session_id, const std::string& as_of) {
  std::string first = fmt::format("/v1/sessions/{}/events?limit=200", percent_encoded(session_id));
  if (!as_of.empty()) first += "&as_of=" + percent_encoded(as_of);
  std::vector<JourneyEvent> events;
  std::string target = first;
  for (;;) {
    const auto body = get(api, target);
    if (!body) return std::unexpected(body.error());
    auto page = read_event_page(*body);
    if (!page) return std::unexpected(page.error());
    std::move(page->events.begin(), page->events.end(), std::back_inserter(events));
    if (page->next_cursor.empty()) return events;
    target = first + "&cursor=" + percent_encoded(page->next_cursor);
  }
}

}  // namespace sj::cli
