#pragma once
// A disk in memory that fails when a test says so, and forgets what was not synced when the power is cut.
//
// Faults it knows: no space for a new file; a write or sync that fails, the write after half of its bytes; a reading,
// truncation, removal, renaming, replacing or second opening that fails; a file that is deleted in use; power cut,
// where of the bytes written since the last sync any sectors may be missing.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include "base/file_system.hpp"

namespace sj::testing {

class FakeDisk final : public FileSystem {
 public:
  static constexpr std::size_t sector_bytes = 64;  // smaller than a real one, so that small records span several

  enum class Fault : std::uint8_t { create, overwrite, write, sync, truncate, rename, replace, remove, read };

  FakeDisk() = default;
  FakeDisk(const FakeDisk& other) : state_(other.copied()), directories_(other.directories_) {}

  /// The next `pass` operations of this kind succeed, the `count` after them fail.
  void fail(Fault fault, int count = 1 << 30, int pass = 0) {
    const std::scoped_lock lock(mutex_);
    faults_[fault] = {pass, count};
  }
  void repair() {
    const std::scoped_lock lock(mutex_);
    faults_.clear();
  }

  /// The disk as it is found when the power comes back: each sector that was not synced is there or not.
  [[nodiscard]] FakeDisk after_power_cut(std::uint64_t seed) const {
    FakeDisk after;
    std::mt19937_64 random(seed);
    after.state_ = copied();
    after.directories_ = directories_;
    for (const auto& [path, file] : after.state_) {
      std::string& kept = file->synced;
      kept.resize(std::max(kept.size(), file->written.size()));
      for (std::size_t at = 0; at < kept.size() && at < file->written.size(); at += sector_bytes)
        if (random() % 2) kept.replace(at, sector_bytes, file->written, at, sector_bytes);
      file->written = kept;
    }
    return after;
  }

  [[nodiscard]] std::string& bytes(const std::filesystem::path& path) { return state_.at(path.string())->written; }
  /// How many files there are that room was reserved for; small ones do not count.
  [[nodiscard]] std::size_t files() const {
    const std::scoped_lock lock(mutex_);
    const auto large = std::ranges::count_if(state_, [](const auto& entry) { return entry.second->is_reserved; });
    return static_cast<std::size_t>(large);
  }
  [[nodiscard]] bool has(const std::filesystem::path& path) const {
    const std::scoped_lock lock(mutex_);
    return state_.contains(path.string());
  }

  /// Whether both hold the same files with the same bytes.
  [[nodiscard]] bool holds_the_same_as(const FakeDisk& other) const {
    const State mine = copied(), others = other.copied();
    return std::ranges::equal(mine, others, [](const auto& left, const auto& right) {
      return left.first == right.first && left.second->written == right.second->written;
    });
  }

