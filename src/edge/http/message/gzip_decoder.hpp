#pragma once
// gzip (RFC 1952), one or more members.
#include <string_view>

#include "http/message/decoding.hpp"

namespace sj::http {

/// Appends the decoded members to `out`. Want of memory is `no_budget`. Threads: each has its own decoder state, kept
/// for the next call.
[[nodiscard]] Decoding decode_gzip(std::string_view encoded, DecodingTarget& out);

}  // namespace sj::http
