#pragma once
// The user name of HTTP Basic authentication: Segment's clients put their key there.
#include <optional>
#include <string>
#include <string_view>

namespace sj::http {

/// The text before the first colon of the decoded base64. nullopt when it is not base64 or has no colon.
[[nodiscard]] std::optional<std::string> basic_user(std::string_view credentials);

}  // namespace sj::http
