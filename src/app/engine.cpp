#include "app/engine.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "store/rocksdb/rocksdb_store.hpp"

namespace sj::app {

const char* const version = SJ_VERSION;
const TimeMs built_at = TimeMs{SJ_BUILT_AT} * second_ms;

namespace {

constexpr std::size_t rows_per_save = 256;

ingest::IngestOptions ingest_options(const config::Config& config, Room& room) {
  ingest::IngestOptions options;
  options.room = &room;
  options.projector.interval = std::chrono::milliseconds(config.project_interval_ms);
  options.keeper.seal_after = std::chrono::milliseconds(config.seal_after_ms);
  options.keeper.open_bytes_max = config.open_memory_bytes;
  options.keeper.journal_bytes_max = config.journal_max_bytes;
  options.journal.segment_bytes = std::min(options.journal.segment_bytes, config.journal_max_bytes / 2);
  return options;
}

std::string rules_note(const std::string& project_id) {
  return "rules/" + project_id;
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::open(const config::Config& config) {
  auto engine = std::unique_ptr<Engine>(new Engine);
  if (auto started = engine->start(config); !started) return std::unexpected(started.error());
  return engine;
}

Engine::~Engine() {
  if (ingest_) ingest_->stop();
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
  rules_ = std::make_shared<const RuleBook>(*std::move(rules));

  store::RocksdbOptions store_options;
  store_options.block_cache_bytes = config.block_cache_bytes;
  auto store = store::open_rocksdb_store(directory_.store(), store_options);
  if (!store) return std::unexpected(store.error());
  store_ = *std::move(store);
  if (auto remade = remake_rows(); !remade) return remade;

  room_ = std::make_unique<Room>(directory_.root, config.disk_reserve_bytes);
  clock_watch_.check(config.clock_check == config::ClockCheck::on);
  const ingest::RulesOf rules_of = [this](const std::string& project_id) { return rules_.load()->of(project_id); };
  auto ingest =
      ingest::Ingest::open(*store_, *files_, directory_.journal(), rules_of, ingest_options(config, *room_), &metrics_);
  if (!ingest) return std::unexpected(ingest.error());
  ingest_ = *std::move(ingest);
  const api::MappingOf mapping_of = [this](const std::string& project_id) {
    return rules_.load()->mapping_of(project_id);
  };
  reader_ = std::make_unique<query::Reader>(*store_, *ingest_, rules_of);
  context_ =
      std::make_unique<api::Context>(api::Context{*registry_, *store_, *ingest_, *reader_, rules_of, mapping_of, clock_,
                                                  clock_watch_, *room_, metrics_, site_, std::string(version)});
  return learn_time();
}

Result<void> Engine::reload(const config::Config& config) {
  auto read = RuleBook::load(config, directory_, *registry_);
  if (!read) return std::unexpected(read.error());
  const bool rows_stay = makes_the_same_rows(*read);
  if (!rows_stay) ingest_->suspend();
  rules_ = std::make_shared<const RuleBook>(*std::move(read));
  clock_watch_.check(config.clock_check == config::ClockCheck::on);
  if (rows_stay) return {};
  if (auto remade = remake_rows(); !remade)
    spdlog::error("not all rows could be made again, the next start will do it: {}", remade.error().message);
  return ingest_->resume();
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
    const auto page = store_->list({project.id, rules.settings, rules.catalog, clock_.now()}, newest);
    if (!page) return std::unexpected(page.error());
    if (!page->sessions.empty()) clock_watch_.learn(page->sessions.front().updated_at);
  }
  (void)clock_watch_.read();  // tells the log what is wrong
  return {};
}

// A change of catalog or settings changes the answers at once, those of old journeys included.
Result<void> Engine::remake_rows() {
  for (const access::Project& project : registry_->projects()) {
    const ingest::Rules rules = rules_.load()->of(project.id);
    const std::string wanted = RuleBook::fingerprint(rules);
    const auto made_by = store_->note(rules_note(project.id));
    if (!made_by) return std::unexpected(made_by.error());
    if (*made_by == wanted) continue;
    if (*made_by) spdlog::info("the rules of project {} changed: making its rows again", project.id);
    if (auto remade = remake_rows_of(project.id, rules); !remade) return remade;
    if (auto noted = store_->set_note(rules_note(project.id), wanted); !noted) return noted;
  }
  return {};
}

Result<void> Engine::remake_rows_of(const std::string& project_id, const ingest::Rules& rules) {
  std::vector<journey::Summary> rows;
  std::vector<store::SessionSave> saves;
  const auto flush = [&]() -> Result<void> {
    auto done = store_->show(project_id, rows);
    if (done) done = store_->save(saves);
    rows.clear();
    saves.clear();
    return done;
  };
  auto done = store_->each_session(project_id, [&](const std::string& session_id) -> Result<void> {
    auto records = store_->events(project_id, session_id);
    if (!records) return std::unexpected(records.error());
    if (!*records) return {};  // its events are in the journal only, and its row is made from there
    ingest::OpenSession session(project_id, session_id);
    if (!session.load(**records))
      return fail(Errc::corrupt, "the stored events of session " + session_id + " cannot be read");
    rows.push_back(session.project(rules));
    saves.push_back({project_id, session_id, {}});
    return rows.size() < rows_per_save ? Result<void>{} : flush();
  });
  return done ? flush() : done;
}

}  // namespace sj::app
