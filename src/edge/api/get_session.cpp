// GET /v1/sessions/{session_id}
#include "api/answer.hpp"
#include "api/endpoints.hpp"

namespace sj::api {

// The same work for each event, and a session may have half a million.
bool is_quick_session(Context& context, const http::Request& request) {
  return !context.store.is_large(project_of(request), request.param("session_id"));
}

http::Response get_session(Context& context, const http::Request& request) {
  query::Parameters parameters = parameters_of(request);
  const auto as_of = parameters.time("as_of");
  if (!as_of) return problem_of(as_of.error());
  if (auto finished = parameters.finish(); !finished) return problem_of(finished.error());

  const auto read =
      context.reader.journey(project_of(request), request.param("session_id"), context.clock.now(), *as_of);
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

}  // namespace sj::api
