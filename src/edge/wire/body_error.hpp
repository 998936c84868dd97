#pragma once
// Why a body is not taken as a whole, whatever its protocol.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sj::wire {

/// A body that cannot be read at all: nothing of it is taken.
struct BodyError {
  /// The `too_many_` ones are bounds of event/limits.hpp; `stopping`: nothing is wrong with the body.
  enum class Kind : std::uint8_t {
    invalid_json,
    invalid_field,
    too_many_events,
    too_many_tokens,
    too_many_bytes,
    stopping,
  };
  Kind kind = Kind::invalid_json;
  std::string detail;
  std::optional<std::size_t> offset;  ///< byte of the decoded body, for invalid_json
  std::string field;                  ///< for invalid_field
};

}  // namespace sj::wire
