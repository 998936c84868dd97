#include "api/openapi.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string_view>

#include "base/json_writer.hpp"

namespace sj {
std::string_view openapi_yaml();  // docs/formats/openapi.yaml, embedded by the build
}

namespace sj::api {
namespace {

bool is_number(const std::string& text) {
  const std::size_t digits = text.starts_with('-') ? 1 : 0;
  return text.size() > digits && text.find_first_not_of("0123456789.", digits) == std::string::npos &&
         std::ranges::count(text, '.') <= 1 && text.front() != '.' && text.back() != '.';
}

// YAML marks a quoted text with the tag `!`: only plain words can be numbers, booleans or null.
void write_scalar(JsonWriter& json, const YAML::Node& node) {
  const std::string text = node.Scalar();
  const bool plain = node.Tag() != "!";
  if (plain && (text == "true" || text == "false" || text == "null" || is_number(text)))
    json.raw(text);
  else
    json.text(text);
}

void write_node(JsonWriter& json, const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map:
      json.begin_object();
      for (const auto& member : node) {
        json.key(member.first.Scalar());
        write_node(json, member.second);
      }
      json.end_object();
      break;
    case YAML::NodeType::Sequence:
      json.begin_array();
      for (const auto& item : node) write_node(json, item);
      json.end_array();
      break;
    case YAML::NodeType::Scalar: write_scalar(json, node); break;
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined: json.null(); break;
  }
}

}  // namespace

std::shared_ptr<const std::string> openapi_json() {
  static const auto made = [] {
    auto out = std::make_shared<std::string>();
    JsonWriter json(*out);
    write_node(json, YAML::Load(std::string(openapi_yaml())));
    return std::shared_ptr<const std::string>(std::move(out));
  }();
  return made;
}

}  // namespace sj::api
