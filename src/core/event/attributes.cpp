#include "event/attributes.hpp"

#include <simdjson.h>

#include "base/json_writer.hpp"

namespace sj {
namespace {

bool has_member(const std::string& attributes, std::string_view name) {
  if (attributes.empty()) return false;
  thread_local simdjson::ondemand::parser parser;
  const simdjson::padded_string json(attributes);
  simdjson::ondemand::document document;
  if (parser.iterate(json).get(document)) return false;
  simdjson::ondemand::object object;
  if (document.get_object().get(object)) return false;
  for (auto field : object) {
    std::string_view key;
    if (!field.unescaped_key().get(key) && key == name) return true;
  }
  return false;
}

}  // namespace

bool add_attribute(std::string& attributes, std::string_view name, std::string_view json) {
  if (has_member(attributes, name)) return false;
  if (attributes.empty())
    attributes = "{";
  else
    attributes.back() = ',';
  append_json_string(attributes, name);
  attributes += ':';
  attributes += json;
  attributes += '}';
  return true;
}

}  // namespace sj
