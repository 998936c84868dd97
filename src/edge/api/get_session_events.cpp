// GET /v1/sessions/{session_id}/events
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/cursor.hpp"
#include "query/event_filter.hpp"

namespace sj::api {
namespace {

using query::Parsed;

struct Input {
  query::EventFilter filter;
  std::uint32_t limit = 0;
  std::optional<TimeMs> as_of;
  TimeMs told_as_of = 0;
  std::optional<query::EventCursor> after;
  std::uint64_t question = 0;
};

Parsed<void> read_cursor(query::Parameters& parameters, Input& input) {
  const auto text = parameters.one("cursor");
  if (!text) return std::unexpected(text.error());
  if (!*text) return {};
  input.after = query::decode_event_cursor(**text);
  if (!input.after || input.after->question != input.question)
    return std::unexpected(query::ParameterError{query::ParameterError::Kind::cursor, "cursor",
                                                 "the cursor belongs to another question; start again without it"});
  input.told_as_of = input.after->as_of;
  return {};
}

Parsed<Input> read_input(query::Parameters parameters, const std::string& question_of, TimeMs now) {
  Input input;
  input.question = parameters.question_hash(question_of);
  auto filter = query::read_event_filter(parameters);
  if (!filter) return std::unexpected(filter.error());
  input.filter = *std::move(filter);
  const auto limit = query::read_limit(parameters);
  if (!limit) return std::unexpected(limit.error());
  input.limit = *limit;
  const auto as_of = parameters.time("as_of");
  if (!as_of) return std::unexpected(as_of.error());
  input.as_of = *as_of;
  input.told_as_of = as_of->value_or(now);
  if (auto cursor = read_cursor(parameters, input); !cursor) return std::unexpected(cursor.error());
  if (auto finished = parameters.finish(); !finished) return std::unexpected(finished.error());
  return input;
}

bool is_after(const journey::JourneyEvent& event, const query::EventCursor& cursor) {
  Event last;
  last.time = cursor.time;
  last.source = cursor.source;
  last.seq = cursor.seq;
  last.event_id = cursor.event_id;
  return comes_before(last, event.placed.event);
}

query::EventCursor cursor_at(const Event& event, const Input& input) {
  return {input.question, input.told_as_of, event.time, event.source, event.seq, std::string(event.event_id)};
}

}  // namespace

http::Response get_session_events(Context& context, const http::Request& request) {
  const std::string& project = project_of(request);
  const std::string session_id(request.param("session_id"));
  const auto input = read_input(parameters_of(request), project + "/" + session_id, context.clock.now());
  if (!input) return problem_of(input.error());
  const auto read = context.reader.journey(project, session_id, input->told_as_of, input->as_of);
  if (!read) return problem_of(read.error());
  if (!*read) return no_such_session();

  const std::vector<journey::JourneyEvent>& events = (*read)->journey.events;
  auto at = events.begin();
  if (input->after)
    at = std::ranges::partition_point(events, [&](const auto& event) { return !is_after(event, *input->after); });

  std::string out;
  JsonWriter json(out);
  json.begin_object().key("data").begin_array();
  const journey::JourneyEvent* last = nullptr;
  bool more = false;
  for (std::uint32_t count = 0; at != events.end(); ++at) {
    if (!query::matches(*at, input->filter)) continue;
    if ((more = count == input->limit)) break;
    query::write_event(json, *at, *(*read)->log);
    last = &*at;
    ++count;
  }
  json.end_array().key("next_cursor");
  if (more)
    json.text(query::encode_cursor(cursor_at(last->placed.event, *input)));
  else
    json.null();
  json.key("as_of").time(input->told_as_of).end_object();
  return http::json_response(std::move(out));
}

}  // namespace sj::api
