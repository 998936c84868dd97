#include "http/security/cors.hpp"

namespace sj::http {
namespace {

constexpr std::size_t origin_bytes_max = 300;  // a DNS name has at most 253

}  // namespace

std::optional<std::string_view> origin_of(const Head& head) {
  const auto origin = head.header("Origin");
  return origin && origin->size() <= origin_bytes_max ? origin : std::nullopt;
}

bool origin_may_ask(const access::Registry& registry, std::string_view origin) {
  return registry.origin_registered(origin) || !registry.any_origin_registered();
}

bool is_preflight(const Head& head) {
  return head.method == "OPTIONS" && head.header("Access-Control-Request-Method") && origin_of(head);
}

Response answer_preflight(const access::Registry& registry, const Head& head) {
  const std::string_view origin = *origin_of(head);
  if (!origin_may_ask(registry, origin)) {
    return problem_response(ProblemCode::origin_not_allowed, "no project has this origin");
  }
  Response response = no_content();
  response.headers.push_back({"Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE"});
  // Whatever it wants to send: what counts is the key, and observability libraries add headers of their own.
  if (const auto wanted = head.header("Access-Control-Request-Headers")) {
    response.headers.push_back({"Access-Control-Allow-Headers", std::string(*wanted)});
  }
  response.headers.push_back({"Access-Control-Max-Age", "7200"});  // the longest that Chromium keeps
  return response;
}

void append_cors_headers(std::string& head, std::string_view origin) {
  head += "Access-Control-Allow-Origin: ";
  head += origin;
  head += "\r\nAccess-Control-Expose-Headers: Retry-After, X-Request-Id\r\n";
}

}  // namespace sj::http
