// What Segment's browser library asks for before it sends: where to send to, and that there is nothing else to load.
#include "api/endpoints.hpp"
#include "base/json_writer.hpp"

namespace sj::api {
namespace {

// As the browser reached us; behind a proxy that ends TLS, only the proxy knows the scheme.
std::string scheme_of(const http::Request& request) {
  return request.header("X-Forwarded-Proto") == "https" ? "https" : "http";
}

http::Response answer(Context& context, const http::Request& request) {
  const std::string_view key = request.param("key");
  const auto caller = context.registry.authenticate(key);
  if (!caller || caller->kind != access::KeyKind::publishable)
    return http::problem_response(http::ProblemCode::not_found, "there are settings for publishable keys only");
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("integrations").begin_object().key("Segment.io").begin_object();
  json.key("apiKey").text(key);
  json.key("apiHost").text(std::string(request.header("Host").value_or("")) + "/v1");
  json.key("protocol").text(scheme_of(request)).end_object().end_object();
  json.key("plan").raw(R"({"track":{"__default":{"enabled":true}},"identify":{"__default":{"enabled":true}}})");
  json.key("edgeFunction").raw("{}");
  json.key("metrics").raw(R"({"sampleRate":0})");  // else it reports on itself to its vendor
  json.key("remotePlugins").raw("[]");
  json.end_object();
  return http::json_response(std::move(out));
}

}  // namespace

Endpoint get_segment_settings() {
  return {.paths = {"/v1/projects/{key}/settings"},
          .route = {.right = std::nullopt},
          .answers = {200, 404},
          .run = answering(answer)};
}

}  // namespace sj::api
