#include "app/storage.hpp"

#include <spdlog/spdlog.h>

#include <csignal>

#include "app/row_making.hpp"
#include "base/thread.hpp"

namespace sj::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Condition = store::Store::Condition;

constexpr milliseconds look_interval{100};
constexpr milliseconds first_retry{100}, longest_retry{5'000};
constexpr std::chrono::seconds give_up_after{60};
/// What the store may write before it is asked again: its buffer, and what merging makes of it.
constexpr std::uint64_t room_to_write = 16u << 20;

ingest::IngestOptions ingest_options(const config::Config& config, Room& room) {
  ingest::IngestOptions options;
  options.room = options.keeper.room = &room;
  options.projector.interval = milliseconds(config.project_interval_ms);
  options.keeper.seal_after = milliseconds(config.seal_after_ms);
  options.keeper.open_bytes_max = config.open_memory_bytes;
  options.keeper.journal_bytes_max = config.journal_max_bytes;
  options.journal.segment_bytes = std::min(options.journal.segment_bytes, config.journal_max_bytes / 2);
  return options;
}

store::RocksdbOptions store_options(const config::Config& config) {
  store::RocksdbOptions options;
  options.block_cache_bytes = config.block_cache_bytes;
  return options;
}

}  // namespace

Storage::Storage(const config::Config& config, const Ground& ground)
    : ground_(ground), store_options_(store_options(config)), ingest_options_(ingest_options(config, ground.room)) {}

Result<std::unique_ptr<Storage>> Storage::open(const config::Config& config, const Ground& ground) {
  auto storage = std::unique_ptr<Storage>(new Storage(config, ground));
  if (auto opened = storage->open_store(); !opened) return std::unexpected(opened.error());
  const ingest::RulesOf rules_of = [rules = &ground.rules](const std::string& id) { return rules->load()->of(id); };
  auto ingest = ingest::Ingest::open(storage->store_, ground.files, ground.directory.journal(), rules_of,
                                     storage->ingest_options_, &ground.observer);
  if (!ingest) return std::unexpected(ingest.error());
  storage->ingest_ = *std::move(ingest);
  storage->watch_ = std::jthread([raw = storage.get()](const std::stop_token& stop) { raw->look_after(stop); });
  return storage;
}

Storage::~Storage() {
  stop();
}

void Storage::stop() {
  watch_.request_stop();
  if (watch_.joinable()) watch_.join();
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
  const bool has_room = ground_.room.has(room_to_write);
  auto opened = has_room ? open_rocksdb(false) : open_rocksdb(true);
  if (!has_room) spdlog::warn("there is no room to write, so the store is open for reading only until there is");
  const bool disk_refuses = !opened && (opened.error().code == Errc::io || opened.error().code == Errc::unavailable);
  if (has_room && disk_refuses) {
    spdlog::error("{}; it is opened for reading only for now", opened.error().message);
    opened = open_rocksdb(true);
  }
  if (!opened) return std::unexpected(opened.error());
  if ((*opened)->condition() == Condition::sound)
    if (auto made = remake_outdated_rows(**opened, ground_.registry, *ground_.rules.load()); !made) return made;
  opened_ = opened->get();
  store_.open(*std::move(opened));
  return {};
}

Result<void> Storage::change_rules(const std::function<void()>& change) {
  const std::scoped_lock one_at_a_time(reopen_mutex_);
  if (!opened_) return fail(Errc::unavailable, "the store is being opened again; try again in a few seconds");
  ingest_->suspend();
  change();
  auto made = remake_outdated_rows(*opened_, ground_.registry, *ground_.rules.load());
  if (auto resumed = ingest_->resume(); !resumed) return resumed;
  return made;
}

Result<void> Storage::reopen_once() {
  opened_ = nullptr;
  store_.close();
  auto opened = open_store();
  if (opened) opened = ingest_->resume();
  return opened;
}

void Storage::look_after(const std::stop_token& stop) {
  name_this_thread("store-watch");
  for (milliseconds wait = look_interval; pause(stop, wait);) {
    const Condition condition = store_.condition();
    wait = look_interval;
    if (condition == Condition::sound) continue;
    if (condition == Condition::read_only && !ground_.room.has(room_to_write)) continue;
    heal(stop);
    if (store_.condition() == Condition::read_only) wait = longest_retry;  // the disk refused again
  }
}

void Storage::heal(const std::stop_token& stop) {
  const std::scoped_lock one_at_a_time(reopen_mutex_);
  if (store_.condition() == Condition::damaged && merge_files_) {
    spdlog::error(
        "a file of the store is damaged: files are not merged any more, so reads get slower; restore the "
        "store from a backup");
    merge_files_ = false;
  }
  spdlog::warn("the store is being opened again");
  ingest_->suspend();
  const auto until = steady_clock::now() + give_up_after;
  for (milliseconds wait = first_retry;; wait = std::min(2 * wait, longest_retry)) {
    const auto opened = reopen_once();
    if (opened) return spdlog::info("the store is open again");
    spdlog::error("the store could not be opened again: {}", opened.error().message);
    if (steady_clock::now() > until) return give_up(opened.error());
    if (!pause(stop, wait)) return;
  }
}

void Storage::give_up(const Error& error) {
  {
    const std::scoped_lock lock(mutex_);
    fatal_ = Error{error.code, "stopping, because the store could not be opened again: " + error.message};
  }
  ::kill(::getpid(), SIGTERM);
}

std::optional<Error> Storage::fatal() const {
  const std::scoped_lock lock(mutex_);
  return fatal_;
}

/// False: it is time to stop.
bool Storage::pause(const std::stop_token& stop, milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace sj::app
