#pragma once
// One function an endpoint, each in the file of its name; routes.cpp puts them into the table.
#include "api/context.hpp"
#include "http/message/request.hpp"
#include "http/routing/reply.hpp"

namespace sj::api {

// taking events
void add_ways_in(http::Router& router, Context& context);
void post_events(Context& context, http::Request request, http::Reply reply);
void post_segment(Context& context, std::string_view type, http::Request request, http::Reply reply);
void post_otlp_logs(Context& context, http::Request request, http::Reply reply);
http::RenderedProblem otlp_problem(const http::Problem& problem, std::string_view request_content_type);
void post_cloudevents(Context& context, http::Request request, http::Reply reply);
void post_posthog(Context& context, http::Request request, http::Reply reply);
std::unique_ptr<http::KeyFinder> posthog_key_finder();
http::Response get_segment_settings(Context& context, const http::Request& request);

// reading sessions
http::Response list_sessions(Context& context, const http::Request& request);
/// Whether this list is quick enough for the I/O thread.
bool is_quick_list(const http::Request& request);
bool is_quick_session(Context& context, const http::Request& request);
http::Response get_session(Context& context, const http::Request& request);
http::Response get_session_events(Context& context, const http::Request& request);

// analytics
http::Response get_funnel(Context& context, const http::Request& request);
http::Response get_outcomes(Context& context, const http::Request& request);
http::Response get_reasons(Context& context, const http::Request& request);
http::Response get_errors(Context& context, const http::Request& request);
http::Response get_dropoffs(Context& context, const http::Request& request);
http::Response get_checks(Context& context, const http::Request& request);

// live and export
http::Response stream_sessions(Context& context, const http::Request& request);
http::Response stream_session(Context& context, const http::Request& request);
http::Response export_sessions(Context& context, const http::Request& request);
http::Response export_events(Context& context, const http::Request& request);

// operations
http::Response get_health(Context& context, const http::Request& request);
http::Response get_readiness(Context& context, const http::Request& request);
http::Response get_metrics(Context& context, const http::Request& request);
http::Response get_openapi(Context& context, const http::Request& request);

// the dashboard
http::Response post_sign_in(Context& context, const http::Request& request);
http::Response post_sign_out(Context& context, const http::Request& request);
http::Response get_viewer(Context& context, const http::Request& request);
http::Response get_catalog(Context& context, const http::Request& request);
http::Response get_dashboard_file(Context& context, const http::Request& request);
http::Response get_dashboard_screen(Context& context, const http::Request& request);

}  // namespace sj::api
