#pragma once
// PostHog's capture: {"api_key":…,"batch":[…],"sent_at":…}, one event, or an array of events.
#include <expected>
#include <string>

#include "wire/messages.hpp"

namespace sj::wire::posthog {

/// The key that the body carries; empty if there is none. The body's capacity is raised where needed.
[[nodiscard]] std::expected<std::string, BodyError> key_of(std::string& body);

/// The same of the messages.
[[nodiscard]] std::optional<BodyError> unpack(std::string& body, MessageSink& sink);

}  // namespace sj::wire::posthog
