#pragma once
// A disk in memory that fails when a test says so, and forgets what was not synced when the power is cut.
//
// Faults it knows: no space for a new file; a write or sync that fails, the write after half of its bytes; a truncation
// or removal that fails; power cut, where of the bytes written since the last sync any sectors may be missing.
#include <cstdint>
#include <map>
#include <mutex>
#include <random>

#include "base/file_system.hpp"

namespace sj::ingest::testing {

class FakeDisk final : public FileSystem {
 public:
  static constexpr std::size_t sector_bytes = 64;  // smaller than a real one, so that small records span several

  enum class Fault : std::uint8_t { create, write, sync, truncate, remove };

  FakeDisk() = default;
  FakeDisk(const FakeDisk& other) : state_(other.state()) {}

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
    for (auto& [path, file] : state()) {
      std::string& kept = after.state_[path].written = file.synced;
      for (std::size_t at = 0; at < kept.size() && at < file.written.size(); at += sector_bytes)
        if (random() % 2) kept.replace(at, sector_bytes, file.written, at, sector_bytes);
      after.state_[path].synced = kept;
    }
    return after;
  }

  [[nodiscard]] std::string& bytes(const std::filesystem::path& path) { return state_.at(path.string()).written; }
  [[nodiscard]] std::size_t files() const { return state().size(); }

  Result<std::unique_ptr<AppendFile>> create(const std::filesystem::path& path, std::uint64_t reserve_bytes) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::create)) return sj::fail(Errc::unavailable, "no space for " + path.string());
    if (state_.contains(path.string())) return sj::fail(Errc::io, path.string() + " exists");
    state_[path.string()].synced = state_[path.string()].written = std::string(reserve_bytes, '\0');
    return std::make_unique<OpenFile>(*this, path.string());
  }

  Result<std::string> read(const std::filesystem::path& path) override {
    const std::scoped_lock lock(mutex_);
    const auto at = state_.find(path.string());
    if (at == state_.end()) return sj::fail(Errc::not_found, path.string());
    return at->second.written;
  }

  Result<void> truncate(const std::filesystem::path& path, std::uint64_t size) override {
    const std::scoped_lock lock(mutex_);
    if (fails(Fault::truncate)) return sj::fail(Errc::io, "cannot truncate " + path.string());
    File& file = state_.at(path.string());
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
    return names;
  }

 private:
  struct File {
    std::string written, synced;
  };
  using State = std::map<std::string, File>;
  struct Plan {
    int pass = 0, count = 0;
  };

  class OpenFile final : public AppendFile {
   public:
    OpenFile(FakeDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}

    Result<void> append(std::string_view bytes) override {
      const std::scoped_lock lock(disk_.mutex_);
      const bool fails = disk_.fails(Fault::write);
      if (fails) bytes = bytes.substr(0, bytes.size() / 2);
      std::string& written = disk_.state_.at(path_).written;
      if (written.size() < size_ + bytes.size()) written.resize(size_ + bytes.size());
      written.replace(size_, bytes.size(), bytes);
      size_ += bytes.size();
      return fails ? sj::fail(Errc::unavailable, "cannot write " + path_) : Result<void>();
    }

    Result<void> sync() override {
      const std::scoped_lock lock(disk_.mutex_);
      if (disk_.fails(Fault::sync)) return sj::fail(Errc::io, "cannot sync " + path_);
      File& file = disk_.state_.at(path_);
      file.synced = file.written;
      return {};
    }

    Result<void> truncate(std::uint64_t size) override {
      const std::scoped_lock lock(disk_.mutex_);
      if (disk_.fails(Fault::truncate)) return sj::fail(Errc::io, "cannot truncate " + path_);
      File& file = disk_.state_.at(path_);
      file.written.resize(size);
      file.synced = file.written;
      size_ = size;
      return {};
    }

   private:
    FakeDisk& disk_;
    std::string path_;
    std::uint64_t size_ = 0;
  };

  bool fails(Fault fault) {
    const auto at = faults_.find(fault);
    if (at == faults_.end()) return false;
    if (at->second.pass > 0) return --at->second.pass, false;
    return at->second.count > 0 && at->second.count-- > 0;
  }

  [[nodiscard]] State state() const {
    const std::scoped_lock lock(mutex_);
    return state_;
  }

  mutable std::mutex mutex_;
  State state_;
  std::map<Fault, Plan> faults_;
};

}  // namespace sj::ingest::testing
