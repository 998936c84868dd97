// From endpoints to the server's routes.
#include "api/answer.hpp"
#include "api/answer_elsewhere.hpp"
#include "api/endpoints.hpp"

namespace sj::api {
namespace {

// What the query may not hold is refused before the endpoint sees the request.
http::Handler handler_of(Context& context, const Endpoint& endpoint) {
  return [&context, run = endpoint.run, names = endpoint.parameters](http::Request request, http::Reply reply) {
    if (names)
      if (const auto known = parameters_of(request).only(*names); !known) return reply(problem_of(known.error()));
    run(context, std::move(request), std::move(reply));
  };
}

void add(http::Router& router, Context& context, const Endpoint& endpoint) {
  for (const std::string& path : endpoint.paths) {
    http::Route route = endpoint.route;
    route.pattern = path;
    route.handler = handler_of(context, endpoint);
    if (endpoint.is_quick)
      route.is_quick = [&context, is_quick = endpoint.is_quick](const http::Request& request) {
        return is_quick(context, request);
      };
    router.add(std::move(route));
  }
}

}  // namespace

std::vector<Endpoint> all_endpoints() {
  std::vector<Endpoint> all{
      // taking events
      post_events(),
      get_segment_settings(),
      post_otlp_logs(),
      post_cloudevents(),
      post_posthog(),
      // reading sessions
      list_sessions(),
      get_session(),
      get_session_events(),
      // analytics
      get_funnel(),
      get_outcomes(),
      get_reasons(),
      get_errors(),
      get_dropoffs(),
      get_checks(),
      // live and export
      stream_sessions(),
      stream_session(),
      export_sessions(),
      export_events(),
      // operations
      get_health(),
      get_readiness(),
      get_metrics(),
      get_openapi(),
      // the dashboard
      post_sign_in(),
      post_sign_out(),
      get_viewer(),
      get_catalog(),
      get_dashboard_file(),
      get_dashboard_screen(),
      get_sdk(),
  };
  for (Endpoint& endpoint : post_segment()) all.push_back(std::move(endpoint));
  return all;
}

http::Router make_router(Context& context) {
  http::Router router;
  for (const Endpoint& endpoint : all_endpoints()) add(router, context, endpoint);
  router.set_elsewhere([&context](const http::Request& request, const http::Reply& reply) {
    reply(answer_elsewhere(context, request));
  });
  return router;
}

}  // namespace sj::api
