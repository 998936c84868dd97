#include "http/connection/admit.hpp"

#include <algorithm>
#include <string>

#include "http/security/authentication.hpp"
#include "http/security/cors.hpp"

namespace sj::http {
namespace {

/// Bodies of methods that have no use for one: room for a client's `{}`.
constexpr std::size_t unused_body_bytes_max = 64 * 1024;

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET" || name == "HEAD") return Method::get;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::del;
  return std::nullopt;
}

Response refuse(const Problem& problem) {
  Response response = problem_response(problem);
  if (problem.code == ProblemCode::unauthorized) {
    response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"session-journey\""});
  } else if (problem.code == ProblemCode::unsupported_encoding) {
    response.headers.push_back({"Accept-Encoding", std::string(accepted_codings)});
  }
  return response;
}

Response refuse(ProblemCode code, const char* detail) {
  return refuse(Problem{code, detail, {}, 0, {}});
}

/// OPTIONS that is no preflight: what may be done with this path.
Response answer_options(std::string allow) {
  Response response = no_content();
  response.headers.push_back({"Allow", std::move(allow)});
  return response;
}

/// Finds the route, or the answer when there is none.
std::optional<Response> match_route(const Serving& serving, const Head& head, Admitted& admission) {
  if (head.path == "*") return answer_options("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  auto found = serving.router.find(method_of(head.method), head.path);
  if (auto* match = std::get_if<Router::Match>(&found)) {
    admission.route = match->route;
    admission.request.method = match->route->method;
    admission.request.path_params = std::move(match->path_params);
    return std::nullopt;
  }
  if (auto* wrong = std::get_if<Router::WrongMethod>(&found)) {
    if (head.method == "OPTIONS") return answer_options(std::move(wrong->allow));
    Response response = refuse(ProblemCode::method_not_allowed, "this path has other methods: see Allow");
    response.headers.push_back({"Allow", std::move(wrong->allow)});
    return response;
  }
  if (std::holds_alternative<Router::BadPath>(found)) return refuse(ProblemCode::bad_request, "the path is not text");
  return refuse(ProblemCode::not_found, "there is nothing at this path");
}

/// What the body will be, or the answer when it cannot be taken.
std::optional<Response> check_body(const Serving& serving, const Head& head, Admitted& admission) {
  const Route& route = *admission.route;
  const bool has_use = route.method != Method::get && route.method != Method::del;
  const std::size_t of_use = route.right ? serving.limits.body_bytes_max : serving.limits.keyless_body_bytes_max;
  const std::size_t usual = has_use ? of_use : unused_body_bytes_max;
  admission.body_bytes_max = std::min(route.body_max.value_or(usual), serving.limits.body_bytes_max);
  if (head.framing == Framing::none) return std::nullopt;
  if (head.framing == Framing::sized && head.content_length > admission.body_bytes_max) {
    return refuse(ProblemCode::too_large, "the body is too large");
  }
  const auto coding = coding_named(head.header("Content-Encoding").value_or(""));
  if (!coding) return refuse(ProblemCode::unsupported_encoding, "this Content-Encoding is not known here");
  admission.coding = *coding;
  return std::nullopt;
}

}  // namespace

Admitted admit(const Serving& serving, const Head& head, std::string_view request_id, std::string_view remote_address,
               access::LastKey& last_key) {
  Admitted admission;
  if (is_preflight(head)) {
    admission.answer = answer_preflight(serving.registry, head);
    return admission;
  }
  admission.answer = match_route(serving, head, admission);
  if (admission.answer) return admission;

  Request& request = admission.request;
  request.path = head.path;
  request.request_id = request_id;
  request.remote_address = remote_address;
  request.set_headers(head.headers);
  auto query = parse_query(head.query);
  if (!query) {
    admission.answer = refuse(ProblemCode::invalid_parameter, "the query is not text");
    return admission;
  }
  request.query = std::move(*query);
  if (admission.route->right && admission.route->key_in_body == nullptr) {
    auto caller = authorize(serving.registry, request, *admission.route->right, admission.route->basic_key, last_key);
    if (!caller) {
      admission.answer = refuse(caller.error());
      return admission;
    }
    request.caller = std::move(*caller);
  }
  admission.answer = check_body(serving, head, admission);
  return admission;
}

}  // namespace sj::http
