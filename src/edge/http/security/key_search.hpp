#pragma once
// The look for a key in a body that may be packed: only as far as it takes, and only as far as it may.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "http/message/content_coding.hpp"
#include "http/security/key_finder.hpp"

namespace sj::http {

/// Why there is no key.
enum class NoKey : std::uint8_t {
  not_so_far,  ///< the look ended before the body did
  none,
  malformed,  ///< no JSON, or what the protocol has
  corrupt,    ///< not what its coding says, as far as the look went
  no_memory,
};

/// Looks at no more than `bytes_max` decoded bytes. `whole`: all of the body is in `encoded`.
[[nodiscard]] std::expected<std::string, NoKey> look_for_key(KeyFinder& finder, Coding coding, std::string_view encoded,
                                                             bool whole, std::size_t bytes_max);

}  // namespace sj::http
