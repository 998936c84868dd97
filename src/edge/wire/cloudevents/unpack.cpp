#include "wire/cloudevents/unpack.hpp"

#include <algorithm>
#include <array>

#include "base/json_writer.hpp"
#include "event/limits.hpp"
#include "wire/json_body.hpp"
#include "wire/native/json_value.hpp"

namespace sj::wire::cloudevents {
namespace {

namespace dom = simdjson::dom;
namespace ondemand = simdjson::ondemand;
using native::must;

// The attributes that the specification names; everything else beside the data is an extension.
constexpr std::array<std::string_view, 8> known{"id",      "source",          "specversion", "type",
                                                "subject", "datacontenttype", "dataschema",  "time"};

bool equal_without_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_json(std::string_view media_type) {
  return media_type.empty() || media_type.ends_with("/json") || media_type.ends_with("+json");
}

// Attributes in their order, then data and extensions: the message that the mapping reads.
class Envelope {
 public:
  void add(std::string_view name, std::string_view json) {
    if (std::ranges::find(known, name) != known.end())
      append(attributes_, name, json);
    else
      append(extensions_, name, json);
  }
  void set_data(std::string json) { data_ = std::move(json); }

  [[nodiscard]] std::string json() const {
    std::string out = "{" + attributes_;
    if (!data_.empty()) out += (out.size() > 1 ? ",\"data\":" : "\"data\":") + data_;
    if (!extensions_.empty()) out += (out.size() > 1 ? ",\"extensions\":{" : "\"extensions\":{") + extensions_ + "}";
    return out + "}";
  }

 private:
  static void append(std::string& members, std::string_view name, std::string_view json) {
    if (!members.empty()) members += ',';
    append_json_string(members, name);
    members += ':';
    members += json;
  }
  std::string attributes_, extensions_, data_;
};

std::string json_text(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

// Data that is no object becomes one, so that it is kept as an attribute.
std::string as_object(std::string_view name, const std::string& json) {
  return json.starts_with('{') ? json : "{\"" + std::string(name) + "\":" + json + "}";
}

// Hands over one envelope, restructured.
std::optional<BodyError> take_structured(std::string_view json, MessageSink& sink) {
  if (json.size() > limits::foreign_message_bytes_max) return sink.take(json);
  const auto element = parse_message(json);
  if (!element) return element.error();
  dom::object object;
  if (element->get(object)) return sink.take(json);
  Envelope envelope;
  for (const auto& [name, value] : object) {
    if (value.is_null()) continue;
    if (name == "data" || name == "data_base64")
      envelope.set_data(as_object(name, simdjson::minify(value)));
    else
      envelope.add(name, simdjson::minify(value));
  }
  return sink.take(envelope.json());
}

std::optional<BodyError> unpack_structured(std::string& body, MessageSink& sink) {
  return walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    if (must(document.type()) != ondemand::json_type::object)
      return wrong_body("", "a structured CloudEvent must be a JSON object");
    sink.begin({});
    ondemand::object object = must(document.get_object());
    return take_structured(must(object.raw_json()), sink);
  });
}

std::optional<BodyError> unpack_batch(std::string& body, MessageSink& sink) {
  return walk_body(body, [&](ondemand::document& document) -> std::optional<BodyError> {
    if (must(document.type()) != ondemand::json_type::array)
      return wrong_body("", "a batch of CloudEvents must be a JSON array");
    sink.begin({});
    for (auto element : must(document.get_array()))
      if (auto error = take_structured(json_of(must(std::move(element))), sink)) return error;
    return std::nullopt;
  });
}

// A header's value has bytes that do not print, and quotes, as %XX (HTTP protocol binding, section 3.1.3.2).
std::string percent_decoded(std::string_view value) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped =
        value[i] == '%' && i + 2 < value.size() && digit(value[i + 1]) >= 0 && digit(value[i + 2]) >= 0;
    if (escaped) {
      out += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
      i += 2;
    } else {
      out += value[i];
    }
  }
  return out;
}

bool is_type(std::string_view content_type, std::string_view end) {
  return equal_without_case(content_type, "application/cloudevents" + std::string(end));
}

// The data of a binary event as the member `data`.
std::optional<BodyError> add_data(std::string_view body, std::string_view content_type, Envelope& envelope) {
  if (body.empty()) return std::nullopt;
  if (is_json(content_type)) {
    const auto data = parse_message(body);
    if (!data) return data.error();
    envelope.set_data(as_object("data", simdjson::minify(*data)));
    return std::nullopt;
  }
  if (!simdjson::validate_utf8(body.data(), body.size()))
    return wrong_body("Content-Type", "data of this type is not kept; send JSON or text");
  envelope.set_data(as_object("data", json_text(body)));
  return std::nullopt;
}

std::optional<BodyError> unpack_binary(std::string_view body, std::string_view content_type, const Headers& headers,
                                       MessageSink& sink) {
  sink.begin({});
  if (body.size() > limits::foreign_message_bytes_max) return sink.take(body);
  Envelope envelope;
  for (const auto& [name, value] : headers) {
    if (name.size() <= 3 || !equal_without_case(name.substr(0, 3), "ce-")) continue;
    std::string attribute(name.substr(3));
    std::ranges::transform(attribute, attribute.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const std::string text = percent_decoded(value);
    if (!simdjson::validate_utf8(text)) return wrong_body(name, "the header must be UTF-8, percent-encoded");
    envelope.add(attribute, json_text(text));
  }
  if (auto error = add_data(body, content_type, envelope)) return error;
  return sink.take(envelope.json());
}

}  // namespace

bool is_cloudevent(std::string_view content_type, const Headers& headers) {
  return is_type(content_type, "+json") || is_type(content_type, "-batch+json") ||
         std::ranges::any_of(headers,
                             [](const auto& header) { return equal_without_case(header.first, "ce-specversion"); });
}

std::optional<BodyError> unpack(std::string& body, std::string_view content_type, const Headers& headers,
                                MessageSink& sink) {
  if (is_type(content_type, "+json")) return unpack_structured(body, sink);
  if (is_type(content_type, "-batch+json")) return unpack_batch(body, sink);
  return unpack_binary(body, content_type, headers, sink);
}

}  // namespace sj::wire::cloudevents
