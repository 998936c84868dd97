#include "wire/mapping/mapping.hpp"

#include "wire/mapping/mapping_file.hpp"

namespace sj::wire {

std::optional<std::string> ValueTable::find(std::string_view sent) const {
  if (const auto found = exact.find(sent); found != exact.end()) return found->second;
  const std::pair<const std::string, std::string>* longest = nullptr;
  for (const auto& entry : starred)
    if (sent.starts_with(entry.first) && (!longest || entry.first.size() > longest->first.size())) longest = &entry;
  if (!longest) return std::nullopt;
  std::string kept = longest->second;
  if (const std::size_t star = kept.find('*'); star != std::string::npos)
    kept.replace(star, 1, sent.substr(longest->first.size()));
  return kept;
}

void MappingRules::add(const MappingRules& over) {
  if (over.objects) objects = over.objects;
  if (over.drop) drop = over.drop;
  for (const auto& [field, lookups] : over.fields) fields.insert_or_assign(field, lookups);
  for (const auto& [field, value] : over.otherwise) otherwise.insert_or_assign(field, value);
  for (const auto& [name, lookup] : over.keep) keep.insert_or_assign(name, lookup);
  for (const auto& [field, table] : over.values) {
    ValueTable& own = values[field];
    for (const auto& [sent, kept] : table.exact) own.exact.insert_or_assign(sent, kept);
    for (const auto& [sent, kept] : table.starred) own.starred.insert_or_assign(sent, kept);
  }
}

Result<std::shared_ptr<const Mapping>> Mapping::load(std::string_view overrides, std::string_view overrides_name) {
  const auto built_in = read_mapping_file(built_in_mapping_yaml(), "catalog/mapping.yaml");
  if (!built_in) return std::unexpected(built_in.error());
  const auto own = read_mapping_file(overrides, overrides_name);
  if (!own) return std::unexpected(own.error());
  const auto mapping = std::make_shared<Mapping>();
  for (const Protocol protocol : all_protocols) {
    MappingRules& rules = mapping->rules_[protocol];
    // What a project says of all protocols stands above what is built in for one.
    for (const MappingFile* file : {&*built_in, &*own}) {
      rules.add(file->all);
      if (const auto section = file->protocols.find(protocol); section != file->protocols.end())
        rules.add(section->second);
    }
  }
  return mapping;
}

}  // namespace sj::wire
