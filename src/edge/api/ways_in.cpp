// The routes that take events: ours, and those of clients that exist.
#include "api/endpoints.hpp"

namespace sj::api {
namespace {

using access::Right;
using http::Lane;
using http::Method;
using http::Traffic;

using Endpoint = void (*)(Context&, http::Request, http::Reply);

/// Translating takes some 10 µs a message, and an I/O thread should not be held for more than a millisecond or two.
/// (Native events take one, and have the default.)
constexpr std::size_t translated_at_once_max = 64 * 1024;

http::Route route_of(Context& context, const char* pattern, Endpoint endpoint) {
  return {
      .method = Method::post,
      .pattern = pattern,
      .right = Right::write_fe,
      .lane = Lane::immediate,
      .handler = [&context, endpoint](http::Request request,
                                      http::Reply reply) { endpoint(context, std::move(request), std::move(reply)); },
      .traffic = Traffic::events};
}

http::Route translated_route_of(Context& context, const char* pattern, Endpoint endpoint) {
  http::Route route = route_of(context, pattern, endpoint);
  route.immediate_body_max = translated_at_once_max;
  return route;
}

/// Segment's paths, long and as its browser library has them, and the type of a single message there.
struct SegmentPath {
  const char *pattern, *type;
};
constexpr SegmentPath segment_paths[] = {
    {"/v1/batch", ""},
    {"/v1/b", ""},
    {"/v1/track", "track"},
    {"/v1/t", "track"},
    {"/v1/identify", "identify"},
    {"/v1/i", "identify"},
    {"/v1/page", "page"},
    {"/v1/p", "page"},
    {"/v1/screen", "screen"},
    {"/v1/s", "screen"},
    {"/v1/group", "group"},
    {"/v1/g", "group"},
    {"/v1/alias", "alias"},
    {"/v1/a", "alias"},
};

void add_segment(http::Router& router, Context& context) {
  for (const SegmentPath& path : segment_paths)
    for (const char* end : {"", "/"})
      router.add({.method = Method::post,
                  .pattern = std::string(path.pattern) + end,
                  .right = Right::write_fe,
                  .lane = Lane::immediate,
                  .handler =
                      [&context, type = path.type](http::Request request, http::Reply reply) {
                        post_segment(context, type, std::move(request), std::move(reply));
                      },
                  .traffic = Traffic::events,
                  .basic_key = true,
                  .immediate_body_max = translated_at_once_max});
  router.add({.pattern = "/v1/projects/{key}/settings",
              .right = std::nullopt,
              .handler = [&context](http::Request request, const http::Reply& reply) {
                reply(get_segment_settings(context, request));
              }});
}

constexpr const char* posthog_paths[] = {"/batch", "/batch/", "/capture", "/capture/",
                                         "/e",     "/e/",     "/i/v0/e",  "/i/v0/e/"};

}  // namespace

void add_ways_in(http::Router& router, Context& context) {
  router.add(route_of(context, "/v1/events", post_events));
  add_segment(router, context);
  http::Route otlp = translated_route_of(context, "/v1/logs", post_otlp_logs);
  otlp.problem_form = otlp_problem;
  router.add(std::move(otlp));
  router.add(translated_route_of(context, "/v1/cloudevents", post_cloudevents));
  for (const char* pattern : posthog_paths) {
    http::Route posthog = translated_route_of(context, pattern, post_posthog);
    posthog.key_in_body = posthog_key_finder;
    router.add(std::move(posthog));
  }
}

}  // namespace sj::api
