// GET /v1/sessions/{session_id}
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "query/answers.hpp"
#include "query/inputs.hpp"

namespace sj::api {
namespace {

struct Input {
  std::optional<TimeMs> as_of;
};

const query::Inputs<Input>& inputs() {
  static const query::Inputs<Input> rows{query::time_row("as_of", &Input::as_of)};
  return rows;
}

// The same work for each event, and a session may have half a million.
bool is_quick(Context& context, const http::Request& request) {
  return !context.store.is_large(project_of(request), request.param("session_id"));
}

http::Response answer(Context& context, const http::Request& request) {
  const auto input = inputs().read(parameters_of(request), {});
  if (!input) return problem_of(input.error());

  const auto read =
      context.reader.journey(project_of(request), request.param("session_id"), context.clock.now(), input->as_of);
  if (!read) return problem_of(read.error());
  if (!*read) return no_such_session();
  const auto linked = context.reader.linked(**read);
  if (!linked) return problem_of(linked.error());

  constexpr std::size_t usual_bytes = 6 * 1024;
  std::string out;
  out.reserve(usual_bytes);
  JsonWriter json(out);
  query::write_journey(json, (*read)->journey, *(*read)->log, (*read)->scope, *linked);
  return http::json_response(std::move(out));
}

}  // namespace

Endpoint get_session() {
  return {.paths = {"/v1/sessions/{session_id}"},
          .route = {.right = access::Right::read, .lane = http::Lane::pooled},
          .parameters = inputs().names(),
          .answers = {200, 404, 409, 503},
          .run = answering(answer),
          .is_quick = is_quick};
}

}  // namespace sj::api
