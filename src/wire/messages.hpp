#pragma once
// A request of a protocol that is not ours, taken apart: each protocol has a folder with one function that makes this
// of a body. What the messages mean is for the mapping to say (wire/mapping/).
#include <array>
#include <cstdint>
#include <expected>
#include <string>

#include "wire/draft.hpp"

namespace sj::wire {

/// The sections of a mapping that stand for a protocol or a kind of file.
enum class Protocol : std::uint8_t { segment, otlp, cloudevents, posthog, csv, log };
inline constexpr std::array all_protocols{Protocol::segment, Protocol::otlp, Protocol::cloudevents,
                                          Protocol::posthog, Protocol::csv,  Protocol::log};
[[nodiscard]] std::string_view to_text(Protocol);
[[nodiscard]] std::optional<Protocol> protocol_of(std::string_view text);

struct Messages {
  std::string json = "[]";  ///< an array; an element that is no object is refused by itself later
  std::string sent_at;  ///< the sender's clock as it wrote it; empty: not told, and one that nobody can read counts so
  std::string key;      ///< where the protocol carries the key in the body; else empty
};

using Unpacked = std::expected<Messages, BodyError>;

}  // namespace sj::wire
