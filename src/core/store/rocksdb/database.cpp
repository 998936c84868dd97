#include "store/rocksdb/database.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <thread>

#include "base/thread.hpp"
#include "store/rocksdb/keys.hpp"

namespace sj::store {
namespace {

constexpr std::string_view position_note = "position";

// RocksDB looks for a table file under the name that LevelDB would give it last, and tells of that one.
std::string with_todays_names(std::string text) {
  constexpr std::string_view leveldb_suffix = ".ldb", suffix = ".sst";
  for (std::size_t at = 0; (at = text.find(leveldb_suffix, at)) != std::string::npos; at += suffix.size())
    text.replace(at, leveldb_suffix.size(), suffix);
  return text;
}

Error open_error(const rocksdb::Status& status, const std::filesystem::path& directory) {
  const std::string text = status.ToString();  // has the path in it too
  const bool in_use =
      text.find("While lock file") != std::string::npos || text.find("lock hold by") != std::string::npos;
  if (in_use)
    return {Errc::refused, "another process has " + directory.string() + " open; stop it, or use --url to ask it"};
  return error_of(status, "opening");
}

/// What RocksDB says of itself goes into our log: a log file of its own is one more that can fail.
class QuietLog final : public rocksdb::Logger {
 public:
  QuietLog() : Logger(rocksdb::WARN_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* format, std::va_list arguments) override {
    std::array<char, 512> text{};
    (void)std::vsnprintf(text.data(), text.size(), format, arguments);
    spdlog::debug("store: {}", text.data());
  }
};

}  // namespace

Error error_of(const rocksdb::Status& status, const char* doing) {
  const Errc code = status.IsCorruption() ? Errc::corrupt : status.IsNoSpace() ? Errc::unavailable : Errc::io;
  return {code, std::string("the store failed while ") + doing + ": " + with_todays_names(status.ToString())};
}

/// Told by RocksDB's threads of what they could not do.
class Database::FailureListener final : public rocksdb::EventListener {
 public:
  explicit FailureListener(SharedCondition condition) : condition_(std::move(condition)) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) override {
    auto sound = Store::Condition::sound;
    const auto now = status->IsCorruption() ? Store::Condition::damaged : Store::Condition::failed;
    if (condition_->compare_exchange_strong(sound, now))
      spdlog::error("{}", error_of(*status, "working on its files in the background").message);
  }
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  const SharedCondition condition_;
};

rocksdb::ColumnFamilyOptions column_family_options(const RocksdbOptions& options) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  // Reading a session unpacks a block, so blocks are small; what they have in common is in each file's dictionary.
  table.block_size = 4 * 1024;
  // A file's index is in pieces: whole, it would be larger than a part of the block cache, and read anew each time.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.cache_index_and_filter_blocks = true;
  rocksdb::ColumnFamilyOptions family;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  family.write_buffer_size = options.write_buffer_bytes;
  family.compression = rocksdb::kZSTD;
  family.compression_opts.level = -1;  // no entropy coding of literals: half of them are ids, where it saves nothing
  family.compression_opts.max_dict_bytes = 8 * 1024;
  family.compression_opts.max_dict_buffer_bytes = 1u << 20;  // held back until the dictionary is chosen from it
  family.level_compaction_dynamic_level_bytes = true;
  // Late decisions go to old rows, so nearly every new file reaches over all sessions, and what it is merged with is
  // written again: a small first level, in small files of which most are only moved on (docs/adr/0014-keeping-up.md).
  family.max_bytes_for_level_base = 64u << 20;
  family.target_file_size_base = 8u << 20;
  family.target_file_size_multiplier = 2;
  family.disable_auto_compactions = true;  // until `merge_files_from_now_on`
  return family;
}

Database::Database()
    : files_(std::make_shared<StoreFiles>([condition = condition_](const rocksdb::IOStatus& why) {
        auto sound = Store::Condition::sound;
        condition->compare_exchange_strong(sound, Store::Condition::failed);
        spdlog::error("{}", error_of(why, "changing its files").message);
      })),
      environment_(rocksdb::NewCompositeEnv(files_)) {}

rocksdb::DBOptions Database::database_options() const {
  rocksdb::DBOptions options;
  options.env = environment_.get();
  options.info_log = std::make_shared<QuietLog>();
  options.create_if_missing = true;
  options.max_background_jobs = 2;
  options.max_open_files = 512;
  options.paranoid_checks = true;
  options.max_bgerror_resume_count = 0;
  options.avoid_flush_during_shutdown = true;  // `sync` flushes, and nothing else does behind its back
  return options;
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& directory,
                                                 const RocksdbOptions& options) {
  auto database = std::unique_ptr<Database>(new Database);
  database->may_merge_ = options.merge_files;
  const bool read_only = options.read_only || options.notes_only;
  auto opened = read_only ? database->open_read_only(directory, options) : database->open_writable(directory, options);
  if (!opened) return std::unexpected(opened.error());
  if (auto known = database->take_up_position(options.accept_loss); !known) return std::unexpected(known.error());
  return database;
}

