#include "wire/posthog/unpack.hpp"

#include <algorithm>
#include <array>

#include "wire/json_body.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire::posthog {
namespace {

namespace ondemand = simdjson::ondemand;
using native::must;
using ondemand::json_type;

// Clients have called the key different names over the years; the last place is a member of the event's properties.
constexpr std::array<std::string_view, 3> key_names{"api_key", "token", "$token"};
using Keys = std::array<std::string, key_names.size() + 1>;

void read_token(ondemand::object properties, std::string& token) {
  for (auto field : properties) {
    const bool is_token = native::read_key(field) == "token";
    ondemand::value value = must(field.value());
    if (is_token && token.empty()) token = text_of(value);
  }
}

std::string key_in(ondemand::object message) {
  Keys keys;
  for (auto field : message) {
    const auto name = native::read_key(field);
    ondemand::value value = must(field.value());
    const auto at = static_cast<std::size_t>(std::ranges::find(key_names, name) - key_names.begin());
    if (at < key_names.size() && keys[at].empty())
      keys[at] = text_of(value);
    else if (name == "properties" && must(value.type()) == json_type::object)
      read_token(must(value.get_object()), keys.back());
  }
  const auto found = std::ranges::find_if_not(keys, &std::string::empty);
  return found == keys.end() ? std::string() : *found;
}

std::string key_in_first(ondemand::array messages) {
  std::string key;
  bool is_first = true;
  for (auto element : messages) {
    ondemand::value value = must(std::move(element));
    if (is_first && must(value.type()) == json_type::object) key = key_in(must(value.get_object()));
    is_first = false;
  }
  return key;
}

BodyError wrong_kind() {
  return wrong_body("", "the body must be an event, an array of events, or an object with \"batch\"");
}

}  // namespace

std::expected<std::string, BodyError> key_of(std::string& body) {
  std::string key;
  auto error = walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    switch (must(document.type())) {
      case json_type::array: key = key_in_first(must(document.get_array())); return std::nullopt;
      case json_type::object: key = key_in(must(document.get_object())); return std::nullopt;
      default: return wrong_kind();
    }
  });
  if (error) return std::unexpected(*std::move(error));
  return key;
}

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
