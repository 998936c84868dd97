#include "wire/posthog/unpack.hpp"

#include "wire/json_body.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire::posthog {
namespace {

namespace ondemand = simdjson::ondemand;
using native::must;
using ondemand::json_type;

BodyError wrong_kind() {
  return wrong_body("", "the body must be an event, an array of events, or an object with \"batch\"");
}

}  // namespace

std::optional<BodyError> unpack(std::string& body, MessageSink& sink) {
  return walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    switch (must(document.type())) {
      case json_type::array: sink.begin({}); return take_elements(must(document.get_array()), sink);
      case json_type::object:
        return take_batch(must(document.get_object()), {.batch = "batch", .sent_at = "sent_at"}, sink,
                          [&](std::string_view message) { return sink.take(message); });
      default: return wrong_kind();
    }
  });
}

}  // namespace sj::wire::posthog
