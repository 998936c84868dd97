#include "wire/messages.hpp"

#include <algorithm>
#include <array>

namespace sj::wire {
namespace {

constexpr std::array<std::string_view, 6> texts{"segment", "otlp", "cloudevents", "posthog", "csv", "log"};

}  // namespace

std::string_view to_text(Protocol value) {
  return texts[static_cast<std::size_t>(value)];
}

std::optional<Protocol> protocol_of(std::string_view text) {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end()) return std::nullopt;
  return static_cast<Protocol>(found - texts.begin());
}

}  // namespace sj::wire
