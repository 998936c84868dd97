#include "wire/segment/unpack.hpp"

#include "base/json_writer.hpp"
#include "event/limits.hpp"
#include "wire/json_body.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire::segment {
namespace {

namespace ondemand = simdjson::ondemand;
using native::must;

// The message with the type of its path in front: the first of two members counts.
std::string with_type(std::string_view message, std::string_view type) {
  std::string json = "{\"type\":";
  append_json_string(json, type);
  const std::string_view members = message.substr(1);
  if (members[members.find_first_not_of(" \t\r\n")] != '}') json += ',';
  return json += members;
}

}  // namespace

std::optional<BodyError> unpack(std::string& body, std::string_view type, MessageSink& sink) {
  return walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    if (must(document.type()) != ondemand::json_type::object)
      return wrong_body("", "the body must be a message, or an object with \"batch\"");
    const auto take_single = [&](std::string_view message) {
      const bool is_whole = type.empty() || message.size() > limits::foreign_message_bytes_max;
      return is_whole ? sink.take(message) : sink.take(with_type(message, type));
    };
    return take_batch(must(document.get_object()), {.batch = "batch", .sent_at = "sentAt"}, sink, take_single);
  });
}

}  // namespace sj::wire::segment
