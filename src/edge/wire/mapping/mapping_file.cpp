#include "wire/mapping/mapping_file.hpp"

#include "event/yaml_fields.hpp"

namespace sj::wire {
namespace {

using YamlField = yaml::Field;
using yaml::Faults, yaml::Fields;

Lookup read_lookup(Faults& faults, std::string_view owner, const YamlField& item) {
  const std::string text = yaml::read_text(faults, owner, item);
  auto lookup = Lookup::parse(text);
  if (lookup) return *std::move(lookup);
  faults.add(item.line, "{}: `{}`: {}", owner, text, lookup.error());
  return {};
}

std::vector<Lookup> read_lookups(Faults& faults, std::string_view owner, const YamlField& list) {
  std::vector<Lookup> lookups;
  for (const YamlField& item : yaml::items_of(faults, owner, list, "place"))
    lookups.push_back(read_lookup(faults, owner, item));
  return lookups;
}

std::vector<Lookup> read_objects(Faults& faults, std::string_view owner, const YamlField& list) {
  std::vector<Lookup> objects = read_lookups(faults, owner, list);
  for (const Lookup& object : objects)
    if (object.text().find('{') != std::string::npos)
      faults.add(list.line, "{}: `{}` is a text put together, not an object", owner, object.text());
  return objects;
}

// The entries of a map whose keys are fields.
template <class Read>
void read_by_field(Faults& faults, const Fields& section, std::string_view key, Read read) {
  const YamlField* map = section.find(key);
  if (!map) return;
  const std::string owner = section.owner() + ": " + std::string(key);
  for (const YamlField& entry : yaml::entries_of(faults, owner, map->line, map->value)) {
    const auto found = std::ranges::find(field_names, entry.key);
    if (found == field_names.end())
      faults.add(entry.line, "{}: `{}` is not a field; the fields are {}", owner, entry.key,
                 yaml::list_of(field_names));
    else
      read(static_cast<Field>(found - field_names.begin()), owner + ": " + entry.key, entry);
  }
}

ValueTable read_values(Faults& faults, const std::string& owner, const YamlField& map) {
  ValueTable table;
  for (const YamlField& entry : yaml::entries_of(faults, owner, map.line, map.value)) {
    const std::string kept = yaml::read_text(faults, owner, entry);
    if (entry.key.ends_with('*'))
      table.starred.emplace(entry.key.substr(0, entry.key.size() - 1), kept);
    else
      table.exact.emplace(entry.key, kept);
  }
  return table;
}

MappingRules read_rules(Faults& faults, const YamlField& entry) {
  const Fields section(faults, entry.key, entry, {"objects", "fields", "values", "otherwise", "keep", "drop"});
  MappingRules rules;
  if (const YamlField* objects = section.find("objects"))
    rules.objects = read_objects(faults, section.owner(), *objects);
  read_by_field(faults, section, "fields", [&](Field field, const std::string& owner, const YamlField& list) {
    rules.fields.emplace(field, read_lookups(faults, owner, list));
  });
  read_by_field(faults, section, "values", [&](Field field, const std::string& owner, const YamlField& map) {
    rules.values.emplace(field, read_values(faults, owner, map));
  });
  read_by_field(faults, section, "otherwise", [&](Field field, const std::string& owner, const YamlField& value) {
    rules.otherwise.emplace(field, yaml::read_text(faults, owner, value));
  });
  if (const YamlField* keep = section.find("keep"))
    for (const YamlField& kept : yaml::entries_of(faults, section.owner() + ": keep", keep->line, keep->value))
      rules.keep.emplace(kept.key, read_lookup(faults, section.owner(), kept));
  if (const YamlField* drop = section.find("drop")) {
    rules.drop.emplace();
    for (const YamlField& item : yaml::items_of(faults, section.owner(), *drop, "member"))
      rules.drop->push_back(yaml::read_text(faults, section.owner(), item));
  }
  return rules;
}

MappingFile read_sections(Faults& faults, const YAML::Node& root) {
  MappingFile file;
  for (const YamlField& entry : yaml::entries_of(faults, "the file", 1, root)) {
    const auto protocol = protocol_of(entry.key);
    if (entry.key != "all" && !protocol)
      faults.add(entry.line, "`{}` is no section; the sections are all, {}", entry.key, yaml::list_of(all_protocols));
    else
      (protocol ? file.protocols[*protocol] : file.all) = read_rules(faults, entry);
  }
  return file;
}

}  // namespace

Result<MappingFile> read_mapping_file(std::string_view yaml, std::string_view name) {
  MappingFile file;
  auto read = yaml::read_document(yaml, name,
                                  [&](Faults& faults, const YAML::Node& root) { file = read_sections(faults, root); });
  if (!read) return std::unexpected(read.error());
  return file;
}

}  // namespace sj::wire
