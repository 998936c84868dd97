// GET /healthz, /readyz, /metrics, /openapi.json and the front page
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "api/openapi.hpp"
#include "base/json_writer.hpp"

namespace sj::api {
namespace {

// Until the dashboard is there, the page says how to send and read the first journey.
constexpr std::string_view front_page = R"(<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Session Journey</title></head>
<body>
<h1>Session Journey</h1>
<p>The server is running. Send a first event and read its journey (the keys are those that <code>init</code> printed):</p>
<pre>curl -X POST http://HOST/v1/events -H "Authorization: Bearer $SERVER_KEY" -H "Content-Type: application/json" \
  -d '{"session_id":"first","name":"SESSION_CREATED","time":"2026-06-21T09:00:00Z"}'

curl http://HOST/v1/sessions/first -H "Authorization: Bearer $READ_KEY"</pre>
<p>The API is described at <a href="/openapi.json">/openapi.json</a>.</p>
</body>
</html>
)";

}  // namespace

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
  if (!context.ingest.is_ready())
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

http::Response get_front_page(Context&, const http::Request&) {
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = front_page;
  return response;
}

}  // namespace sj::api
