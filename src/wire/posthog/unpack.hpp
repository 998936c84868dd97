#pragma once
// PostHog's capture: {"api_key":…,"batch":[…],"sent_at":…}, one event, or an array of events.
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire::posthog {

[[nodiscard]] Unpacked unpack(std::string_view body);

}  // namespace sj::wire::posthog
