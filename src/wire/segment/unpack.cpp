#include "wire/segment/unpack.hpp"

#include "base/json_writer.hpp"
#include "wire/json_body.hpp"

namespace sj::wire::segment {
namespace {

// The message with the type of its path in front: the first of two members counts.
std::string with_type(simdjson::dom::element message, std::string_view type) {
  std::string json = simdjson::minify(message);
  if (type.empty()) return json;
  std::string head = "{\"type\":";
  append_json_string(head, type);
  return head + (json == "{}" ? "}" : "," + json.substr(1));
}

}  // namespace

Unpacked unpack(std::string_view body, std::string_view type) {
  const auto root = parse_body(body);
  if (!root) return std::unexpected(root.error());
  if (!root->is_object()) return wrong_body("", "the body must be a message, or an object with \"batch\"");
  Messages messages;
  messages.sent_at = text_member(*root, "sentAt");
  simdjson::dom::element batch;
  if (root->at_key("batch").get(batch)) {
    messages.json = "[" + with_type(*root, type) + "]";
    return messages;
  }
  if (!batch.is_array()) return wrong_body("batch", "batch must be an array of messages");
  messages.json = simdjson::minify(batch);
  return messages;
}

}  // namespace sj::wire::segment
