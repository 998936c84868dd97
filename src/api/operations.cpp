// GET /healthz, /readyz, /metrics, /openapi.json
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "api/openapi.hpp"
#include "base/json_writer.hpp"

namespace sj::api {
http::Response get_health(Context& context, const http::Request&) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("status").text("ok");
  json.key("version").text(context.version);
  json.key("rules_version").text(journey::rules_version);
  json.end_object();
  return http::json_response(std::move(out));
}

http::Response get_readiness(Context& context, const http::Request&) {
  if (context.ingest.hindrance())
    return http::problem_response(http::ProblemCode::unavailable, "events cannot be made durable at the moment");
  return http::json_response(R"({"status":"ready"})");
}

http::Response get_metrics(Context& context, const http::Request&) {
  http::Response response = http::text_response(context.metrics.render(context.ingest, context.store));
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

http::Response get_openapi(Context&, const http::Request&) {
  http::Response response = http::json_response({});
  response.shared_body = openapi_json();
  return response;
}

}  // namespace sj::api
