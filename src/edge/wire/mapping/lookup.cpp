#include "wire/mapping/lookup.hpp"

#include <array>
#include <utility>

namespace sj::wire {
namespace {

namespace dom = simdjson::dom;

constexpr std::array<std::pair<std::string_view, double>, 4> units{
    {{" in s", 1000.0}, {" in ms", 1.0}, {" in us", 0.001}, {" in ns", 0.000001}}};

std::optional<dom::element> member_of(dom::object object, std::string_view name) {
  dom::element found;
  return object.at_key(name).get(found) ? std::nullopt : std::optional(found);
}

std::optional<dom::element> member_of(const Message& message, std::string_view name) {
  if (message.shared != nullptr && message.shared->name == name) return message.shared->value;
  return member_of(message.root, name);
}

// A member "a.b", else the member "b" of an object "a", at any dot.
template <class From>
std::optional<dom::element> descend(const From& from, std::string_view path) {
  if (const auto found = member_of(from, path)) return found;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    const auto above = member_of(from, path.substr(0, dot));
    dom::object inner;
    if (!above || above->get(inner)) continue;
    if (const auto below = descend(inner, path.substr(dot + 1))) return below;
  }
  return std::nullopt;
}

bool is_nothing(dom::element element) {
  std::string_view text;
  return element.is_null() || (!element.get(text) && text.empty());
}

std::string text_of(dom::element element) {
  std::string_view text;
  if (!element.get(text)) return std::string(text);
  return element.is_object() || element.is_array() ? std::string() : simdjson::minify(element);
}

}  // namespace

Lookup::Path Lookup::path_of(std::string_view text) {
  if (text == "$") return {"", true};
  if (text.starts_with("$.")) return {std::string(text.substr(2)), true};
  return {std::string(text), false};
}

std::expected<Lookup, std::string> Lookup::parse(std::string_view text) {
  Lookup lookup;
  lookup.text_ = text;
  for (const auto& [suffix, unit_ms] : units) {
    if (!text.ends_with(suffix)) continue;
    text.remove_suffix(suffix.size());
    lookup.unit_ms_ = unit_ms;
  }
  if (text.empty() || text == "$.") return std::unexpected("a place cannot be empty");
  if (text.find('{') == std::string_view::npos) {
    lookup.pieces_.push_back({"", path_of(text)});
    return lookup;
  }
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    if (open != 0) {
      lookup.pieces_.push_back({std::string(text.substr(0, open)), std::nullopt});
      text.remove_prefix(std::min(open, text.size()));
      continue;
    }
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos || close == 1) return std::unexpected("each { needs a place and a }");
    lookup.pieces_.push_back({"", path_of(text.substr(1, close - 1))});
    text.remove_prefix(close + 1);
  }
  return lookup;
}

std::optional<Found> Lookup::find_path(const Path& path, const Message& message) {
  if (!path.in_root_only) {
    for (std::size_t i = 0; i < message.objects.size(); ++i) {
      const auto element = descend(message.objects[i], path.text);
      if (!element || is_nothing(*element)) continue;
      // Of a member of a member, what stands around it is not taken, so all of it stays.
      const bool is_direct = !message.objects[i].at_key(path.text).error();
      return Found{text_of(*element), element, is_direct ? std::optional(Found::Member{i, path.text}) : std::nullopt};
    }
  }
  const auto element = descend(message, path.text);
  if (!element || is_nothing(*element)) return std::nullopt;
  return Found{text_of(*element), element, std::nullopt};
}

std::optional<Found> Lookup::find(const Message& message) const {
  if (pieces_.size() == 1 && pieces_.front().path) {
    auto found = find_path(*pieces_.front().path, message);
    if (found) found->unit_ms = unit_ms_;
    return found;
  }
  Found all;
  for (const Piece& piece : pieces_) {
    all.text += piece.literal;
    if (!piece.path) continue;
    const auto found = find_path(*piece.path, message);
    if (!found || found->text.empty()) return std::nullopt;
    all.text += found->text;
  }
  return all;
}

std::optional<dom::object> Lookup::find_object(const Message& message) const {
  const Path& path = *pieces_.front().path;
  if (path.text.empty()) return message.root;
  const auto element = descend(message, path.text);
  dom::object object;
  if (!element || element->get_object().get(object)) return std::nullopt;
  return object;
}

}  // namespace sj::wire
