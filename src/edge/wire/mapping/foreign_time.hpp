#pragma once
// Times as other programs write them, beyond RFC 3339.
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace sj::wire {

/// RFC 3339, where the offset may be missing (then UTC) or be written +0900; seconds, milliseconds, micro- or
/// nanoseconds since 1970 (which of them, the size tells: the years 2000 to 2100 do not overlap), seconds also with a
/// fraction; 21/Jun/2026:09:00:00 +0900. nullopt for anything else.
[[nodiscard]] std::optional<TimeMs> parse_foreign_time(std::string_view text);

}  // namespace sj::wire
