#include "http/security/authentication.hpp"

#include <algorithm>
#include <string>

#include "access/key.hpp"
#include "http/message/header.hpp"
#include "http/security/basic_user.hpp"

namespace sj::http {
namespace {

using access::Caller;
using access::KeyKind;

std::unexpected<Problem> refuse(ProblemCode code, const char* detail) {
  return std::unexpected(Problem{code, detail, {}, 0, {}});
}

/// `Bearer abc` → `abc` for the scheme `Bearer`, in any case.
std::optional<std::string_view> credentials(std::string_view header, std::string_view scheme) {
  if (header.size() <= scheme.size() || header[scheme.size()] != ' ') return std::nullopt;
  if (!equal_without_case(header.substr(0, scheme.size()), scheme)) return std::nullopt;
  header.remove_prefix(scheme.size());
  while (header.starts_with(' ')) header.remove_prefix(1);
  return header;
}

/// Takes the parameter `key` out of the query, where it must not disturb the handler's own check of parameters.
std::optional<std::string> take_key_parameter(Request& request) {
  const auto found = std::ranges::find(request.query, "key", &QueryParameter::name);
  if (found == request.query.end()) return std::nullopt;
  std::string key = std::move(found->value);
  request.query.erase(found);
  return key;
}

/// `v` of `a=1; name=v; b=2`.
std::optional<std::string_view> cookie_named(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (cookie.starts_with(' ')) cookie.remove_prefix(1);
    if (cookie.size() > name.size() && cookie.starts_with(name) && cookie[name.size()] == '=') {
      return cookie.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

/// The places where a key may be, in order; the first that is used counts.
std::optional<std::string> find_key(Request& request, bool basic_key) {
  const auto in_url = take_key_parameter(request);
  if (const auto header = request.header("Authorization")) {
    if (const auto bearer = credentials(*header, "Bearer")) return std::string(*bearer);
    const auto basic = basic_key ? credentials(*header, "Basic") : std::nullopt;
    return basic ? basic_user(*basic) : std::nullopt;
  }
  if (const auto header = request.header("X-Api-Key")) return std::string(*header);
  if (in_url && access::parse_key(*in_url) == KeyKind::publishable) return in_url;
  return std::nullopt;
}

std::expected<Caller, Problem> check(const access::Registry& registry, std::optional<Caller> caller,
                                     access::Right right, std::optional<std::string_view> origin) {
  if (!caller) {
    return std::unexpected(
        Problem{.code = ProblemCode::unauthorized, .detail = "the key is not known", .key_failures = 1});
  }
  if (!access::may(caller->kind, right)) return refuse(ProblemCode::forbidden, "this kind of key may not do this");
  if (caller->kind == KeyKind::publishable && !registry.project_takes_origin(caller->project_id, origin)) {
    return refuse(ProblemCode::origin_not_allowed, "the project does not take events from this origin");
  }
  return std::move(*caller);
}

}  // namespace

std::expected<Caller, Problem> authorize_key(const access::Registry& registry, std::string_view key_text,
                                             access::Right right, std::optional<std::string_view> origin) {
  return check(registry, registry.authenticate(key_text), right, origin);
}

std::optional<std::string_view> sign_in_token(const Request& request) {
  // Browsers that tell where a request comes from must say that it is our own page or the address bar.
  const auto site = request.header("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return std::nullopt;
  for (const auto& [name, value] : request.headers()) {
    if (!equal_without_case(name, "Cookie")) continue;
    if (const auto token = cookie_named(value, sign_in_cookie)) return token;
  }
  return std::nullopt;
}

std::expected<Caller, Problem> authorize(const access::Registry& registry, Request& request, access::Right right,
                                         bool basic_key, access::LastKey& last_key) {
  const auto key = find_key(request, basic_key);
  if (!key && right == access::Right::read && request.method == Method::get) {
    const auto token = sign_in_token(request);
    if (const auto signed_in = token ? registry.signed_in(*token) : std::nullopt) return signed_in->caller;
  }
  if (!key) return refuse(ProblemCode::unauthorized, "a key is needed: Authorization: Bearer KEY");
  return check(registry, registry.authenticate(*key, last_key), right, request.header("Origin"));
}

}  // namespace sj::http
