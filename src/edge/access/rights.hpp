#pragma once
// Which kind of key may do what: one table, the contract's (docs/formats/openapi.yaml, securitySchemes).
#include <array>
#include <cstddef>
#include <cstdint>

namespace sj::access {

enum class KeyKind : std::uint8_t { publishable, server, read, admin };
inline constexpr std::size_t key_kind_count = 4;

enum class Right : std::uint8_t {
  write_fe,    ///< send FE events
  write_be,    ///< send BE events
  read,        ///< sessions, analytics, exports, streams
  administer,  ///< keys, settings, erasure, event log
};
inline constexpr std::size_t right_count = 4;

/// True when a key of this kind has this right in its own project. No kind has any right in another project.
[[nodiscard]] constexpr bool may(KeyKind kind, Right right) {
  constexpr std::array<std::array<bool, right_count>, key_kind_count> table{{
      // write_fe write_be  read  administer
      {{true, false, false, false}},  // publishable
      {{true, true, false, false}},   // server
      {{false, false, true, false}},  // read
      {{true, true, true, true}},     // admin
  }};
  return table[static_cast<std::size_t>(kind)][static_cast<std::size_t>(right)];
}

}  // namespace sj::access
