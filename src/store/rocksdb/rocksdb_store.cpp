#include "store/rocksdb/rocksdb_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <limits>
#include <mutex>
#include <thread>

#include "base/bytes.hpp"
#include "base/thread.hpp"
#include "store/rocksdb/handover.hpp"
#include "store/rocksdb/packed_chunk.hpp"
#include "store/summary_codec.hpp"
#include "store/table/table_store.hpp"

namespace sj::store {
namespace {

constexpr std::string_view format_note = "format";
constexpr std::string_view format_version = "2";
constexpr std::string_view format_of_plain_chunks = "1";  // read as it is, written as the newest
constexpr const char* tables_file = "tables";  // beside RocksDB's files, which leaves alone what it does not know

// Project id, a zero byte, then numbers in big-endian: a project's sessions are together, in the order of their
// numbers, so that new rows and chunks go to the end and compaction has nothing to move.
std::string row_key(std::string_view project_id, RowNumber row) {
  std::string key(project_id);
  key += '\0';
  put_big_endian(key, row);
  return key;
}

std::string chunk_key(std::string_view project_id, RowNumber row, std::uint64_t first_accept_seq) {
  std::string key = row_key(project_id, row);
  put_big_endian(key, first_accept_seq);
  return key;
}

Error error_of(const rocksdb::Status& status, const char* doing) {
  const Errc code = status.IsCorruption() ? Errc::corrupt : status.IsNoSpace() ? Errc::unavailable : Errc::io;
  return {code, std::string("the store failed while ") + doing + ": " + status.ToString()};
}

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

class RocksdbStore final : public TableStore {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& directory, const RocksdbOptions& options) {
    auto store = std::make_unique<RocksdbStore>();
    if (auto opened = store->open_database(directory, options); !opened) return std::unexpected(opened.error());
    if (auto checked = store->check_format(); !checked) return std::unexpected(checked.error());
    if (auto loaded = store->load_tables(directory / tables_file); !loaded) return std::unexpected(loaded.error());
    return store;
  }

  ~RocksdbStore() override {
    if (tables_path_) keep_tables_for_next_start();
    for (rocksdb::ColumnFamilyHandle* family : families_)
      if (family) db_->DestroyColumnFamilyHandle(family);
  }

  Result<void> sync() override {
    rocksdb::FlushOptions options;
    const auto status = db_->Flush(options, {families_[notes], families_[rows], families_[chunks]});
    if (!status.ok()) return std::unexpected(error_of(status, "flushing"));
    return {};
  }

