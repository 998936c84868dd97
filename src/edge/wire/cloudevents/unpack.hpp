#pragma once
// CloudEvents 1.0 over HTTP: binary (attributes in headers, the body is the data), structured (one JSON envelope) and
// batched (an array of envelopes). Extension attributes are put into an object `extensions`.
#include <string_view>
#include <utility>
#include <vector>

#include "wire/messages.hpp"

namespace sj::wire::cloudevents {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

/// Whether a request of this media type, without parameters, and these headers is a CloudEvent of some form.
[[nodiscard]] bool is_cloudevent(std::string_view content_type, const Headers& headers);

/// Of a request that is one. The body's capacity is raised where needed.
[[nodiscard]] std::optional<BodyError> unpack(std::string& body, std::string_view content_type, const Headers& headers,
                                              MessageSink& sink);

}  // namespace sj::wire::cloudevents
