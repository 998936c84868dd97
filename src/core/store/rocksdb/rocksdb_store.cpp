#include "store/rocksdb/rocksdb_store.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <limits>
#include <thread>

#include "store/rocksdb/bounded_queue.hpp"
#include "store/rocksdb/database.hpp"
#include "store/rocksdb/keys.hpp"
#include "store/rocksdb/old_formats.hpp"
#include "store/rocksdb/packed_chunk.hpp"
#include "store/rocksdb/row_walk.hpp"
#include "store/summary_codec.hpp"
#include "store/table/table_store.hpp"

namespace sj::store {
namespace {

constexpr std::string_view accepted_damage_note = "accepted_damage";
constexpr const char* tables_file = "tables";  // beside RocksDB's files, which leaves alone what it does not know

class RocksdbStore final : public TableStore {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& directory, const RocksdbOptions& options) {
    auto store = std::make_unique<RocksdbStore>();
    store->accept_loss_ = options.accept_loss;
    auto upgraded = options.notes_only ? Result<void>{} : upgrade_old_formats(directory, options);
    if (!upgraded) return std::unexpected(upgraded.error());
    auto database = Database::open(directory, options);
    if (!database) return std::unexpected(database.error());
    store->database_ = *std::move(database);
    if (options.notes_only) return store;
    if (auto checked = store->check_format(); !checked) return std::unexpected(checked.error());
    if (auto loaded = store->load_tables(directory / tables_file); !loaded) return std::unexpected(loaded.error());
    return store;
  }

  ~RocksdbStore() override {
    if (tables_path_ && condition() == Condition::sound) keep_tables_for_next_start();
  }

  Result<void> sync() override { return database_->sync(); }
  std::uint64_t position() override { return database_->position(); }
  Condition condition() override { return database_->condition(); }
  std::map<std::string, std::vector<std::string>> undecoded_rows() const override { return undecoded_rows_; }

