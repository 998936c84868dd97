#include <array>

#include "api/context.hpp"
#include "api/endpoints.hpp"

namespace sj::api {
namespace {

using access::Right;
using http::Lane;
using http::Method;

using Endpoint = http::Response (*)(Context&, const http::Request&);

http::Route route_of(Context& context, std::string pattern, std::optional<Right> right, Lane lane, Endpoint endpoint,
                     Method method = Method::get) {
  return {.method = method,
          .pattern = std::move(pattern),
          .right = right,
          .lane = lane,
          .handler = [&context, endpoint](http::Request request, const http::Reply& reply) {
            reply(endpoint(context, request));
          }};
}

void add(http::Router& router, Context& context, std::string pattern, std::optional<Right> right, Lane lane,
         Endpoint endpoint, Method method = Method::get) {
  router.add(route_of(context, std::move(pattern), right, lane, endpoint, method));
}

/// Each open page of the dashboard has one, and all viewers of a project may have signed in with one key.
constexpr std::size_t live_streams_of_key_max = 256;
/// Each walks through all that its filter lets pass.
constexpr std::size_t exports_of_key_max = 8;

void add_streams(http::Router& router, Context& context, std::string pattern, std::size_t of_key_max,
                 Endpoint endpoint) {
  http::Route route = route_of(context, std::move(pattern), Right::read, Lane::pooled, endpoint);
  route.streams_of_key_max = of_key_max;
  router.add(std::move(route));
}

// Every address that the dashboard's own router knows (web/dashboard/src/app/router.tsx); others are 404.
constexpr std::array screens{"/",          "/sign-in",           "/sessions",  "/sessions/{rest...}",
                             "/compare",   "/compare/{rest...}", "/analytics", "/live",
                             "/reference", "/first-run"};
constexpr std::array files{"/assets/{file...}", "/favicon.svg"};

void add_dashboard(http::Router& router, Context& context) {
  add(router, context, "/v1/sign-in", std::nullopt, Lane::immediate, post_sign_in, Method::post);
  add(router, context, "/v1/sign-out", std::nullopt, Lane::immediate, post_sign_out, Method::post);
  add(router, context, "/v1/viewer", std::nullopt, Lane::immediate, get_viewer);
  add(router, context, "/v1/catalog", Right::read, Lane::immediate, get_catalog);
  for (const char* screen : screens) add(router, context, screen, std::nullopt, Lane::immediate, get_dashboard_screen);
  for (const char* file : files) add(router, context, file, std::nullopt, Lane::immediate, get_dashboard_file);
}

}  // namespace

http::Router make_router(Context& context) {
  http::Router router;
  add_ways_in(router, context);
  http::Route list = route_of(context, "/v1/sessions", Right::read, Lane::pooled, list_sessions);
  list.is_quick = is_quick_list;
  router.add(std::move(list));
  http::Route session = route_of(context, "/v1/sessions/{session_id}", Right::read, Lane::pooled, get_session);
  session.is_quick = [&context](const http::Request& request) { return is_quick_session(context, request); };
  router.add(std::move(session));
  add(router, context, "/v1/sessions/{session_id}/events", Right::read, Lane::pooled, get_session_events);
  add_streams(router, context, "/v1/sessions/{session_id}/stream", live_streams_of_key_max, stream_session);
  add_streams(router, context, "/v1/stream", live_streams_of_key_max, stream_sessions);
  add(router, context, "/v1/analytics/funnel", Right::read, Lane::pooled, get_funnel);
  add(router, context, "/v1/analytics/outcomes", Right::read, Lane::pooled, get_outcomes);
  add(router, context, "/v1/analytics/reasons", Right::read, Lane::pooled, get_reasons);
  add(router, context, "/v1/analytics/errors", Right::read, Lane::pooled, get_errors);
  add(router, context, "/v1/analytics/dropoffs", Right::read, Lane::pooled, get_dropoffs);
  add(router, context, "/v1/analytics/checks", Right::read, Lane::pooled, get_checks);
  add_streams(router, context, "/v1/export/sessions", exports_of_key_max, export_sessions);
  add_streams(router, context, "/v1/export/events", exports_of_key_max, export_events);
  add(router, context, "/healthz", std::nullopt, Lane::immediate, get_health);
  add(router, context, "/readyz", std::nullopt, Lane::immediate, get_readiness);
  add(router, context, "/metrics", std::nullopt, Lane::pooled, get_metrics);
  add(router, context, "/openapi.json", std::nullopt, Lane::immediate, get_openapi);
  add_dashboard(router, context);
  return router;
}

}  // namespace sj::api
