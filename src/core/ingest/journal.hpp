#pragma once
// The durable, ordered log of accepted batches: what an answer 200 stands on. Files of a fixed size in one directory,
// each a row of checksummed records, and a list of which files there must be (docs/formats/storage.md, "Journal"). A
// file is deleted as a whole once everything in it is in the store, or written over as a later one.
//
// A file of which a write or sync failed gets no further success: what was synced before stays, the rest never counts,
// and the next append needs a new file. Nothing is tried again at once (JournalOptions::retry_after).
//
// Threads: append by one thread; the other members by any.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/file_system.hpp"
#include "base/mutex.hpp"
#include "base/result.hpp"
#include "ingest/journal_list.hpp"
#include "ingest/journal_mark.hpp"
#include "ingest/journal_reader.hpp"

namespace sj::ingest {

struct JournalOptions {
  std::uint64_t segment_bytes = 64u << 20;  ///< larger: fewer files and flushes; smaller: space comes back sooner
  /// Files that are done with and kept to be written over, because a file system has less to sync where it has nothing
  /// to allocate (docs/adr/0016-journal-files-are-written-over.md).
  std::size_t recycled_max = 2;
  /// After a failure appends are refused for this long, doubling with each that follows, up to the second.
  std::chrono::milliseconds retry_after{100}, retry_after_max{4'000};
  std::string identity;       ///< of the data directory; files of another one are refused
  bool must_exist = false;    ///< the directory was made with a journal, so that none means that it is lost
  std::uint64_t reached = 0;  ///< the store knows that next_record was this once; less is a loss
  bool accept_loss = false;   ///< go on without records that are missing, and say which
  /// Journal::current_list of an object that this process had open before: what failed since the disk last took a list
  /// does not count, although it may stand in a file.
  std::optional<JournalList> known;
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
  using Replay = JournalReplay;

  /// Hands every record that was acknowledged, and perhaps some that were not, to `replay`, oldest file first; what was
  /// handed over is on the disk when this returns, and the journal takes new ones. File system and clock must outlive
  /// it. Errors as read_journal, `io` where the disk refuses to be read or synced, and those of `replay`; nothing was
  /// changed then.
  static Result<std::unique_ptr<Journal>> open(FileSystem& files, const Clock& clock, std::filesystem::path directory,
                                               const JournalOptions& options, const Replay& replay);
  /// An empty one, durably: what JournalOptions::must_exist asks for later. Leaves one that is there alone.
  static Result<void> create(FileSystem& files, const std::filesystem::path& directory, const std::string& identity);
  /// Reads the list of files alone and changes nothing. Errc::not_found: there is none.
  static Result<JournalState> inspect(FileSystem& files, const std::filesystem::path& directory);

  /// Writes the records, in order, and syncs. When this fails none of them counts.
  Result<void> append(std::span<const std::string> records);

  /// The file that the newest record is in.
  [[nodiscard]] Segment active() const { return active_.load(); }

  /// While a file is pinned, neither it nor a newer one is deleted. Calls are counted.
  void pin(Segment segment);
  void unpin(Segment segment);

  /// The newest file of which, as of every older one, nothing is pinned and nothing more will be written; nullopt if
  /// there is none. What it covers may be deleted once the store is synced.
  [[nodiscard]] std::optional<Segment> truncatable() const;
  /// Lets go of these files. The store holds everything in them by its position `store_position` at the latest (0: not
  /// known), which is remembered.
  Result<void> truncate_through(Segment segment, std::uint64_t store_position);

  /// The greatest position that files were let go by, over all runs: a store that holds less has lost something. 0:
  /// none.
  [[nodiscard]] std::uint64_t store_position() const { return store_position_.load(); }
  /// The number that the next record gets; numbers rise over all runs.
  [[nodiscard]] std::uint64_t next_record() const { return next_record_.load(); }
  /// What this run goes on without, a sentence each; empty unless JournalOptions::accept_loss was given.
  [[nodiscard]] const std::vector<std::string>& losses() const { return losses_; }

  /// What belongs to it by now, whether or not the disk has taken it down yet.
  [[nodiscard]] JournalList current_list() const;

  /// No more will be appended; the newest file becomes truncatable like any other, and no file is recycled any more.
  void close();

  /// Bytes written to files that still exist.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_.load(); }
  /// Oldest file that still exists.
  [[nodiscard]] Segment oldest() const;

 private:
  Journal(FileSystem& files, const Clock& clock, std::filesystem::path directory, const JournalOptions& options);
  Result<void> take_over(JournalFound found);
  Result<void> write_group(std::span<const std::string> records);
  Result<void> start_segment();
  Result<void> begin_file();
  std::unique_ptr<AppendFile> recycle_as(Segment segment, std::string_view front);
  std::optional<Segment> take_recycled();
  void seal_segment();
  void abandon_segment();
  Result<void> back_off(const Error& error);
  Result<void> remove_dropped();
  Result<void> recycle_or_remove(Segment segment);
  void use_file(std::unique_ptr<AppendFile> file);

  FileSystem& files_;
  const Clock& clock_;
  const std::filesystem::path directory_;
  const JournalOptions options_;
  std::vector<std::string> losses_;

  // --- of the appending thread
  /// Null: the next append starts a file. Changed with the lock held.
  std::unique_ptr<AppendFile> file_;
  std::unique_ptr<AppendFile> begun_;  ///< has a front and the number newest_, and is not in the list yet
  std::unique_ptr<JournalMark> mark_;
  std::uint64_t written_ = 0;  ///< of the active file, synced
  Segment newest_ = 0;         ///< greatest number given to a file, also to one that could not be begun
  std::string buffer_;
  std::chrono::milliseconds delay_{0};  ///< after the last failure; 0: the last append succeeded
  SteadyTime retry_at_;
  Error last_error_{};

  std::atomic<std::uint64_t> next_record_ = 1, store_position_ = 0;
  std::atomic<Segment> active_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;

  Mutex list_mutex_;  ///< one list at a time is made and written; taken before mutex_, held over the disk

  mutable Mutex mutex_;
  std::map<Segment, ListedFile> listed_ SJ_GUARDED_BY(mutex_);
  /// No longer in the list, still on the disk; with their bytes.
  std::map<Segment, std::uint64_t> dropped_ SJ_GUARDED_BY(mutex_);
  std::map<Segment, std::uint64_t> pins_ SJ_GUARDED_BY(mutex_);
  /// Files of this run that were filled and never failed: what stands in them has lower numbers than all that comes.
  std::set<Segment> reusable_ SJ_GUARDED_BY(mutex_);
  std::vector<Segment> recycled_ SJ_GUARDED_BY(mutex_);  ///< numbers that they had
  bool closed_ SJ_GUARDED_BY(mutex_) = false;
};

}  // namespace sj::ingest
