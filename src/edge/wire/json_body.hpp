#pragma once
// What the protocols' unpack functions share: walking over a body of JSON, strictly and without building it in memory.
#include <simdjson.h>

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wire/messages.hpp"

namespace sj::wire {

using JsonRead = std::function<std::optional<BodyError>(simdjson::ondemand::document&)>;

/// Has `read` walk over the body; native::NotJson that it throws, and what it leaves unread at the end, is the error
/// that the body is not JSON. The body's capacity is raised where needed: the parser reads a little beyond the end.
[[nodiscard]] std::optional<BodyError> walk_body(std::string& body, const JsonRead& read);

/// A member's text; empty if it is no text. Throws native::NotJson.
[[nodiscard]] std::string text_of(simdjson::ondemand::value value);

/// The value as it stands in the body, checked only as far as finding its end asks for. Throws native::NotJson.
[[nodiscard]] std::string_view json_of(simdjson::ondemand::value value);

/// Hands over each element of an array as a message. Throws native::NotJson.
[[nodiscard]] std::optional<BodyError> take_elements(simdjson::ondemand::array array, MessageSink& sink);

/// What an object around a batch of messages calls its members.
struct BatchNames {
  std::string_view batch, sent_at;
};
using TakeSingle = std::function<std::optional<BodyError>(std::string_view message)>;

/// Hands over the messages of an object with a batch; one without is a message itself, and `take_single` gets it.
/// Throws native::NotJson.
[[nodiscard]] std::optional<BodyError> take_batch(simdjson::ondemand::object object, BatchNames names,
                                                  MessageSink& sink, const TakeSingle& take_single);

/// A value of its own, such as a message, or why it is not JSON. It lives until the thread's next call.
[[nodiscard]] std::expected<simdjson::dom::element, BodyError> parse_message(std::string_view json);

/// The member's text; empty if it is absent or no text.
[[nodiscard]] std::string text_member(simdjson::dom::element object, std::string_view name);

/// A body that is JSON, but not what the protocol says.
[[nodiscard]] BodyError wrong_body(std::string_view field, std::string detail);

}  // namespace sj::wire
