#include "wire/posthog/unpack.hpp"

#include "wire/json_body.hpp"

namespace sj::wire::posthog {
namespace {

namespace dom = simdjson::dom;

// Clients have called the key different names over the years.
std::string key_in(dom::element message) {
  for (const char* name : {"api_key", "token", "$token"})
    if (std::string key = text_member(message, name); !key.empty()) return key;
  dom::element properties;
  return message.at_key("properties").get(properties) ? std::string() : text_member(properties, "token");
}

}  // namespace

Unpacked unpack(std::string_view body) {
  const auto root = parse_body(body);
  if (!root) return std::unexpected(root.error());
  Messages messages;
  dom::array array;
  if (!root->get(array)) {
    messages.json = simdjson::minify(*root);
    if (array.size() > 0) messages.key = key_in(array.at(0).value());
    return messages;
  }
  if (!root->is_object())
    return wrong_body("", "the body must be an event, an array of events, or an object with \"batch\"");
  messages.key = key_in(*root);
  messages.sent_at = text_member(*root, "sent_at");
  dom::element batch;
  const bool is_batch = !root->at_key("batch").get(batch);
  if (is_batch && !batch.is_array()) return wrong_body("batch", "batch must be an array of events");
  messages.json = is_batch ? simdjson::minify(batch) : "[" + simdjson::minify(*root) + "]";
  return messages;
}

}  // namespace sj::wire::posthog
