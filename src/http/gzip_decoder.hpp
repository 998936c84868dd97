#pragma once
// gzip (RFC 1952), one or more members.
#include <cstdint>
#include <string_view>

#include "http/decoded_body.hpp"

namespace sj::http {

enum class Decoding : std::uint8_t { done, corrupt, too_large, no_budget };

/// Appends the decoded members to `out`. Threads: each has its own decoder state, kept for the next call.
[[nodiscard]] Decoding decode_gzip(std::string_view encoded, DecodedBody& out);

}  // namespace sj::http
