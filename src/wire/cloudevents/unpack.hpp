#pragma once
// CloudEvents 1.0 over HTTP: binary (attributes in headers, the body is the data), structured (one JSON envelope) and
// batched (an array of envelopes). Extension attributes are put into an object `extensions`.
#include <string_view>
#include <utility>
#include <vector>

#include "wire/messages.hpp"

namespace sj::wire::cloudevents {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

/// `content_type` is the media type without parameters. nullopt: it is no form of a CloudEvent.
[[nodiscard]] std::optional<Unpacked> unpack(std::string_view body, std::string_view content_type,
                                             const Headers& headers);

}  // namespace sj::wire::cloudevents
