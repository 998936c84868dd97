#include "store/rocksdb/old_formats.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "store/rocksdb/database.hpp"
#include "store/rocksdb/keys.hpp"

namespace sj::store {
namespace {

constexpr std::array<const char*, 2> old_families{"rows", "chunks"};
constexpr std::array<KeyKind, 2> their_kinds{KeyKind::row, KeyKind::chunk};
constexpr std::size_t batch_bytes = 1u << 20;
constexpr std::uint64_t told_every = 1'000'000;

/// A database of the old shape, open with all its families.
class OldDatabase {
 public:
  static Result<std::unique_ptr<OldDatabase>> open(const std::string& directory, const RocksdbOptions& options) {
    auto old = std::make_unique<OldDatabase>();
    const auto family = column_family_options(options);
    std::vector<rocksdb::ColumnFamilyDescriptor> wanted{{rocksdb::kDefaultColumnFamilyName, family}};
    for (const char* name : old_families) wanted.emplace_back(name, family);
    rocksdb::DBOptions old_options;
    old_options.create_missing_column_families = true;  // an upgrade that was cut off may have dropped one
    rocksdb::DB* db = nullptr;
    const auto status = rocksdb::DB::Open(old_options, directory, wanted, &old->families_, &db);
    if (!status.ok()) return std::unexpected(error_of(status, "opening a store of an older format"));
    old->db_.reset(db);
    return old;
  }
  ~OldDatabase() {
    for (auto* family : families_) (void)db_->DestroyColumnFamilyHandle(family);
  }

  Result<std::string> format() {
    std::string value;
    const auto status = db_->Get({}, families_[0], rocksdb::Slice(format_key.data(), format_key.size()), &value);
    if (!status.ok() && !status.IsNotFound()) return std::unexpected(error_of(status, "reading its format"));
    return value;
  }

  Result<void> copy_all() {
    auto copied = copy_notes();
    for (std::size_t i = 0; copied && i < old_families.size(); ++i) copied = copy_family(i);
    if (copied) copied = put(format_key, format_version);
    if (copied) copied = write();
    if (copied) copied = ok(db_->Flush({}, families_[0]), "flushing");
    return copied;
  }

  /// The first goes last: by it such a store is known.
  Result<void> drop_old() {
    Result<void> dropped;
    for (std::size_t i = old_families.size(); dropped && i > 0; --i)
      dropped = ok(db_->DropColumnFamily(families_[i]), "dropping what was copied");
    return dropped;
  }

 private:
  static Result<void> ok(const rocksdb::Status& status, const char* doing) {
    if (!status.ok()) return std::unexpected(error_of(status, doing));
    return {};
  }

  Result<void> put(std::string_view key, std::string_view value) {
    batch_.Put(families_[0], rocksdb::Slice(key.data(), key.size()), rocksdb::Slice(value.data(), value.size()));
    return batch_.GetDataSize() < batch_bytes ? Result<void>{} : write();
  }

  Result<void> write() {
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    const auto status = db_->Write(options, &batch_);
    batch_.Clear();
    return ok(status, "copying a store of an older format");
  }

  Result<void> copy_notes() {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_[0]));
    const std::string behind_todays_keys = key_behind(KeyKind::chunk);
    for (at->Seek(behind_todays_keys); at->Valid(); at->Next())
      if (view(at->key()) != format_key)
        if (auto copied = put(note_key(view(at->key())), view(at->value())); !copied) return copied;
    return ok(at->status(), "reading notes of an older format");
  }

  Result<void> copy_family(std::size_t which) {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_[which + 1]));
    std::uint64_t count = 0;
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      std::string key = first_key(their_kinds[which]);
      key.append(view(at->key()));
      if (auto copied = put(key, view(at->value())); !copied) return copied;
      if (++count % told_every == 0) spdlog::info("{} {} of the older store are copied", count, old_families[which]);
    }
    return ok(at->status(), "reading a store of an older format");
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  rocksdb::WriteBatch batch_;
};

bool has_old_families(const std::string& directory) {
  std::vector<std::string> names;
  if (!rocksdb::DB::ListColumnFamilies({}, directory, &names).ok()) return false;  // none yet, or the opening will tell
  return std::ranges::find(names, old_families[0]) != names.end();
}

}  // namespace

Result<void> upgrade_old_formats(const std::filesystem::path& directory, const RocksdbOptions& options) {
  if (!has_old_families(directory.string())) return {};
  if (options.read_only)
    return fail(Errc::unavailable, "the store has an older format and there is no room to bring it up to date");
  auto old = OldDatabase::open(directory.string(), options);
  if (!old) return std::unexpected(old.error());
  const auto format = (*old)->format();
  if (!format) return std::unexpected(format.error());
  if (*format != format_version && *format != "1" && *format != "2" && !format->empty())
    return fail(Errc::refused, "the store has format " + *format + ", this program knows up to " +
                                   std::string(format_version) + "; use the version that wrote it, or a newer one");
  if (*format != format_version) {
    spdlog::info("the store has an older format and is brought up to date; this happens once");
    if (auto copied = (*old)->copy_all(); !copied) return copied;
  }
  return (*old)->drop_old();
}

}  // namespace sj::store