  Result<std::optional<std::string>> note(std::string_view name) override {
    std::string value;
    const auto status = (*database_)->Get({}, note_key(name), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (status.ok()) return value;
    const Error error = error_of(status, "reading a note");
    if (!accept_loss_ || error.code != Errc::corrupt) return std::unexpected(error);
    spdlog::warn("{}. Going on without it", error.message);
    return std::nullopt;
  }

  Result<void> set_note(std::string_view name, std::string_view value) override {
    rocksdb::WriteBatch batch;
    batch.Put(note_key(name), rocksdb::Slice(value.data(), value.size()));
    return database_->write(batch);
  }

 private:
  Result<void> check_format() {
    std::string found;
    const rocksdb::Slice key(format_key.data(), format_key.size());
    const auto status = (*database_)->Get({}, key, &found);
    if (!status.ok() && !status.IsNotFound()) return std::unexpected(error_of(status, "reading its format"));
    if (status.ok() && found != format_version)
      return fail(Errc::refused, "the store has format " + found + ", this program knows up to " +
                                     std::string(format_version) + "; use the version that wrote it, or a newer one");
    if (status.ok() || condition() == Condition::read_only) return {};
    rocksdb::WriteBatch batch;
    batch.Put(key, rocksdb::Slice(format_version.data(), format_version.size()));
    if (auto written = database_->write(batch); !written) return written;
    return database_->sync();
  }

  // The tables as they were at the last clean stop if nothing was written since: every write moves the position on.
  Result<void> load_tables(const std::filesystem::path& file) {
    const std::uint64_t now = database_->position();
    if (restore_tables(file, now)) {
      tables_kept_at_ = now;
    } else if (auto loaded = load_rows(); !loaded) {
      return loaded;
    }
    if (!rows_are_missing_ && undecoded_rows_.empty()) tables_path_ = file;
    return {};
  }

  void keep_tables_for_next_start() {
    auto kept = sync();
    const std::uint64_t now = position();
    if (kept && tables_kept_at_ != now) kept = keep_tables(*tables_path_, now);
    if (!kept) spdlog::warn("the next start will take longer: {}", kept.error().message);
  }

  /// Neighbours in the store; the first `count` of `rows` are filled.
  struct StoredRows {
    std::string project_id;
    std::size_t count = 0;
    std::vector<std::pair<RowNumber, journey::Summary>> rows;
  };

  // One thread reads and decodes, this one fills the tables. Rows go back to where they were made, and others are
  // decoded into their memory: asking for it and giving it back was nearly a third of what the reader did.
  Result<void> load_rows() {
    constexpr std::size_t waiting_max = 8;
    BoundedQueue<StoredRows> decoded(waiting_max), used(std::numeric_limits<std::size_t>::max());
    Result<void> read;
    std::jthread reader([&] {
      read = read_all_rows([&](StoredRows stored) {
        decoded.put(std::move(stored));
        return used.take_if_any().value_or(StoredRows{});
      });
      decoded.close();
    });
    while (auto stored = decoded.take()) {
      for (std::size_t i = 0; i < stored->count; ++i)
        restore(stored->project_id, stored->rows[i].first, stored->rows[i].second);
      used.put(*std::move(stored));
    }
    reader.join();
    end_restore();
    return read;
  }

  /// `take` gives back what may be written over.
  Result<void> read_all_rows(const std::function<StoredRows(StoredRows)>& take) {
    constexpr std::size_t rows_at_once = 256;
    RowWalk walk(*database_);
    StoredRows stored;
    for (; walk.valid(); walk.next()) {
      const auto key = walk.key();
      if (!key) return fail(Errc::corrupt, "the store has a row under a key that is none; restore it from a backup");
      if (stored.project_id != key->project_id || stored.count == rows_at_once) {
        if (stored.count > 0) stored = take(std::move(stored));
        stored.project_id = key->project_id;
        stored.count = 0;
      }
      if (stored.rows.size() == stored.count) stored.rows.emplace_back();
      auto& [number, summary] = stored.rows[stored.count++];
      number = key->row;
      auto decoded = decode_summary(walk.value(), summary);
      if (auto front = decoded ? std::nullopt : decode_summary_front(walk.value())) {
        summary = *std::move(front);
        undecoded_rows_[std::string(key->project_id)].push_back(summary.session_id);
      } else if (!decoded)
        return fail(Errc::corrupt, fmt::format("row {} of project {}: {}; restore the store from a backup", key->row,
                                               key->project_id, decoded.error().message));
    }
    if (stored.count > 0) (void)take(std::move(stored));
    return judge(walk);
  }

  // Damage that was accepted once stays in its file; the next start goes on without the flag, until there is more.
  Result<void> judge(const RowWalk& walk) {
    const auto damage = walk.damage();
    if (!damage) return std::unexpected(damage.error());
    if (damage->empty()) return {};
    const auto accepted = note(accepted_damage_note);
    if (!accepted) return std::unexpected(accepted.error());
    if (!accept_loss_ && *accepted != *damage)
      return fail(Errc::corrupt, *damage +
                                     ". The sessions whose rows stand there cannot be found: restore the store from a "
                                     "backup, or start with --accept-loss to go on without them");
    spdlog::warn("{}. Going on without the sessions whose rows stand there", *damage);
    rows_are_missing_ = true;
    if (*accepted == *damage || condition() != Condition::sound) return {};
    auto noted = set_note(accepted_damage_note, *damage);
    return noted ? sync() : noted;
  }

  Result<void> write(std::span<const Write> writes) override {
    rocksdb::WriteBatch batch;
    for (const Write& write : writes) {
      if (!write.row.empty()) batch.Put(row_key(write.project_id, write.number), write.row);
      if (write.records.empty()) continue;
      Event first;
      std::string_view rest = write.records;
      const auto packed = read_record(rest, first) ? pack_chunk(write.records) : std::nullopt;
      if (!packed) return fail(Errc::corrupt, "events to be saved are not whole records");
      batch.Put(chunk_key(write.project_id, write.number, first.accept_seq), *packed);
    }
    database_->merge_files_from_now_on();
    return database_->write(batch);
  }

  Result<std::vector<std::string>> read_rows(std::string_view project_id, std::span<const RowNumber> wanted) override {
    std::vector<std::string> keys;
    for (const RowNumber row : wanted) keys.push_back(row_key(project_id, row));
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<std::string> values(keys.size());
    for (const auto& status : (*database_)->MultiGet({}, slices, &values))
      if (!status.ok() && !status.IsNotFound()) return std::unexpected(error_of(status, "reading rows"));
    return values;
  }

  Result<std::optional<std::string>> read_events(std::string_view project_id, RowNumber row) override {
    std::string first = session_key(KeyKind::chunk, project_id, row);
    first += '\0';  // the bare prefix may be the bound of the block before, which would be read and unpacked too
    const std::string behind = session_key(KeyKind::chunk, project_id, row + 1);
    const rocksdb::Slice upper_bound(behind);
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper_bound;  // or the next session's block would be read and unpacked too
    const std::unique_ptr<rocksdb::Iterator> at((*database_)->NewIterator(options));
    std::optional<std::string> records;
    for (at->Seek(first); at->Valid(); at->Next()) {
      if (!records) records.emplace();
      if (const auto unpacked = unpack_chunk(view(at->value()), *records); !unpacked)
        return fail(Errc::corrupt,
                    fmt::format("stored events of row {} of project {} cannot be read: {}; restore the store "
                                "from a backup",
                                row, project_id, unpacked.error().message));
    }
    if (!at->status().ok()) return std::unexpected(error_of(at->status(), "reading events"));
    return records;
  }

  std::uint64_t disk_bytes() override {
    std::uint64_t bytes = 0;
    (void)(*database_)->GetIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &bytes);
    return bytes;
  }

  std::unique_ptr<Database> database_;
  bool accept_loss_ = false;
  bool rows_are_missing_ = false;  ///< in damaged blocks
  std::map<std::string, std::vector<std::string>> undecoded_rows_;
  std::optional<std::filesystem::path> tables_path_;  ///< none until all rows are loaded
  std::optional<std::uint64_t> tables_kept_at_;       ///< the position at which the file there was written
};

}  // namespace

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& directory,
                                                  const RocksdbOptions& options) {
  return RocksdbStore::open(directory, options);
}

}  // namespace sj::store
