// GET /healthz, /readyz, /metrics, /openapi.json
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "api/openapi.hpp"
#include "base/json_writer.hpp"

namespace sj::api {
namespace {

http::Response answer_health(Context& context, const http::Request&) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("status").text("ok");
  json.key("version").text(context.version);
  json.key("rules_version").text(journey::rules_version);
  json.end_object();
  return http::json_response(std::move(out));
}

http::Response answer_readiness(Context& context, const http::Request&) {
  if (const auto hindrance = why_not_ready(context))
    return http::problem_response(http::ProblemCode::unavailable, *hindrance);
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("status").text("ready");
  if (const std::string warning = context.clock_watch.finding(); !warning.empty()) json.key("warning").text(warning);
  if (const auto rows = context.ingest.row_renewal().progress()) {
    json.key("making_rows").begin_object();
    json.key("done").number(static_cast<std::int64_t>(rows->done));
    json.key("total").number(static_cast<std::int64_t>(rows->total)).end_object();
  }
  json.end_object();
  return http::json_response(std::move(out));
}

http::Response answer_metrics(Context& context, const http::Request&) {
  http::Response response = http::text_response(context.metrics.render(context));
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

http::Response answer_openapi(Context&, const http::Request&) {
  http::Response response = http::json_response({});
  response.shared_body = openapi_json();
  return response;
}

Endpoint public_endpoint(std::string path, http::Lane lane, std::vector<int> answers,
                         http::Response (*answer)(Context&, const http::Request&)) {
  return {.paths = {std::move(path)},
          .route = {.right = std::nullopt, .lane = lane},
          .answers = std::move(answers),
          .run = answering(answer)};
}

}  // namespace

Endpoint get_health() {
  return public_endpoint("/healthz", http::Lane::immediate, {200}, answer_health);
}

Endpoint get_readiness() {
  return public_endpoint("/readyz", http::Lane::immediate, {200, 503}, answer_readiness);
}

Endpoint get_metrics() {
  return public_endpoint("/metrics", http::Lane::pooled, {200}, answer_metrics);
}

Endpoint get_openapi() {
  return public_endpoint("/openapi.json", http::Lane::immediate, {200}, answer_openapi);
}

}  // namespace sj::api
