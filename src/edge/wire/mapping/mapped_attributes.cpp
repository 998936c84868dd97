#include "wire/mapping/mapped_attributes.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "event/limits.hpp"

namespace sj::wire {

namespace dom = simdjson::dom;

void MappedAttributes::clear() {
  json_.clear();
  path_.clear();
  names_.clear();
  size_ = {};
  too_deep_ = false;
}

bool MappedAttributes::begin_member(std::string_view name) {
  const auto at = std::ranges::lower_bound(names_, name);
  if (at != names_.end() && *at == name) return false;
  names_.insert(at, name);
  json_ += json_.empty() ? '{' : ',';
  append_json_string(json_, name);
  json_ += ':';
  ++size_.keys;
  size_.levels = std::max(size_.levels, 1);
  return true;
}

void MappedAttributes::add(std::string_view name, dom::element value) {
  if (!begin_member(name)) return;
  json_ += simdjson::minify(value);
  measure(value, 1);
  std::string_view text;
  if (name == "path" && !value.get(text)) path_ = text;
}

void MappedAttributes::add_text(std::string_view name, std::string_view value) {
  if (!begin_member(name)) return;
  append_json_string(json_, value);
  if (name == "path") path_ = value;
}

void MappedAttributes::add_integer(std::string_view name, std::int64_t value) {
  if (begin_member(name)) json_ += std::to_string(value);
}

bool MappedAttributes::are_too_many() const {
  constexpr std::size_t bracket = 1;
  return names_.size() > limits::attributes_keys_max || json_.size() > limits::attributes_bytes_max + bracket;
}

void MappedAttributes::finish() {
  if (!json_.empty()) json_ += '}';
}

void MappedAttributes::measure(dom::element value, int levels_above) {
  too_deep_ = too_deep_ || levels_above >= limits::json_levels_max;
  if (too_deep_) return;
  dom::object object;
  dom::array array;
  if (!value.get(object)) {
    for (const auto& [name, below] : object) {
      ++size_.keys;
      measure(below, levels_above + 1);
    }
  } else if (!value.get(array)) {
    for (const dom::element below : array) measure(below, levels_above + 1);
  } else {
    return;
  }
  size_.levels = std::max(size_.levels, levels_above + 1);
}

}  // namespace sj::wire
