#include "app/engine.hpp"

namespace sj::app {

const char* const version = SJ_VERSION;

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
  auto registry = access::Registry::open(directory_.root, clock_);
  if (!registry) return std::unexpected(registry.error());
  registry_ = *std::move(registry);
  auto rules = RuleBook::load(config, directory_, *registry_);
  if (!rules) return std::unexpected(rules.error());
  rules_ = std::make_unique<RuleBook>(*std::move(rules));

  room_ = std::make_unique<Room>(directory_.root, 256u << 20);
  auto storage = Storage::open(config, {directory_, *files_, *room_, *registry_, rules_, metrics_});
  if (!storage) return std::unexpected(storage.error());
  storage_ = *std::move(storage);
  const ingest::RulesOf rules_of = [this](const std::string& project_id) { return rules_->of(project_id); };
  const api::MappingOf mapping_of = [this](const std::string& project_id) { return rules_->mapping_of(project_id); };
  store::Store& store = storage_->store();
  reader_ = std::make_unique<query::Reader>(store, ingest(), rules_of);
  context_ = std::make_unique<api::Context>(api::Context{*registry_, store, ingest(), *reader_, rules_of, mapping_of,
                                                         clock_, metrics_, site_, std::string(version)});
  return {};
}

}  // namespace sj::app
