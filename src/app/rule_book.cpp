#include "app/rule_book.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "wire/mapping/mapping.hpp"

namespace sj::app {
namespace {

constexpr int row_version = 1;  // raised when the same rules make other rows, so that stored ones are made again

std::unexpected<Error> unreadable(const std::filesystem::path& path, const char* what, const std::string& why) {
  return fail(Errc::invalid_argument, fmt::format("cannot read the {} {}: {}", what, path.string(), why));
}

// A catalog or a mapping: the built-in one, with the file over it if there is one.
template <class Rules>
Result<std::shared_ptr<const Rules>> load_file(const std::filesystem::path& path, const char* what) {
  if (path.empty()) return Rules::load();
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return unreadable(path, what, "it is a directory");
  errno = 0;
  std::ifstream in(path);
  if (!in) return unreadable(path, what, std::strerror(errno));
  std::stringstream text;
  text << in.rdbuf();
  return Rules::load(text.str(), path.string());
}

// The same of a project that has a file of its own; null: it has none.
template <class Rules>
Result<std::shared_ptr<const Rules>> load_own(const std::filesystem::path& path, const char* what) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return load_file<Rules>(path, what);
  if (error) return unreadable(path, what, error.message());
  return nullptr;
}

journey::CompletedBy completed_by(config::CompletedBy value) {
  return value == config::CompletedBy::decision ? journey::CompletedBy::decision : journey::CompletedBy::final_page;
}

ingest::Rules with_project_settings(ingest::Rules rules, const access::ProjectSettings& settings) {
  if (settings.drop_after_ms) rules.settings.drop_after_ms = *settings.drop_after_ms;
  if (settings.completed_by)
    rules.settings.completed_by =
        *settings.completed_by == "decision" ? journey::CompletedBy::decision : journey::CompletedBy::final_page;
  return rules;
}

}  // namespace

Result<std::shared_ptr<const Catalog>> load_catalog(const std::filesystem::path& path) {
  return load_file<Catalog>(path, "catalog");
}

Result<std::shared_ptr<const wire::Mapping>> load_mapping(const std::filesystem::path& path) {
  return load_file<wire::Mapping>(path, "mapping");
}

Result<RuleBook> RuleBook::load(const config::Config& config, const DataDirectory& directory,
                                const access::Registry& registry) {
  RuleBook book;
  auto catalog = load_catalog(config.catalog);
  if (!catalog) return std::unexpected(catalog.error());
  auto mapping = load_mapping(config.mapping);
  if (!mapping) return std::unexpected(mapping.error());
  book.other_mapping_ = *mapping;
  book.otherwise_ = {*catalog, {config.drop_after_ms, completed_by(config.completed_by)}};
  for (const access::Project& project : registry.projects()) {
    ingest::Rules rules = with_project_settings(book.otherwise_, project.settings);
    const auto own_catalog = load_own<Catalog>(directory.project_catalog(project.id), "catalog");
    if (!own_catalog) return std::unexpected(own_catalog.error());
    if (*own_catalog) rules.catalog = *own_catalog;
    book.projects_.emplace(project.id, std::move(rules));
    const auto own_mapping = load_own<wire::Mapping>(directory.project_mapping(project.id), "mapping");
    if (!own_mapping) return std::unexpected(own_mapping.error());
    if (*own_mapping) book.mappings_.emplace(project.id, *own_mapping);
  }
  return book;
}

const ingest::Rules& RuleBook::of(const std::string& project_id) const {
  const auto at = projects_.find(project_id);
  return at == projects_.end() ? otherwise_ : at->second;
}

std::shared_ptr<const wire::Mapping> RuleBook::mapping_of(const std::string& project_id) const {
  const auto at = mappings_.find(project_id);
  return at == mappings_.end() ? other_mapping_ : at->second;
}

std::string RuleBook::fingerprint(const ingest::Rules& rules) {
  return fmt::format("{}-{}-{:016x}-{}", row_version, journey::rules_version, rules.catalog->fingerprint(),
                     rules.settings.completed_by == journey::CompletedBy::decision ? "decision" : "final_page");
}

}  // namespace sj::app
