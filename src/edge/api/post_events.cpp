// POST /v1/events
#include <algorithm>

#include "api/endpoints.hpp"
#include "api/ingest_result.hpp"
#include "api/take_events.hpp"
#include "api/way_in.hpp"

namespace sj::api {
namespace {

using http::ProblemCode;
using wire::native::Form;

std::optional<Form> form_of(std::string_view content_type) {
  const auto is = [&](std::string_view type) {
    return std::ranges::equal(content_type, type,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  };
  if (is("application/x-ndjson")) return Form::ndjson;
  const bool json =
      content_type.empty() || is("application/json") || is("text/plain") || is("application/x-www-form-urlencoded");
  return json ? std::optional(Form::json) : std::nullopt;
}

void take(Context& context, http::Request request, http::Reply reply) {
  const auto form = form_of(request.content_type());
  if (!form)
    return reply(http::problem_response(ProblemCode::unsupported_media_type,
                                        "send application/json, application/x-ndjson or text/plain", "Content-Type"));
  const Sender sender = sender_of(*request.caller);
  take_events(context, sender, *form, std::move(request), native_answer, std::move(reply));
}

}  // namespace

Endpoint post_events() {
  return {.paths = {"/v1/events"},
          .route = {.method = http::Method::post, .right = access::Right::write_fe, .traffic = http::Traffic::events},
          .parameters = std::vector<std::string_view>{},
          .answers = takes_events,
          .run = take};
}

}  // namespace sj::api
