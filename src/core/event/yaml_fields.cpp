#include "event/yaml_fields.hpp"

#include <simdjson.h>

#include <unordered_set>

namespace sj::yaml {
namespace {

// yaml-cpp takes bytes as they come, and one control character for the end of the file.
void check_characters(Faults& faults, std::string_view yaml) {
  for (int line = 1; !yaml.empty(); ++line) {
    const std::string_view text = yaml.substr(0, yaml.find('\n'));
    yaml.remove_prefix(std::min(text.size() + 1, yaml.size()));
    const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\r') || c == 0x7f; };
    if (!simdjson::validate_utf8(text.data(), text.size()))
      faults.add(line, "this line is not UTF-8; save the file as UTF-8");
    if (std::ranges::any_of(text, is_control)) faults.add(line, "this line holds a control character; remove it");
  }
}

}  // namespace

Error wrong_at(const Place& place, std::string_view what) {
  return {Errc::invalid_argument, fmt::format("{}:{}: {}", place.file, place.line, what)};
}

// The entries of a map in file order. An absent value counts as an empty map: a section may be all comments.
std::vector<Field> entries_of(Faults& faults, std::string_view owner, int line, const YAML::Node& map) {
  std::vector<Field> entries;
  if (map.IsNull()) return entries;
  if (!map.IsMap()) {
    faults.add(line, "{} must be a map of `key: value`", owner);
    return entries;
  }
  std::unordered_set<std::string> seen;
  for (const auto& entry : map) {
    const YAML::Node& key = entry.first;
    const int key_line = key.Mark().line + 1;
    if (!key.IsScalar())
      faults.add(key_line, "{} has a key that is not text; write `key: value`", owner);
    else if (!seen.insert(key.Scalar()).second)
      faults.add(key_line, "{} has `{}` twice; keep one", owner, key.Scalar());
    else
      entries.push_back({key.Scalar(), key_line, entry.second});
  }
  return entries;
}

std::string read_text(Faults& faults, std::string_view owner, const Field& field) {
  if (field.value.IsScalar() && !field.value.Scalar().empty()) return field.value.Scalar();
  faults.add(field.line, "{}: `{}` must be a text that is not empty", owner, field.key);
  return {};
}

// The items of a list, each under the name `what`.
std::vector<Field> items_of(Faults& faults, std::string_view owner, const Field& field, std::string_view what) {
  std::vector<Field> items;
  if (field.value.IsSequence())
    for (const YAML::Node& item : field.value) items.push_back({std::string(what), item.Mark().line + 1, item});
  if (items.empty())
    faults.add(field.line, "{}: `{}` must be a list such as [one, two]; leave it out where there is none", owner,
               field.key);
  return items;
}

Result<void> read_document(std::string_view yaml, std::string_view name,
                           const std::function<void(Faults&, const YAML::Node&)>& read) {
  Faults faults(name);
  check_characters(faults, yaml);
  if (faults.first()) return std::unexpected(*faults.first());
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(yaml));
    if (documents.size() > 1)
      faults.add(documents[1].Mark().line + 1, "a second YAML document begins here; keep everything in one");
    if (!documents.empty()) read(faults, documents.front());
  } catch (const YAML::Exception& error) {
    const bool is_star = error.msg == YAML::ErrorMsg::ALIAS_NOT_FOUND;
    faults.add(error.mark.line + 1, "not valid YAML: {}; {}", error.msg,
               is_star ? "a star needs quotes, \"*\"" : "mend it here or just before");
  }
  if (faults.first()) return std::unexpected(*faults.first());
  return {};
}

}  // namespace sj::yaml