  Result<std::unique_ptr<AppendFile>> create(const std::filesystem::path& path, std::uint64_t reserve_bytes) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::create)) return sj::fail(Errc::unavailable, "no space for " + path.string());
    if (state_.contains(path.string())) return sj::fail(Errc::io, path.string() + " exists");
    const std::string zeros(reserve_bytes, '\0');
    const auto file = state_[path.string()] = std::make_shared<File>(File{zeros, zeros, true});
    return std::make_unique<OpenFile>(*this, path.string(), file);
  }

  Result<std::unique_ptr<AppendFile>> overwrite(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::overwrite)) return sj::fail(Errc::io, "cannot open " + path.string());
    const auto at = state_.find(path.string());
    if (at == state_.end()) return sj::fail(Errc::not_found, path.string());
    return std::make_unique<OpenFile>(*this, path.string(), at->second);
  }

  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::rename)) return sj::fail(Errc::io, "cannot rename " + from.string());
    state_[to.string()] = std::move(state_.at(from.string()));
    state_.erase(from.string());
    return {};
  }

  Result<void> replace(const std::filesystem::path& path, std::string_view content) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::replace)) return sj::fail(Errc::unavailable, "cannot replace " + path.string());
    const std::string kept(content);
    state_[path.string()] = std::make_shared<File>(File{kept, kept, false});
    return {};
  }

  Result<std::unique_ptr<NoteFile>> open_note(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    std::shared_ptr<File>& file = state_[path.string()];
    if (!file) file = std::make_shared<File>();
    return std::make_unique<OpenNote>(*this, file);
  }

  Result<void> sync(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::sync)) return sj::fail(Errc::io, "cannot sync " + path.string());
    File& file = *state_.at(path.string());
    file.synced = file.written;
    return {};
  }

  Result<std::string> read(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::read)) return sj::fail(Errc::io, "cannot read " + path.string());
    const auto at = state_.find(path.string());
    if (at == state_.end()) return sj::fail(Errc::not_found, path.string());
    return at->second->written;
  }

  FileState state_of(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    const auto at = state_.find(path.string());
    return at == state_.end() ? FileState{} : FileState{at->second->number, 0};
  }

  Result<FileLock> lock(const std::filesystem::path&) override { return FileLock(); }  // nobody else is there

  Result<void> truncate(const std::filesystem::path& path, std::uint64_t size) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::truncate)) return sj::fail(Errc::io, "cannot truncate " + path.string());
    File& file = *state_.at(path.string());
    file.written.resize(size);
    file.synced = file.written;
    return {};
  }

  Result<void> remove(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::remove)) return sj::fail(Errc::io, "cannot remove " + path.string());
    state_.erase(path.string());
    return {};
  }

  Result<std::vector<std::string>> list(const std::filesystem::path& directory) override {
    const std::scoped_lock lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [path, file] : state_)
      if (std::filesystem::path(path).parent_path() == directory)
        names.push_back(std::filesystem::path(path).filename());
    if (names.empty() && !directories_.contains(directory.string()))
      return sj::fail(Errc::not_found, directory.string());
    return names;
  }

  Result<void> make_directory(const std::filesystem::path& directory) override {
    const std::scoped_lock lock(mutex_);
    directories_.insert(directory.string());
    return {};
  }

 private:
  struct File {
    std::string written, synced;
    bool is_reserved = false;
    std::uint64_t number = ++made;  ///< of this file alone
    static inline std::atomic<std::uint64_t> made = 0;
  };
  using State = std::map<std::string, std::shared_ptr<File>>;
  struct Plan {
    int pass = 0, count = 0;
  };

  class OpenFile final : public AppendFile {
   public:
    OpenFile(FakeDisk& disk, std::string path, std::shared_ptr<File> file)
        : disk_(disk), path_(std::move(path)), file_(std::move(file)) {}

    Result<void> append(std::string_view bytes) override {
      const std::scoped_lock lock(disk_.mutex_);
      const bool fails = disk_.fails(Fault::write);
      if (fails) bytes = bytes.substr(0, bytes.size() / 2);
      std::string& written = file_->written;
      if (written.size() < size_ + bytes.size()) written.resize(size_ + bytes.size());
      written.replace(size_, bytes.size(), bytes);
      size_ += bytes.size();
      return fails ? sj::fail(Errc::unavailable, "cannot write " + path_) : Result<void>();
    }

    Result<void> sync() override {
      const std::scoped_lock lock(disk_.mutex_);
      if (disk_.fails(Fault::sync)) return sj::fail(Errc::io, "cannot sync " + path_);
      const auto is_this = [&](const auto& entry) { return entry.second == file_; };
      if (std::ranges::none_of(disk_.state_, is_this)) return sj::fail(Errc::io, path_ + " was deleted");
      file_->synced = file_->written;
      return {};
    }

   private:
    FakeDisk& disk_;
    std::string path_;
    std::shared_ptr<File> file_;  // its name may change meanwhile
    std::uint64_t size_ = 0;
  };

  class OpenNote final : public NoteFile {
   public:
    OpenNote(FakeDisk& disk, std::shared_ptr<File> file) : disk_(disk), file_(std::move(file)) {}

    Result<void> write(std::uint64_t at, std::string_view bytes) override {
      const std::scoped_lock lock(disk_.mutex_);
      std::string& written = file_->written;
      if (written.size() < at + bytes.size()) written.resize(at + bytes.size());
      written.replace(at, bytes.size(), bytes);
      return {};
    }

   private:
    FakeDisk& disk_;
    std::shared_ptr<File> file_;
  };

  bool fails(Fault fault) {
    const auto at = faults_.find(fault);
    if (at == faults_.end()) return false;
    if (at->second.pass > 0) return --at->second.pass, false;
    return at->second.count > 0 && at->second.count-- > 0;
  }

  [[nodiscard]] State copied() const {
    const std::scoped_lock lock(mutex_);
    State copy;
    for (const auto& [path, file] : state_) copy.emplace(path, std::make_shared<File>(*file));
    return copy;
  }

  mutable std::mutex mutex_;
  State state_;
  std::set<std::string> directories_;
  std::map<Fault, Plan> faults_;
};

}  // namespace sj::testing
