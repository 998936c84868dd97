// Segment's HTTP tracking API, as Segment's and RudderStack's libraries speak it.
#include "api/endpoints.hpp"
#include "api/outcome.hpp"
#include "api/take_events.hpp"
#include "wire/segment/unpack.hpp"

namespace sj::api {

void post_segment(Context& context, std::string_view type, http::Request request, http::Reply reply) {
  const auto unpack = [type](http::Request& from, wire::MessageSink& to) {
    return wire::segment::unpack(from.body, type, to);
  };
  const Sender sender = sender_of(*request.caller);
  const auto answer = [](const ingest::Batch& batch, const ingest::Outcome& outcome) {
    return native_answer_with("\"success\":true", batch, outcome);
  };
  take_messages(context, sender, wire::Protocol::segment, unpack, std::move(request), answer, std::move(reply));
}

}  // namespace sj::api
