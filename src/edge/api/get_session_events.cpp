// GET /v1/sessions/{session_id}/events
#include <algorithm>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/answers.hpp"
#include "query/cursor.hpp"
#include "query/event_filter.hpp"
#include "query/inputs.hpp"

namespace sj::api {
namespace {

struct Input {
  query::EventFilter filter;
  std::uint32_t limit = 0;
  std::optional<TimeMs> as_of;
  std::uint64_t question = 0;
  std::optional<query::EventCursor> after;
  TimeMs told_as_of = 0;
};

const query::Inputs<Input>& inputs() {
  static const query::Inputs<Input> rows{
      query::row<Input, query::EventFilter>({"source", "impact", "q"}, &Input::filter, query::read_event_filter),
      query::limit_row(&Input::limit), query::time_row("as_of", &Input::as_of),
      query::cursor_row(&Input::after, &Input::question, query::decode_event_cursor)};
  return rows;
}

query::Parsed<Input> read_input(const query::Parameters& parameters, const std::string& question_of, TimeMs now) {
  auto input = inputs().read(parameters, {.question = parameters.question_hash(question_of)});
  if (input) input->told_as_of = input->after ? input->after->as_of : input->as_of.value_or(now);
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

http::Response answer(Context& context, const http::Request& request) {
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

}  // namespace

Endpoint get_session_events() {
  return {.paths = {"/v1/sessions/{session_id}/events"},
          .route = {.right = access::Right::read, .lane = http::Lane::pooled},
          .parameters = inputs().names(),
          .answers = {200, 404, 409, 503},
          .run = answering(answer)};
}

}  // namespace sj::api
