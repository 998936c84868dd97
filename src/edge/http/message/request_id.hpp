#pragma once
// The id that ties an answer to its log lines.
#include <optional>
#include <string>
#include <string_view>

namespace sj::http {

/// Whether a caller's X-Request-Id may be taken over: 1 to 128 of letters, digits and `-._~:/+=@`, so that it cannot
/// break a log line or a header.
[[nodiscard]] bool is_sane_request_id(std::string_view text);

/// 20 characters, 100 random bits; unique, not secret. Thread-safe.
[[nodiscard]] std::string make_request_id();

}  // namespace sj::http