Database::~Database() {
  if (!db_) return;
  if (const auto status = db_->Close(); !status.ok() && condition() == Store::Condition::sound)
    spdlog::warn("{}", error_of(status, "closing").message);
}

Result<void> Database::open_writable(const std::filesystem::path& directory, const RocksdbOptions& options) {
  rocksdb::DBOptions db_options = database_options();
  db_options.listeners.push_back(std::make_shared<FailureListener>(condition_));
  const std::vector<rocksdb::ColumnFamilyDescriptor> wanted{
      {rocksdb::kDefaultColumnFamilyName, column_family_options(options)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  std::thread([&] {  // RocksDB's own threads have the priority of who opens
    lower_thread_priority();
    status = rocksdb::DB::Open(db_options, directory.string(), wanted, &handles, &db);
  })
      .join();
  if (!status.ok()) return std::unexpected(open_error(status, directory));
  db_.reset(db);
  for (auto* handle : handles) (void)db->DestroyColumnFamilyHandle(handle);
  if (files_->is_frozen()) return fail(Errc::io, "the store could not be opened for writing: its disk refuses");
  return {};
}

Result<void> Database::open_read_only(const std::filesystem::path& directory, const RocksdbOptions& options) {
  const rocksdb::Options all(database_options(), column_family_options(options));
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::OpenForReadOnly(all, directory.string(), &db);
  if (!status.ok()) return std::unexpected(open_error(status, directory));
  db_.reset(db);
  *condition_ = Store::Condition::read_only;
  return {};
}

// Where the position stands in a damaged block: each write took a sequence number or more, so this is no less. It is
// written anew, so that the next start does not meet the damage again.
Result<void> Database::take_up_position(bool accept_loss) {
  const auto position = durable_position();
  if (position) return position_ = *position, Result<void>{};
  if (position.error().code != Errc::corrupt) return std::unexpected(position.error());
  const std::string& told = position.error().message;
  if (!accept_loss) return fail(Errc::corrupt, told + ". Restore the store from a backup, or start with --accept-loss");
  spdlog::warn("{}. Going on without it", told);
  position_ = db_->GetLatestSequenceNumber();
  if (condition() != Store::Condition::sound) return {};
  rocksdb::WriteBatch batch;
  auto written = write(batch);
  return written ? sync() : written;
}

Result<void> Database::takes_writes() const {
  switch (condition()) {
    case Store::Condition::sound: return {};
    case Store::Condition::read_only: return fail(Errc::unavailable, "the store is open for reading only");
    case Store::Condition::failed:
    case Store::Condition::damaged: break;
  }
  return fail(Errc::unavailable, "the store failed and is about to be opened again");
}

Error Database::failure(const rocksdb::Status& status, const char* doing) {
  auto sound = Store::Condition::sound;
  condition_->compare_exchange_strong(sound, Store::Condition::failed);
  return error_of(status, doing);
}

Result<void> Database::write(rocksdb::WriteBatch& batch) {
  if (auto takes = takes_writes(); !takes) return takes;
  const MutexLock lock(write_mutex_);
  std::string position;
  put_fixed<std::uint64_t>(position, position_ + 1);
  batch.Put(note_key(position_note), position);
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  if (const auto status = db_->Write(options, &batch); !status.ok()) return std::unexpected(failure(status, "writing"));
  ++position_;
  return {};
}

// An answer of `Flush` proves nothing: after a full disk RocksDB 7.8 says OK at once and writes nothing. What proves it
// is the position that is read from the files alone, because they are installed in the order in which they were
// written.
Result<void> Database::sync() {
  if (auto takes = takes_writes(); !takes) return takes;
  const std::uint64_t wanted = position_;
  if (const auto status = db_->Flush(rocksdb::FlushOptions()); !status.ok())
    return std::unexpected(failure(status, "flushing"));
  const auto durable = durable_position();
  if (!durable) return std::unexpected(durable.error());
  if (auto takes = takes_writes(); !takes) return takes;  // frozen meanwhile: what was read proves nothing
  if (*durable >= wanted) return {};
  *condition_ = Store::Condition::failed;
  return fail(Errc::io, "the store said that it wrote its files, and they do not hold what was written");
}

Result<std::uint64_t> Database::durable_position() {
  rocksdb::ReadOptions options;
  options.read_tier = rocksdb::kPersistedTier;
  std::string value;
  const auto status = db_->Get(options, note_key(position_note), &value);
  if (status.IsNotFound()) return 0;
  if (!status.ok()) return std::unexpected(error_of(status, "reading its position"));
  if (value.size() != sizeof(std::uint64_t)) return fail(Errc::corrupt, "the store's position cannot be read");
  return get_fixed<std::uint64_t>(value.data());
}

void Database::merge_files_from_now_on() {
  std::call_once(merging_, [this] {
    if (!may_merge_) return;
    const auto status = db_->EnableAutoCompaction({db_->DefaultColumnFamily()});
    if (!status.ok())
      spdlog::error("the store's files will not be merged before the next start, and reads get slower: {}",
                    status.ToString());
  });
}

}  // namespace sj::store