  Result<std::optional<std::string>> note(std::string_view name) override {
    std::string value;
    const auto status = db_->Get({}, families_[notes], rocksdb::Slice(name.data(), name.size()), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return std::unexpected(error_of(status, "reading a note"));
    return value;
  }

  Result<void> set_note(std::string_view name, std::string_view value) override {
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    const auto status = db_->Put(options, families_[notes], rocksdb::Slice(name.data(), name.size()),
                                 rocksdb::Slice(value.data(), value.size()));
    if (!status.ok()) return std::unexpected(error_of(status, "writing a note"));
    return sync();
  }

 private:
  enum Family { notes, rows, chunks, family_count };

  Result<void> open_database(const std::filesystem::path& directory, const RocksdbOptions& options) {
    rocksdb::DBOptions db_options;
    db_options.create_if_missing = true;
    db_options.create_missing_column_families = true;
    db_options.atomic_flush = true;  // a row and its events are kept together or not at all
    db_options.max_background_jobs = 2;
    db_options.max_open_files = 512;
    db_options.keep_log_file_num = 4;
    db_options.info_log_level = rocksdb::WARN_LEVEL;
    db_options.paranoid_checks = true;

    const auto family = family_options(options);
    std::vector<rocksdb::ColumnFamilyDescriptor> wanted{
        {rocksdb::kDefaultColumnFamilyName, family}, {"rows", family}, {"chunks", family}};
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    rocksdb::Status status;
    std::thread([&] {  // RocksDB's own threads have the priority of who opens
      let_questions_go_first();
      status = rocksdb::DB::Open(db_options, directory.string(), wanted, &handles, &db);
    })
        .join();
    if (!status.ok()) return std::unexpected(open_error(status, directory));
    db_.reset(db);
    std::ranges::copy(handles, families_.begin());
    return {};
  }

  static rocksdb::ColumnFamilyOptions family_options(const RocksdbOptions& options) {
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
    family.disable_auto_compactions = true;  // until something is written: a start after a crash needs the cores itself
    return family;
  }

  static Error open_error(const rocksdb::Status& status, const std::filesystem::path& directory) {
    const std::string text = status.ToString();  // has the path in it too
    const bool in_use =
        text.find("While lock file") != std::string::npos || text.find("lock hold by") != std::string::npos;
    if (in_use)
      return {Errc::refused, "another process has " + directory.string() + " open; stop it, or use --url to ask it"};
    return error_of(status, "opening");
  }

  Result<void> check_format() {
    const auto found = note(format_note);
    if (!found) return std::unexpected(found.error());
    if (!*found || **found == format_of_plain_chunks) return set_note(format_note, format_version);
    if (**found != format_version)
      return fail(Errc::refused, "the store has format " + **found + ", this program knows up to " +
                                     std::string(format_version) + "; use the version that wrote it, or a newer one");
    return {};
  }

  // The tables as they were at the last clean stop if the rows have not changed since: every write moves the sequence
  // number on.
  Result<void> load_tables(const std::filesystem::path& file) {
    tables_path_ = file;
    tables_kept_at_ = db_->GetLatestSequenceNumber();
    if (restore_tables(file, *tables_kept_at_)) return {};
    tables_kept_at_.reset();
    return load_rows();
  }

  void keep_tables_for_next_start() {
    auto kept = sync();
    const std::uint64_t now = db_->GetLatestSequenceNumber();
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
    Handover<StoredRows> decoded(waiting_max), used(std::numeric_limits<std::size_t>::max());
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
    rocksdb::ReadOptions options;
    options.readahead_size = 2u << 20;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, families_[rows]));
    StoredRows stored;
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      const std::string_view key = view(at->key());
      const std::size_t zero = key.find('\0');
      if (zero == std::string_view::npos || key.size() != zero + 1 + sizeof(RowNumber))
        return fail(Errc::corrupt, "the store has a row under a key that is none; restore it from a backup");
      if (stored.project_id != key.substr(0, zero) || stored.count == rows_at_once) {
        if (stored.count > 0) stored = take(std::move(stored));
        stored.project_id = key.substr(0, zero);
        stored.count = 0;
      }
      if (stored.rows.size() == stored.count) stored.rows.emplace_back();
      auto& [number, summary] = stored.rows[stored.count++];
      number = get_big_endian<RowNumber>(key.substr(zero + 1));
      if (auto decoded = decode_summary(view(at->value()), summary); !decoded) return decoded;
    }
    if (!at->status().ok()) return std::unexpected(error_of(at->status(), "reading the rows"));
    if (stored.count > 0) (void)take(std::move(stored));
    return {};
  }

  Result<void> write(std::span<const Write> writes) override {
    rocksdb::WriteBatch batch;
    for (const Write& write : writes) {
      if (!write.row.empty()) batch.Put(families_[rows], row_key(write.project_id, write.number), write.row);
      if (write.records.empty()) continue;
      Event first;
      std::string_view rest = write.records;
      const auto packed = read_record(rest, first) ? pack_chunk(write.records) : std::nullopt;
      if (!packed) return fail(Errc::corrupt, "events to be saved are not whole records");
      batch.Put(families_[chunks], chunk_key(write.project_id, write.number, first.accept_seq), *packed);
    }
    std::call_once(compaction_enabled_, [this] { enable_compaction(); });
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    const auto status = db_->Write(options, &batch);
    if (!status.ok()) return std::unexpected(error_of(status, "writing sessions"));
    return {};
  }

  void enable_compaction() {
    const auto status = db_->EnableAutoCompaction({families_.begin(), families_.end()});
    if (!status.ok())
      spdlog::error("the store's files will not be merged before the next start, and reads get slower: {}",
                    status.ToString());
  }

  Result<std::vector<std::string>> read_rows(std::string_view project_id, std::span<const RowNumber> wanted) override {
    std::vector<std::string> keys;
    for (const RowNumber row : wanted) keys.push_back(row_key(project_id, row));
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<std::string> values(keys.size());
    const std::vector<rocksdb::ColumnFamilyHandle*> family(keys.size(), families_[rows]);
    for (const auto& status : db_->MultiGet({}, family, slices, &values))
      if (!status.ok() && !status.IsNotFound()) return std::unexpected(error_of(status, "reading rows"));
    return values;
  }

  Result<std::optional<std::string>> read_events(std::string_view project_id, RowNumber row) override {
    std::string first = row_key(project_id, row);
    first += '\0';  // the bare prefix may be the bound of the block before, which would be read and unpacked too
    const std::string behind = row_key(project_id, row + 1);
    const rocksdb::Slice upper_bound(behind);
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper_bound;  // or the next session's block would be read and unpacked too
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, families_[chunks]));
    std::optional<std::string> records;
    for (at->Seek(first); at->Valid(); at->Next()) {
      if (!records) records.emplace();
      if (!unpack_chunk(view(at->value()), *records))
        return fail(Errc::corrupt, "stored events cannot be read; restore the store from a backup");
    }
    if (!at->status().ok()) return std::unexpected(error_of(at->status(), "reading events"));
    return records;
  }

  std::uint64_t disk_bytes() override {
    std::uint64_t total = 0;
    for (rocksdb::ColumnFamilyHandle* family : families_) {
      std::uint64_t bytes = 0;
      if (db_->GetIntProperty(family, rocksdb::DB::Properties::kTotalSstFilesSize, &bytes)) total += bytes;
    }
    return total;
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::optional<std::filesystem::path> tables_path_;  ///< none until the rows are loaded
  std::optional<std::uint64_t> tables_kept_at_;       ///< the sequence number at which the file there was written
  std::array<rocksdb::ColumnFamilyHandle*, family_count> families_{};
  std::once_flag compaction_enabled_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& directory,
                                                  const RocksdbOptions& options) {
  return RocksdbStore::open(directory, options);
}

}  // namespace sj::store
