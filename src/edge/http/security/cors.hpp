#pragma once
// Cross-origin requests of browsers. No cookie is ever read across origins, so Access-Control-Allow-Credentials is
// never sent: whoever has no key learns nothing.
#include <optional>
#include <string>
#include <string_view>

#include "access/registry.hpp"
#include "http/message/head.hpp"
#include "http/message/response.hpp"

namespace sj::http {

/// The Origin header of a request; nullopt without one and for one too long to be one.
[[nodiscard]] std::optional<std::string_view> origin_of(const Head& head);

/// Every registered origin of any project; all of them while none is registered.
[[nodiscard]] bool origin_may_ask(const access::Registry& registry, std::string_view origin);

/// OPTIONS with Access-Control-Request-Method: what a browser sends first.
[[nodiscard]] bool is_preflight(const Head& head);

/// A preflight carries no key, so it is answered for any project; the request that follows is held against its own.
[[nodiscard]] Response answer_preflight(const access::Registry& registry, const Head& head);

/// Adds what lets a page of this origin read an answer.
void append_cors_headers(std::string& head, std::string_view origin);

}  // namespace sj::http
