#include "http/message/content_coding.hpp"

#include <fmt/format.h>

#include "http/message/decoded_body.hpp"
#include "http/message/gzip_decoder.hpp"
#include "http/message/header.hpp"
#include "http/message/zstd_decoder.hpp"

namespace sj::http {
namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b\x08";

}  // namespace

std::optional<Coding> coding_named(std::string_view content_encoding) {
  if (content_encoding.empty() || equal_without_case(content_encoding, "identity")) return Coding::identity;
  if (equal_without_case(content_encoding, "gzip") || equal_without_case(content_encoding, "x-gzip"))
    return Coding::gzip;
  if (equal_without_case(content_encoding, "zstd")) return Coding::zstd;
  return std::nullopt;
}

Coding coding_of(Coding named, std::string_view body) {
  return body.starts_with(gzip_magic) ? Coding::gzip : named;
}

std::optional<Problem> decode_content(Coding coding, std::size_t bytes_max, std::string& body,
                                      BodyReservation& reservation) {
  coding = coding_of(coding, body);
  if (coding == Coding::identity || body.empty()) return std::nullopt;
  DecodedBody out(bytes_max, body.size(), reservation);
  switch (coding == Coding::gzip ? decode_gzip(body, out) : decode_zstd(body, out)) {
    case Decoding::done: body = out.release(); return std::nullopt;
    case Decoding::too_large:
      return Problem{
          ProblemCode::too_large, fmt::format("the body has more than {} bytes after decoding", bytes_max), {}, 0, {}};
    case Decoding::no_budget:
      return Problem{.code = ProblemCode::unavailable,
                     .detail = "too many bodies at once, try again",
                     .refusal_cause = RefusalCause::body_memory};
    case Decoding::enough:
    case Decoding::corrupt: break;
  }
  return Problem{ProblemCode::invalid_encoding,
                 fmt::format("the body is not sound {}", coding == Coding::gzip ? "gzip" : "zstd"),
                 "Content-Encoding",
                 0,
                 {}};
}

}  // namespace sj::http
