#include "wire/messages.hpp"

#include <algorithm>
#include <iterator>

namespace sj::wire {
namespace {

// In the order of the enumerators.
constexpr std::string_view texts[] = {"segment", "otlp", "cloudevents", "posthog", "csv", "log"};
static_assert(std::size(texts) == all_protocols.size(), "each protocol has a text");

}  // namespace

std::string_view to_text(Protocol value) {
  return texts[static_cast<std::size_t>(value)];
}

std::optional<Protocol> protocol_of(std::string_view text) {
  const auto found = std::ranges::find(texts, text);
  if (found == std::end(texts)) return std::nullopt;
  return static_cast<Protocol>(found - std::begin(texts));
}

}  // namespace sj::wire
