#pragma once
// zstd (RFC 8878), one or more frames, windows up to 8 MiB as RFC 9659 asks of HTTP.
#include <string_view>

#include "http/message/decoding.hpp"

namespace sj::http {

/// Appends the decoded frames to `out`. Want of memory is `no_budget`. Threads: each has its own decoder state, kept
/// for the next call.
[[nodiscard]] Decoding decode_zstd(std::string_view encoded, DecodingTarget& out);

}  // namespace sj::http
