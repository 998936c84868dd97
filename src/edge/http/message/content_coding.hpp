#pragma once
// Content-Encoding of request bodies: identity, gzip (also known by its first bytes, since many clients forget to say
// so) and zstd, each within a limit that holds while decoding, so that a bomb stops early.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message/body_budget.hpp"
#include "http/message/problem.hpp"

namespace sj::http {

enum class Coding : std::uint8_t { identity, gzip, zstd };

/// What we can decode, for the header Accept-Encoding beside a 415.
inline constexpr std::string_view accepted_codings = "gzip, zstd, identity";

/// The coding that a Content-Encoding names ("": identity). nullopt for any other, and for more than one.
[[nodiscard]] std::optional<Coding> coding_named(std::string_view content_encoding);

/// What it is really: a body that begins like gzip is gzip whatever its header says.
[[nodiscard]] Coding coding_of(Coding named, std::string_view body);

/// Replaces `body` by its decoded form of at most `bytes_max` bytes, with body_padding to spare, and charges its size.
/// A body that begins like gzip is decoded as gzip whatever `coding` says. nullopt when all is well; else `too_large`,
/// `invalid_encoding` (cut short, corrupt, something behind the end) or `unavailable` (no room in the budget).
[[nodiscard]] std::optional<Problem> decode_content(Coding coding, std::size_t bytes_max, std::string& body,
                                                    BodyReservation& reservation);

}  // namespace sj::http
