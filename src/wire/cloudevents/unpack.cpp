#include "wire/cloudevents/unpack.hpp"

#include <algorithm>
#include <array>

#include "base/json_writer.hpp"
#include "wire/json_body.hpp"

namespace sj::wire::cloudevents {
namespace {

namespace dom = simdjson::dom;

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

std::string structured(dom::element element) {
  dom::object object;
  if (element.get(object)) return simdjson::minify(element);
  Envelope envelope;
  for (const auto& [name, value] : object) {
    if (value.is_null()) continue;
    if (name == "data" || name == "data_base64")
      envelope.set_data(as_object(name, simdjson::minify(value)));
    else
      envelope.add(name, simdjson::minify(value));
  }
  return envelope.json();
}

Unpacked unpack_structured(std::string_view body) {
  const auto root = parse_body(body);
  if (!root) return std::unexpected(root.error());
  if (!root->is_object()) return wrong_body("", "a structured CloudEvent must be a JSON object");
  return Messages{.json = "[" + structured(*root) + "]", .sent_at = {}, .key = {}};
}

Unpacked unpack_batch(std::string_view body) {
  const auto root = parse_body(body);
  if (!root) return std::unexpected(root.error());
  dom::array array;
  if (root->get(array)) return wrong_body("", "a batch of CloudEvents must be a JSON array");
  std::string json;
  for (const dom::element element : array) json += (json.empty() ? "" : ",") + structured(element);
  return Messages{.json = "[" + json + "]", .sent_at = {}, .key = {}};
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

Unpacked unpack_binary(std::string_view body, std::string_view content_type, const Headers& headers) {
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
  if (!body.empty() && is_json(content_type)) {
    const auto data = parse_body(body);
    if (!data) return std::unexpected(data.error());
    envelope.set_data(as_object("data", simdjson::minify(*data)));
  } else if (!body.empty()) {
    if (!simdjson::validate_utf8(body.data(), body.size()))
      return wrong_body("Content-Type", "data of this type is not kept; send JSON or text");
    envelope.set_data(as_object("data", json_text(body)));
  }
  return Messages{.json = "[" + envelope.json() + "]", .sent_at = {}, .key = {}};
}

}  // namespace

std::optional<Unpacked> unpack(std::string_view body, std::string_view content_type, const Headers& headers) {
  if (equal_without_case(content_type, "application/cloudevents+json")) return unpack_structured(body);
  if (equal_without_case(content_type, "application/cloudevents-batch+json")) return unpack_batch(body);
  const bool binary = std::ranges::any_of(
      headers, [](const auto& header) { return equal_without_case(header.first, "ce-specversion"); });
  if (binary) return unpack_binary(body, content_type, headers);
  return std::nullopt;
}

}  // namespace sj::wire::cloudevents
