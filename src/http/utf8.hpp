#pragma once
// Is this text? Used on what comes percent-encoded, since the head parser sees only the escapes.
#include <string_view>

namespace sj::http {

/// Well-formed UTF-8: shortest forms only, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace sj::http
