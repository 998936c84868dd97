// PostHog's capture endpoints. The key is in the body, so it is looked at here and not by the route.
#include "api/endpoints.hpp"
#include "api/outcome.hpp"
#include "api/take_events.hpp"
#include "http/authentication.hpp"
#include "wire/posthog/unpack.hpp"

namespace sj::api {

void post_posthog(Context& context, http::Request request, http::Reply reply) {
  const auto key = wire::posthog::key_of(request.body);
  // A body that nobody can read is told so whoever sent it: it has no key to look at.
  if (!key) return reply(problem_of(context, key.error()));
  if (key->empty())
    return reply(http::problem_response(http::ProblemCode::unauthorized, "a key is needed: the member api_key"));
  const auto caller = http::authorize_key(context.registry, *key, access::Right::write_fe, request.header("Origin"));
  if (!caller) return reply(http::problem_response(caller.error()));
  const auto unpack = [](http::Request& from, wire::MessageSink& to) { return wire::posthog::unpack(from.body, to); };
  const auto answer = [](const ingest::Batch& batch, const ingest::Outcome& outcome) {
    return native_answer_with("\"status\":1", batch, outcome);
  };
  take_messages(context, sender_of(*caller), wire::Protocol::posthog, unpack, std::move(request), answer,
                std::move(reply));
}

}  // namespace sj::api
