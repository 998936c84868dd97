#pragma once
// PostHog's capture: {"api_key":…,"batch":[…],"sent_at":…}, one event, or an array of events.
#include <optional>
#include <string>

#include "wire/messages.hpp"

namespace sj::wire::posthog {

/// The messages of a body, one by one. The body's capacity is raised where needed.
[[nodiscard]] std::optional<BodyError> unpack(std::string& body, MessageSink& sink);

}  // namespace sj::wire::posthog
