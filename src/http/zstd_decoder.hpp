#pragma once
// zstd (RFC 8878), one or more frames, windows up to 8 MiB as RFC 9659 asks of HTTP.
#include <string_view>

#include "http/decoded_body.hpp"
#include "http/gzip_decoder.hpp"

namespace sj::http {

/// Appends the decoded frames to `out`. Threads: each has its own decoder state, kept for the next call.
[[nodiscard]] Decoding decode_zstd(std::string_view encoded, DecodedBody& out);

}  // namespace sj::http
