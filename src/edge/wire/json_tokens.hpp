#pragma once
// How many tokens a JSON text has: what a parser's memory for it depends on, and not on its size alone.
#include <optional>
#include <string_view>

#include "event/draft.hpp"
#include "wire/body_error.hpp"

namespace sj::wire {

/// The error of a text with more than limits::body_tokens_max tokens, or with so many that it was looked at and found
/// to be nested too deeply for any parser of ours. Costs nothing where the text is too short for that.
[[nodiscard]] std::optional<BodyError> too_many_tokens(std::string_view json);

}  // namespace sj::wire
