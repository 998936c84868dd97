#pragma once
// Segment's HTTP tracking, which RudderStack speaks too: one message, or {"batch":[…],"sentAt":…}.
#include <string>
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::segment {

/// `type` is that of the path (`/v1/track`: "track"), which a single message need not repeat; empty for batches.
/// The body's capacity is raised where needed.
[[nodiscard]] std::optional<BodyError> unpack(std::string& body, std::string_view type, MessageSink& sink);

}  // namespace sj::wire::segment
