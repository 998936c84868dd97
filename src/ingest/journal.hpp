#pragma once
// The durable, ordered log of accepted batches: what an answer 200 stands on. Files of a fixed size in one directory,
// each a row of checksummed records (docs/formats/storage.md, "journal"). A file is deleted as a whole once everything
// in it is in the store, or written over as a later one.
//
// Threads: append by one thread; the other members by any.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/file_system.hpp"
#include "base/result.hpp"

namespace sj::ingest {

struct JournalOptions {
  std::uint64_t segment_bytes = 64u << 20;  ///< larger: fewer files and flushes; smaller: space comes back sooner
  /// Files that are done with and kept to be written over, because a file system has less to sync where it has nothing
  /// to allocate (docs/adr/0016-journal-files-are-written-over.md).
  std::size_t spares_max = 2;
  std::string identity;       ///< of the data directory; files of another one are refused
  std::uint64_t reached = 0;  ///< the store knows that records up to this number were written; fewer are a loss
  bool accept_loss = false;   ///< go on without records that are missing, and say which
};

/// What a journal says of itself before its records are read.
struct JournalState {
  std::string identity;
  std::uint64_t store_position = 0;  ///< see Journal::store_position
  std::uint64_t next_record = 1;     ///< a lower bound: records of the newest file are not counted yet
};

class Journal {
 public:
  using Segment = std::uint64_t;  ///< number of a file, rising

  /// Given the records of one file, in order.
  using Replay = std::function<Result<void>(std::span<const std::string_view> records)>;

  /// Hands every record that was acknowledged, and perhaps some that were not, to `replay`, oldest file first; then the
  /// journal takes new ones. Errc::corrupt: a record is damaged and later ones are not, so this is no cut-off write.
  /// The file system must outlive the journal.
  static Result<std::unique_ptr<Journal>> open(FileSystem& files, std::filesystem::path directory,
                                               const JournalOptions& options, const Replay& replay);

  /// Reads the list of files alone and changes nothing. Errc::not_found: there is no journal.
  static Result<JournalState> inspect(FileSystem& files, const std::filesystem::path& directory);

  /// Writes the records, in order, and syncs. When this fails none of them counts: they are cut off again, and the next
  /// append starts a new file.
  Result<void> append(std::span<const std::string> records);

  /// The file that the newest record is in.
  [[nodiscard]] Segment active() const { return active_.load(); }

  /// While a file is held, neither it nor a newer one is deleted. Calls are counted.
  void hold(Segment segment);
  void release(Segment segment);

  /// The newest file of which, as of every older one, nothing is held and nothing more will be written; nullopt if
  /// there is none. What it covers may be deleted once the store is synced.
  [[nodiscard]] std::optional<Segment> droppable() const;
  /// The store holds everything of these files, by its position `store_position` at the latest (0: not known).
  Result<void> drop_through(Segment segment, std::uint64_t store_position);

  /// The greatest position that files were dropped by, over all runs: a store that holds less has lost something. 0:
  /// none.
  [[nodiscard]] std::uint64_t store_position() const { return store_position_.load(); }
  /// The number that the next record gets; numbers rise over all runs.
  [[nodiscard]] std::uint64_t next_record() const { return next_record_.load(); }

  /// No more will be appended; the newest file becomes droppable like any other, and no file is spared any more.
  void close();

  /// Bytes written to files that still exist.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_.load(); }
  /// Oldest file that still exists.
  [[nodiscard]] Segment oldest() const;

 private:
  Journal(FileSystem& files, std::filesystem::path directory, const JournalOptions& options);
  [[nodiscard]] std::filesystem::path path_of(Segment segment) const;
  [[nodiscard]] std::filesystem::path spare_path_of(Segment segment) const;
  Result<void> start_segment(std::uint64_t first_number);
  Result<std::unique_ptr<AppendFile>> new_file(Segment segment, std::string_view front);
  std::unique_ptr<AppendFile> spare_as(Segment segment, std::string_view front);
  std::optional<Segment> take_spare();
  Result<void> spare_or_remove(Segment segment);
  void abandon_segment();
  void use_file(std::unique_ptr<AppendFile> file);

  FileSystem& files_;
  const std::filesystem::path directory_;
  const JournalOptions options_;
  /// Null: the next append starts a file. Changed by the appending thread, with the lock held.
  std::unique_ptr<AppendFile> file_;
  std::uint64_t written_ = 0;  ///< of the active file, synced
  Segment newest_ = 0;         ///< greatest number given to a file, also to one that could not be begun
  std::atomic<std::uint64_t> next_record_ = 1;
  std::atomic<std::uint64_t> store_position_ = 0;
  std::string buffer_;
  std::atomic<Segment> active_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;

  mutable std::mutex mutex_;  ///< guards what is below
  std::map<Segment, std::uint64_t> sizes_;
  std::map<Segment, std::uint64_t> holds_;
  /// Files of this run that were filled and never failed: what stands in them has lower numbers than all that comes.
  std::set<Segment> reusable_;
  std::vector<Segment> spares_;  ///< numbers that they had
  bool closed_ = false;
};

}  // namespace sj::ingest
