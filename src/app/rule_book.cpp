#include "app/rule_book.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace sj::app {
namespace {

constexpr int row_version = 1;  // raised when the same rules make other rows, so that stored ones are made again

Result<std::shared_ptr<const Catalog>> load_catalog(const std::filesystem::path& path) {
  if (path.empty()) return Catalog::load();
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return fail(Errc::invalid_argument, "cannot read the catalog " + path.string());
  return Catalog::load(text.str(), path.string());
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

Result<RuleBook> RuleBook::load(const config::Config& config, const DataDirectory& directory,
                                const access::Registry& registry) {
  RuleBook book;
  auto catalog = load_catalog(config.catalog);
  if (!catalog) return std::unexpected(catalog.error());
  book.otherwise_ = {*catalog, {config.drop_after_ms, completed_by(config.completed_by)}};
  for (const access::Project& project : registry.projects()) {
    ingest::Rules rules = with_project_settings(book.otherwise_, project.settings);
    const auto own = directory.project_catalog(project.id);
    if (std::filesystem::exists(own)) {
      auto own_catalog = load_catalog(own);
      if (!own_catalog) return std::unexpected(own_catalog.error());
      rules.catalog = *own_catalog;
    }
    book.projects_.emplace(project.id, std::move(rules));
  }
  return book;
}

const ingest::Rules& RuleBook::of(const std::string& project_id) const {
  const auto at = projects_.find(project_id);
  return at == projects_.end() ? otherwise_ : at->second;
}

std::string RuleBook::fingerprint(const ingest::Rules& rules) {
  return fmt::format("{}-{}-{:016x}-{}", row_version, journey::rules_version, rules.catalog->fingerprint(),
                     rules.settings.completed_by == journey::CompletedBy::decision ? "decision" : "final_page");
}

}  // namespace sj::app
