#pragma once
// The phrases of RFC 9110 beside the numbers.
#include <string_view>

namespace sj::http {

/// `Not Found` for 404; "" for a status that this server never sends.
[[nodiscard]] std::string_view status_text(int status);

}  // namespace sj::http
