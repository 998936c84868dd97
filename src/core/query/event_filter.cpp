#include "query/event_filter.hpp"

#include <algorithm>

#include "store/table/row_text.hpp"

namespace sj::query {
namespace {

constexpr std::size_t text_bytes_max = 256;

bool has_text(const Event& event, const std::string& needle) {
  const auto fields = {event.name,     event.event_id, event.reason,  event.error_code,    event.message,
                       event.trace_id, event.email,    event.user_id, event.submission_id, event.attributes};
  return std::ranges::any_of(fields, [&](std::string_view field) {
    return store::text_matches(store::lower_ascii(field), needle, store::Match::contains);
  });
}

}  // namespace

Parsed<EventFilter> read_event_filter(const Parameters& parameters) {
  EventFilter filter;
  for (const std::string_view text : parameters.all("source")) {
    const auto source = source_of(text);
    if (!source) return invalid("source", "source must be FE or BE");
    filter.source.push_back(*source);
  }
  for (const std::string_view text : parameters.all("impact")) {
    const auto impact = impact_of(text);
    if (!impact)
      return invalid("impact", "impact must be NONE, BLOCKED, RETAKE, PENDING, REJECTED, APPROVED or COMPLETED");
    filter.impact.push_back(*impact);
  }
  const auto text = parameters.one("q");
  if (!text) return std::unexpected(text.error());
  if (*text && (*text)->size() > text_bytes_max) return invalid("q", "q must be at most 256 bytes");
  filter.text = store::lower_ascii(text->value_or(""));
  return filter;
}

bool matches(const journey::JourneyEvent& event, const EventFilter& filter) {
  const auto among = [](const auto& values, auto value) {
    return values.empty() || std::ranges::find(values, value) != values.end();
  };
  return among(filter.source, event.placed.event.source) && among(filter.impact, event.placed.classified.impact) &&
         (filter.text.empty() || has_text(event.placed.event, filter.text));
}

}  // namespace sj::query
