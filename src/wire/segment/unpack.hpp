#pragma once
// Segment's HTTP tracking, which RudderStack speaks too: one message, or {"batch":[…],"sentAt":…}.
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::segment {

/// `type` is that of the path (`/v1/track`: "track"), which a single message need not repeat; empty for batches.
[[nodiscard]] Unpacked unpack(std::string_view body, std::string_view type);

}  // namespace sj::wire::segment
