#pragma once
// Where a body stops being readable, for the faults that simdjson finds before it looks at structure and tells no place
// of. A plain walk over the bytes: it happens once for a body that is refused.
#include <cstddef>
#include <string_view>

namespace sj::wire::native {

/// Offset of the first byte that begins no whole UTF-8 character; the size if there is none.
[[nodiscard]] std::size_t first_that_is_no_utf8(std::string_view bytes);

/// Offset of the first control character within a JSON string; the size if there is none.
[[nodiscard]] std::size_t first_control_character(std::string_view json);

}  // namespace sj::wire::native
