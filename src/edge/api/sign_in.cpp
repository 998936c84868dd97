// POST /v1/sign-in, POST /v1/sign-out, GET /v1/viewer: how the dashboard's pages get their cookie.
//
// A key is taken in exchange for a token that only this server's own pages can use, and only for reading; see
// http/security/authentication.hpp for where it counts.
#include <fmt/format.h>
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/json_writer.hpp"
#include "http/message/header.hpp"
#include "http/security/authentication.hpp"
#include "http/security/same_origin.hpp"

namespace sj::api {
namespace {

using http::ProblemCode;

/// A wrong key here counts as several: a person types it, and no program has a reason to try many.
constexpr unsigned failures_of_wrong_sign_in = 5;

std::string cookie(std::string_view token, std::chrono::seconds lasts) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict", http::sign_in_cookie, token,
                     lasts.count());
}

/// The key in `{"key":"…"}`; nullopt for anything else.
std::optional<std::string> key_in(std::string_view body) {
  boost::system::error_code failed;
  const boost::json::value value = boost::json::parse(body, failed);
  if (failed || !value.is_object()) return std::nullopt;
  const auto* key = value.as_object().if_contains("key");
  if (key == nullptr || !key->is_string()) return std::nullopt;
  return std::string(key->as_string());
}

void write_viewer(std::string& out, const access::Registry& registry, const access::SignIn& sign_in) {
  const auto project = registry.project(sign_in.caller.project_id);
  JsonWriter json(out);
  json.begin_object();
  json.key("project").begin_object();
  json.key("id").text(sign_in.caller.project_id);
  json.key("name").text(project ? project->name : std::string());
  json.end_object();
  json.key("kind").text(name_of(sign_in.caller.kind));
  json.key("expires_at").time(sign_in.expires_at);
  json.end_object();
}

/// The answer to a page that has no business here: another site's could sign a viewer in under a key of its own, or
/// sign him out. A form cannot send JSON, so what is not JSON is taken from programs only.
std::optional<http::Response> refuse_foreign_page(const http::Request& request) {
  if (!http::is_same_origin(request))
    return http::problem_response(ProblemCode::origin_not_allowed, "only this server's own pages sign in and out");
  const std::string_view type = request.content_type();
  const bool is_json = http::equal_without_case(type, "application/json");
  if (is_json || (type.empty() && !http::is_from_browser(request))) return std::nullopt;
  return http::problem_response(ProblemCode::unsupported_media_type, "send it as application/json", "Content-Type");
}

http::Response answer_sign_in(Context& context, const http::Request& request) {
  if (auto refused = refuse_foreign_page(request)) return *std::move(refused);
  const auto key = key_in(request.body);
  if (!key) return http::problem_response(ProblemCode::invalid_field, "the body is {\"key\":\"sj_read_…\"}", "key");
  auto caller = http::authorize_key(context.registry, *key, access::Right::read, request.header("Origin"));
  if (!caller) {
    if (caller.error().key_failures > 0) caller.error().key_failures = failures_of_wrong_sign_in;
    return http::problem_response(std::move(caller.error()));
  }
  const auto begun = context.registry.begin_sign_in(*caller);
  http::Response response = http::json_response({});
  write_viewer(response.body, context.registry, begun.sign_in);
  response.headers.push_back({"Set-Cookie", cookie(begun.token, access::sign_in_lasts)});
  return response;
}

http::Response answer_sign_out(Context& context, const http::Request& request) {
  if (auto refused = refuse_foreign_page(request)) return *std::move(refused);
  if (const auto token = http::sign_in_token(request)) context.registry.end_sign_in(*token);
  http::Response response = http::no_content();
  response.headers.push_back({"Set-Cookie", cookie("", std::chrono::seconds(0))});
  return response;
}

http::Response answer_viewer(Context& context, const http::Request& request) {
  const auto token = http::sign_in_token(request);
  const auto signed_in = token ? context.registry.signed_in(*token) : std::nullopt;
  if (!signed_in) return http::problem_response(ProblemCode::unauthorized, "not signed in");
  http::Response response = http::json_response({});
  write_viewer(response.body, context.registry, *signed_in);
  return response;
}

}  // namespace

Endpoint post_sign_in() {
  return {.paths = {"/v1/sign-in"},
          .route = {.method = http::Method::post, .right = std::nullopt},
          .answers = {200, 400, 401, 403, 413, 415, 429, 503},
          .run = answering(answer_sign_in)};
}

Endpoint post_sign_out() {
  return {.paths = {"/v1/sign-out"},
          .route = {.method = http::Method::post, .right = std::nullopt},
          .answers = {204, 403, 413, 415, 503},
          .run = answering(answer_sign_out)};
}

Endpoint get_viewer() {
  return {.paths = {"/v1/viewer"},
          .route = {.right = std::nullopt},
          .answers = {200, 401},
          .run = answering(answer_viewer)};
}

}  // namespace sj::api
