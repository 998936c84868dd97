#pragma once
// All endpoints, each in the file of its name.
#include "api/endpoint.hpp"

namespace sj::api {

// taking events
[[nodiscard]] Endpoint post_events();
[[nodiscard]] std::vector<Endpoint> post_segment();
[[nodiscard]] Endpoint get_segment_settings();
[[nodiscard]] Endpoint post_otlp_logs();
[[nodiscard]] Endpoint post_cloudevents();
[[nodiscard]] Endpoint post_posthog();

// reading sessions
[[nodiscard]] Endpoint list_sessions();
[[nodiscard]] Endpoint get_session();
[[nodiscard]] Endpoint get_session_events();

// analytics
[[nodiscard]] Endpoint get_funnel();
[[nodiscard]] Endpoint get_outcomes();
[[nodiscard]] Endpoint get_reasons();
[[nodiscard]] Endpoint get_errors();
[[nodiscard]] Endpoint get_dropoffs();
[[nodiscard]] Endpoint get_checks();

// live and export
[[nodiscard]] Endpoint stream_sessions();
[[nodiscard]] Endpoint stream_session();
[[nodiscard]] Endpoint export_sessions();
[[nodiscard]] Endpoint export_events();

// operations
[[nodiscard]] Endpoint get_health();
[[nodiscard]] Endpoint get_readiness();
[[nodiscard]] Endpoint get_metrics();
[[nodiscard]] Endpoint get_openapi();

// the dashboard
[[nodiscard]] Endpoint post_sign_in();
[[nodiscard]] Endpoint post_sign_out();
[[nodiscard]] Endpoint get_viewer();
[[nodiscard]] Endpoint get_catalog();
[[nodiscard]] Endpoint get_dashboard_file();
[[nodiscard]] Endpoint get_dashboard_screen();
[[nodiscard]] Endpoint get_sdk();

/// Every one of the above.
[[nodiscard]] std::vector<Endpoint> all_endpoints();

}  // namespace sj::api
