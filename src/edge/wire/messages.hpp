#pragma once
// A request of a protocol that is not ours, taken apart: each protocol has a folder with one function `unpack` that
// finds the messages of a body. What they mean is for the mapping to say (wire/mapping/).
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "event/draft.hpp"
#include "wire/body_error.hpp"

namespace sj::wire {

/// The sections of a mapping that stand for a protocol or a kind of file.
enum class Protocol : std::uint8_t { segment, otlp, cloudevents, posthog, csv, log };
inline constexpr std::array all_protocols{Protocol::segment, Protocol::otlp, Protocol::cloudevents,
                                          Protocol::posthog, Protocol::csv,  Protocol::log};
[[nodiscard]] std::string_view to_text(Protocol);
[[nodiscard]] std::optional<Protocol> protocol_of(std::string_view text);

/// Receives the messages of a body one by one, in their order, so that nobody holds all of them at once. Views are good
/// during the call.
class MessageSink {
 public:
  virtual ~MessageSink() = default;
  /// Called once, before the first message. `sent_at` is the sender's clock as it wrote it; empty: not told, and one
  /// that nobody can read counts so.
  virtual void begin(std::string_view sent_at) = 0;
  /// From here on each message has this member too, a JSON object, in place of what was shared before.
  virtual std::optional<BodyError> share(std::string_view name, std::string_view json) = 0;
  /// The next message as JSON. One that is no object, and one longer than limits::foreign_message_bytes_max, which is
  /// not read and need not be JSON, is refused by itself. An error ends the unpacking: the body as a whole is not
  /// taken.
  virtual std::optional<BodyError> take(std::string_view json) = 0;
};

}  // namespace sj::wire
