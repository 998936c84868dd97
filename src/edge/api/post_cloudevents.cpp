// CloudEvents 1.0 over HTTP.
#include "api/endpoints.hpp"
#include "api/ingest_result.hpp"
#include "api/take_events.hpp"
#include "api/way_in.hpp"
#include "wire/cloudevents/unpack.hpp"

namespace sj::api {
namespace {

void take(Context& context, http::Request request, http::Reply reply) {
  if (!wire::cloudevents::is_cloudevent(request.content_type(), request.headers()))
    return reply(http::problem_response(http::ProblemCode::unsupported_media_type,
                                        "send application/cloudevents+json, application/cloudevents-batch+json, or the "
                                        "headers ce-specversion, ce-id, ce-type and ce-source",
                                        "Content-Type"));
  const auto unpack = [](http::Request& from, wire::MessageSink& to) {
    return wire::cloudevents::unpack(from.body, from.content_type(), from.headers(), to);
  };
  const Sender sender = sender_of(*request.caller);
  take_messages(context, sender, wire::Protocol::cloudevents, unpack, std::move(request), native_answer,
                std::move(reply));
}

}  // namespace

Endpoint post_cloudevents() {
  return {.paths = {"/v1/cloudevents"}, .route = translated_route(), .answers = takes_events, .run = take};
}

}  // namespace sj::api
