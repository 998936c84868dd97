// Segment's HTTP tracking API, as Segment's and RudderStack's libraries speak it.
#include "api/endpoints.hpp"
#include "api/ingest_result.hpp"
#include "api/take_events.hpp"
#include "api/way_in.hpp"
#include "wire/segment/unpack.hpp"

namespace sj::api {
namespace {

void take(Context& context, std::string_view type, http::Request request, http::Reply reply) {
  const auto unpack = [type](http::Request& from, wire::MessageSink& to) {
    return wire::segment::unpack(from.body, type, to);
  };
  const Sender sender = sender_of(*request.caller);
  const auto answer = [](const ingest::Batch& batch, const ingest::IngestResult& result) {
    return native_answer_with("\"success\":true", batch, result);
  };
  take_messages(context, sender, wire::Protocol::segment, unpack, std::move(request), answer, std::move(reply));
}

/// A path, long and as Segment's browser library has it, and the type of a single message there; empty: a batch.
struct SegmentPath {
  std::string_view name, letter, type;
};
constexpr SegmentPath segment_paths[] = {
    {"batch", "b", ""},        {"track", "t", "track"}, {"identify", "i", "identify"}, {"page", "p", "page"},
    {"screen", "s", "screen"}, {"group", "g", "group"}, {"alias", "a", "alias"},
};

Endpoint endpoint_of(const SegmentPath& path) {
  http::Route route = translated_route();
  route.basic_key = true;
  const std::string name = "/v1/" + std::string(path.name), letter = "/v1/" + std::string(path.letter);
  return {.paths = {name, name + "/", letter, letter + "/"},
          .route = std::move(route),
          .answers = takes_events,
          .run = [type = path.type](Context& context, http::Request request, http::Reply reply) {
            take(context, type, std::move(request), std::move(reply));
          }};
}

}  // namespace

std::vector<Endpoint> post_segment() {
  std::vector<Endpoint> all;
  for (const SegmentPath& path : segment_paths) all.push_back(endpoint_of(path));
  return all;
}

}  // namespace sj::api
