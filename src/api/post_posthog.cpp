// PostHog's capture endpoints. The key is in the body, so it is looked at here and not by the route.
#include "api/endpoints.hpp"
#include "api/outcome.hpp"
#include "api/take_events.hpp"
#include "http/authentication.hpp"
#include "wire/posthog/unpack.hpp"

namespace sj::api {

void post_posthog(Context& context, http::Request request, http::Reply reply) {
  const auto messages = wire::posthog::unpack(request.body);
  // A body that nobody can read is told so whoever sent it: it has no key to look at.
  if (messages && messages->key.empty())
    return reply(http::problem_response(http::ProblemCode::unauthorized, "a key is needed: the member api_key"));
  Sender sender;
  if (messages) {
    auto caller =
        http::authorize_key(context.registry, messages->key, access::Right::write_fe, request.header("Origin"));
    if (!caller) return reply(http::problem_response(std::move(caller).error()));
    sender = sender_of(*caller);
  }
  const auto answer = [](const ingest::Batch& batch, const ingest::Outcome& outcome) {
    return native_answer_with("\"status\":1", batch, outcome);
  };
  take_messages(context, sender, wire::Protocol::posthog, messages, std::move(request), answer, std::move(reply));
}

}  // namespace sj::api
