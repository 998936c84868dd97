#pragma once
// What the protocols' unpack functions share: reading a body as JSON, once and strictly.
#include <simdjson.h>

#include <expected>
#include <string>
#include <string_view>

#include "wire/draft.hpp"

namespace sj::wire {

/// The body as a whole, or why it is not JSON. The value lives until the thread's next call.
[[nodiscard]] std::expected<simdjson::dom::element, BodyError> parse_body(std::string_view body);

/// The member's text; empty if it is absent or no text.
[[nodiscard]] std::string text_member(simdjson::dom::element object, std::string_view name);

/// A body that is JSON, but not what the protocol says.
[[nodiscard]] std::unexpected<BodyError> wrong_body(std::string_view field, std::string detail);

}  // namespace sj::wire
