#include "app/engine.hpp"

#include <algorithm>

namespace sj::app {

const char* const version = SJ_VERSION;
const TimeMs built_at = TimeMs{SJ_BUILT_AT} * second_ms;

Result<std::unique_ptr<Engine>> Engine::open(const config::Config& config) {
  auto engine = std::unique_ptr<Engine>(new Engine);
  if (auto started = engine->start(config); !started) return std::unexpected(started.error());
  return engine;
}

Engine::~Engine() {
  if (storage_) storage_->stop();
}

Result<void> Engine::start(const config::Config& config) {
  auto directory = open_data_directory(config.data);
  if (!directory) return std::unexpected(directory.error());
  directory_ = *directory;
  auto registry = access::Registry::open(*files_, directory_.root, clock_, directory_.identity);
  if (!registry) return std::unexpected(registry.error());
  registry_ = *std::move(registry);
  auto rules = RuleBook::load(config, directory_, *registry_);
  if (!rules) return std::unexpected(rules.error());
  rules_ = std::make_shared<const RuleBook>(*std::move(rules));

  room_ = std::make_unique<Room>(directory_.root, config.disk_reserve_bytes, clock_);
  clock_watch_.check(config.clock_check == config::ClockCheck::on);
  auto storage = Storage::open(config, {directory_, *files_, clock_, *room_, *registry_, rules_, metrics_});
  if (!storage) return std::unexpected(storage.error());
  storage_ = *std::move(storage);
  if (auto upgraded = finish_upgrade(directory_); !upgraded) return upgraded;
  const ingest::RulesOf rules_of = [this](const std::string& project_id) { return rules_.load()->of(project_id); };
  const api::MappingOf mapping_of = [this](const std::string& project_id) {
    return rules_.load()->mapping_of(project_id);
  };
  store::Store& store = storage_->store();
  reader_ = std::make_unique<query::Reader>(store, ingest(), rules_of);
  key_rates_ = std::make_unique<api::KeyRates>(config.key_fe_events_per_second);
  context_ = std::make_unique<api::Context>(api::Context{*registry_, store, ingest(), *reader_, rules_of, mapping_of,
                                                         clock_, clock_watch_, *room_, metrics_, *key_rates_, site_,
                                                         std::string(version)});
  return learn_time();
}

Result<void> Engine::reload(const config::Config& config) {
  if (auto access = registry_->reload(); !access) return access;
  auto read = RuleBook::load(config, directory_, *registry_);
  if (!read) return std::unexpected(read.error());
  const bool rows_stay = makes_the_same_rows(*read);
  clock_watch_.check(config.clock_check == config::ClockCheck::on);
  const auto take_over = [&] { rules_ = std::make_shared<const RuleBook>(*std::move(read)); };
  if (!rows_stay) return storage_->change_rules(take_over);
  take_over();
  return {};
}

bool Engine::makes_the_same_rows(const RuleBook& other) const {
  const auto now = rules_.load();
  return std::ranges::all_of(registry_->projects(), [&](const access::Project& project) {
    return RuleBook::fingerprint(other.of(project.id)) == RuleBook::fingerprint(now->of(project.id));
  });
}

// By what was stored, which senders with clocks of their own said.
Result<void> Engine::learn_time() {
  for (const access::Project& project : registry_->projects()) {
    const ingest::Rules rules = rules_.load()->of(project.id);
    const store::ListQuery newest{.filter = {}, .sort = store::Sort::updated_descending, .limit = 1, .after = {}};
    const auto page = storage_->store().list({project.id, rules.settings, rules.catalog, clock_.now()}, newest);
    if (!page) return std::unexpected(page.error());
    if (!page->sessions.empty()) clock_watch_.learn(page->sessions.front().updated_at);
  }
  (void)clock_watch_.read();  // tells the log what is wrong
  return {};
}

}  // namespace sj::app
