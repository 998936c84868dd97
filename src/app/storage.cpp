#include "app/storage.hpp"

#include <spdlog/spdlog.h>

#include <csignal>

#include "app/consistency.hpp"
#include "base/sleep.hpp"
#include "base/thread.hpp"
#include "event/limits.hpp"

namespace sj::app {
namespace {

using std::chrono::milliseconds;
using Condition = store::Store::Condition;

constexpr milliseconds look_interval{100};
constexpr milliseconds first_retry{100}, longest_retry{5'000};
constexpr std::chrono::seconds give_up_after{60};

ingest::IngestOptions ingest_options(const config::Config& config, const Storage::Ground& ground) {
  ingest::IngestOptions options;
  options.room = options.keeper.room = &ground.room;
  options.projector.interval = milliseconds(config.project_interval_ms);
  options.keeper.seal_after = milliseconds(config.seal_after_ms);
  options.keeper.open_bytes_max = config.open_memory_bytes;
  options.keeper.journal_bytes_max = config.journal_max_bytes;
  options.fe_quota = {.events_max = config.session_fe_events_max, .bytes_max = limits::session_fe_bytes_max};
  options.journal.segment_bytes = std::min(options.journal.segment_bytes, config.journal_max_bytes / 2);
  options.journal.identity = ground.directory.identity;
  options.journal.must_exist = !ground.directory.is_older;
  options.journal.accept_loss = config.accept_loss;
  return options;
}

store::RocksdbOptions store_options(const config::Config& config) {
  store::RocksdbOptions options;
  options.block_cache_bytes = config.block_cache_bytes;
  options.accept_loss = config.accept_loss;
  return options;
}

}  // namespace

Storage::Storage(const config::Config& config, const Ground& ground)
    : ground_(ground), store_options_(store_options(config)), ingest_options_(ingest_options(config, ground)) {}

Result<std::unique_ptr<Storage>> Storage::open(const config::Config& config, const Ground& ground) {
  auto storage = std::unique_ptr<Storage>(new Storage(config, ground));
  const MutexLock opening(storage->reopen_mutex_);
  if (auto opened = storage->open_what_belongs(); !opened) return std::unexpected(opened.error());
  const ingest::RulesOf rules_of = [rules = &ground.rules](const std::string& id) { return rules->load()->of(id); };
  auto ingest = ingest::Ingest::open(storage->store_, ground.files, ground.clock, ground.directory.journal(), rules_of,
                                     storage->ingest_options_, &ground.observer);
  if (!ingest) return std::unexpected(ingest.error());
  storage->ingest_ = *std::move(ingest);
  storage->make_undecoded_rows();
  storage->questions_.open(storage->opened_);
  storage->row_making_.emplace(*storage->ingest_, ground.registry);
  storage->begin_making_rows();
  storage->watch_ = std::jthread([raw = storage.get()](const std::stop_token& stop) { raw->look_after(stop); });
  return storage;
}

// Before the journal is replayed: what does not belong together is refused while nothing is changed.
Result<void> Storage::open_what_belongs() {
  const auto journal = ingest::Journal::inspect(ground_.files, ground_.directory.journal());
  const bool is_told_by_opening =
      !journal && (journal.error().code == Errc::not_found || ingest_options_.journal.accept_loss);
  if (!journal && !is_told_by_opening) return std::unexpected(journal.error());
  const ingest::JournalState state = journal.value_or(ingest::JournalState{});
  const auto checked = check_before_opening(state);
  if (!checked) return std::unexpected(checked.error());
  if (auto opened = open_store(); !opened) return opened;
  const bool accept_loss = ingest_options_.journal.accept_loss;
  if (!*checked)
    if (auto belongs = check_consistency(*opened_, state, ground_.directory, ground_.registry, accept_loss); !belongs)
      return belongs;
  const auto reached = journal_record_reached(*opened_);
  if (!reached) return std::unexpected(reached.error());
  ingest_options_.journal.reached = *reached;
  if (auto noted = note_start(*opened_, ground_.directory, ground_.registry); !noted)
    spdlog::error("the start could not be noted: {}", noted.error().message);
  return {};
}

// An opened store removes files that it does not know, which a MANIFEST that was put back would miss. What the disk
// refuses to read here is met again by opening, which knows what to do; false: so it is to be checked after that.
Result<bool> Storage::check_before_opening(const ingest::JournalState& journal) const {
  const bool accept_loss = ingest_options_.journal.accept_loss;
  const DataDirectory& directory = ground_.directory;
  const auto checked = [](const Result<void>& belongs) -> Result<bool> {
    return belongs ? Result<bool>(true) : std::unexpected(belongs.error());
  };
  if (!store_exists(directory))
    return checked(check_no_store_was_there(journal, directory, ground_.registry, accept_loss));
  store::RocksdbOptions options = store_options_;
  options.notes_only = true;
  const auto store = store::open_rocksdb_store(directory.store(), options);
  if (store) return checked(check_consistency(**store, journal, directory, ground_.registry, accept_loss));
  const bool disk_refuses = store.error().code == Errc::io || store.error().code == Errc::unavailable;
  return disk_refuses ? Result<bool>(false) : std::unexpected(store.error());
}

Storage::~Storage() {
  stop();
}

void Storage::stop() {
  watch_.request_stop();
  if (watch_.joinable()) watch_.join();
  if (row_making_) row_making_->stop();
  if (ingest_) ingest_->stop();
}

Result<std::unique_ptr<store::Store>> Storage::open_rocksdb(bool read_only) const {
  store::RocksdbOptions options = store_options_;
  options.read_only = read_only;
  options.merge_files = merge_files_;
  return store::open_rocksdb_store(ground_.directory.store(), options);
}

// For reading only where there is no room, or where the disk refuses: everything can be seen then, and nothing breaks.
Result<void> Storage::open_store() {
  if (auto made = ground_.files.make_directory(ground_.directory.store()); !made)
    spdlog::warn("{}", made.error().message);
  const bool has_room = ground_.room.has(ingest::room_to_write);
  auto opened = has_room ? open_rocksdb(false) : open_rocksdb(true);
  if (!has_room) spdlog::warn("there is no room to write, so the store is open for reading only until there is");
  const bool disk_refuses = !opened && (opened.error().code == Errc::io || opened.error().code == Errc::unavailable);
  if (has_room && disk_refuses) {
    spdlog::error("{}; it is opened for reading only for now", opened.error().message);
    opened = open_rocksdb(true);
  }
  if (!opened) return std::unexpected(opened.error());
  opened_ = *std::move(opened);
  store_.open(opened_);
  return {};
}

// Rows that another version wrote, before anybody asks for them.
void Storage::make_undecoded_rows() {
  constexpr std::size_t at_once = 256;
  const auto undecoded = opened_->undecoded_rows();
  Result<void> made;
  for (const auto& [project_id, session_ids] : undecoded) {
    spdlog::info("{} rows of project {} are in another version's form, so they are made again", session_ids.size(),
                 project_id);
    for (std::size_t at = 0; made && at < session_ids.size(); at += at_once)
      made = ingest_->renew_rows(project_id,
                                 std::span(session_ids).subspan(at).first(std::min(at_once, session_ids.size() - at)));
  }
  if (made && !undecoded.empty()) made = opened_->sync();
  if (!made) spdlog::error("rows could not be made again: {}", made.error().message);
}

Result<void> Storage::change_rules(const std::function<void()>& change) {
  const MutexLock one_at_a_time(reopen_mutex_);
  if (!opened_) return fail(Errc::unavailable, "the store is being opened again; try again in a few seconds");
  row_making_->stop();
  ingest_->suspend();
  change();
  auto resumed = ingest_->resume();
  if (resumed) begin_making_rows();
  return resumed;
}

Result<void> Storage::reopen_once() {
  opened_.reset();
  store_.close();
  auto opened = open_store();
  if (opened) opened = ingest_->resume();
  if (opened) make_undecoded_rows();
  if (opened) questions_.open(opened_);
  if (opened) begin_making_rows();
  return opened;
}

void Storage::look_after(const std::stop_token& stop) {
  name_this_thread("store-watch");
  for (milliseconds wait = look_interval; sleep_unless_stopped(stop, wait);) {
    const Condition condition = store_.condition();
    wait = look_interval;
    if (condition == Condition::sound) continue;
    if (condition == Condition::read_only && !ground_.room.has(ingest::room_to_write)) continue;
    heal(stop);
    if (store_.condition() == Condition::read_only) wait = longest_retry;  // the disk refused again
  }
}

void Storage::heal(const std::stop_token& stop) {
  const MutexLock one_at_a_time(reopen_mutex_);
  if (store_.condition() == Condition::damaged && merge_files_) {
    spdlog::error(
        "a file of the store is damaged: files are not merged any more, so reads get slower; restore the "
        "store from a backup");
    merge_files_ = false;
  }
  spdlog::warn("the store is being opened again");
  questions_.close();
  row_making_->stop();
  ingest_->suspend();
  const auto until = ground_.clock.steady() + give_up_after;
  for (milliseconds wait = first_retry;; wait = std::min(2 * wait, longest_retry)) {
    const auto opened = reopen_once();
    if (opened) return spdlog::info("the store is open again");
    spdlog::error("the store could not be opened again: {}", opened.error().message);
    if (ground_.clock.steady() > until) return give_up(opened.error());
    if (!sleep_unless_stopped(stop, wait)) return;
  }
}

void Storage::give_up(const Error& error) {
  {
    const MutexLock lock(mutex_);
    fatal_ = Error{error.code, "stopping, because the store could not be opened again: " + error.message};
  }
  ::kill(::getpid(), SIGTERM);
}

std::optional<Error> Storage::fatal() const {
  const MutexLock lock(mutex_);
  return fatal_;
}

}  // namespace sj::app
