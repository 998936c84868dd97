#pragma once
// Who is asking, and may they: the key of a request, its rights, and where a publishable key may be used from.
#include <expected>
#include <optional>
#include <string_view>

#include "access/registry.hpp"
#include "http/message/problem.hpp"
#include "http/message/request.hpp"

namespace sj::http {

/// The caller behind this key if it has the right; else the problem to answer: `unauthorized`, `forbidden` or
/// `origin_not_allowed`. For handlers whose protocol carries the key in the body; other routes have this done for them.
/// `origin` is the request's Origin header.
[[nodiscard]] std::expected<access::Caller, Problem> authorize_key(const access::Registry& registry,
                                                                   std::string_view key_text, access::Right right,
                                                                   std::optional<std::string_view> origin);

/// The cookie of a browser that signed in to the dashboard.
inline constexpr std::string_view sign_in_cookie = "sj_session";

/// The token in that cookie; nullopt without one, and where the browser says that another site's page asks.
[[nodiscard]] std::optional<std::string_view> sign_in_token(const Request& request);

/// Takes the key from where the request has it: `Authorization: Bearer`, `X-Api-Key`, the parameter `key` (publishable
/// keys only: URLs end up in logs), and, where the route says so, the user name of Basic auth. The parameter is taken
/// out of request.query. `last_key` is the connection's. Without a key, the cookie of a sign-in counts, for reading
/// only and from our own pages only.
[[nodiscard]] std::expected<access::Caller, Problem> authorize(const access::Registry& registry, Request& request,
                                                               access::Right right, bool basic_key,
                                                               access::LastKey& last_key);

}  // namespace sj::http
