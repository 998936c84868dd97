#pragma once
// Journal and store of a data directory, together: opened, and opened again when a disk failed or was full for a
// moment. RocksDB is not trusted to recover by itself (docs/adr/0018-what-the-files-hold.md), so a failed store is
// closed, opened and given again what the journal has; where it cannot be written to, it is opened for reading until it
// can.
//
// Threads: the members may be called from any; one thread of its own looks after the store.
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "app/row_making.hpp"
#include "app/rule_book.hpp"
#include "base/clock.hpp"
#include "base/file_system.hpp"
#include "base/mutex.hpp"
#include "base/room.hpp"
#include "config/config.hpp"
#include "ingest/ingest.hpp"
#include "store/reopenable_store.hpp"
#include "store/rocksdb/rocksdb_store.hpp"

namespace sj::app {

/// Replaced as a whole when catalogs are read again.
using CurrentRules = std::atomic<std::shared_ptr<const RuleBook>>;

class Storage {
 public:
  /// What it stands on; must outlive it.
  struct Ground {
    const DataDirectory& directory;
    FileSystem& files;
    const Clock& clock;
    Room& room;
    access::Registry& registry;
    const CurrentRules& rules;
    ingest::IngestObserver& observer;
  };

  static Result<std::unique_ptr<Storage>> open(const config::Config& config, const Ground& ground);
  /// Moves what is open to the store.
  ~Storage();

  /// For questions: it answers only while all that was acknowledged can be seen.
  [[nodiscard]] store::Store& store() { return questions_; }
  [[nodiscard]] ingest::Ingest& ingest() { return *ingest_; }

  /// Exchanges the rules and begins to make the rows of projects again whose rules those are. For the moment of the
  /// exchange events wait and single sessions are not answered; lists tell of the old rows until there are new ones.
  Result<void> change_rules(const std::function<void()>& change);

  /// Takes no more and moves what is open to the store; safe to call twice.
  void stop();

  /// Why the process was asked to end (SIGTERM to itself), if it was: the store could not be opened again.
  [[nodiscard]] std::optional<Error> fatal() const;

 private:
  Storage(const config::Config& config, const Ground& ground);
  Result<void> open_what_belongs() SJ_REQUIRES(reopen_mutex_);
  Result<bool> check_before_opening(const ingest::JournalState& journal) const;
  Result<void> open_store() SJ_REQUIRES(reopen_mutex_);
  Result<std::unique_ptr<store::Store>> open_rocksdb(bool read_only) const SJ_REQUIRES(reopen_mutex_);
  Result<void> reopen_once() SJ_REQUIRES(reopen_mutex_);
  void make_undecoded_rows() SJ_REQUIRES(reopen_mutex_);
  void begin_making_rows() SJ_REQUIRES(reopen_mutex_) { row_making_->start(opened_, ground_.rules.load()); }
  void look_after(const std::stop_token& stop);
  void heal(const std::stop_token& stop);
  void give_up(const Error& error);

  const Ground ground_;
  const store::RocksdbOptions store_options_;
  ingest::IngestOptions ingest_options_;
  Mutex reopen_mutex_;                                                 ///< held while the store is closed
  bool merge_files_ SJ_GUARDED_BY(reopen_mutex_) = true;               ///< until merging met damage
  std::shared_ptr<store::Store> opened_ SJ_GUARDED_BY(reopen_mutex_);  ///< null while it is closed
  store::ReopenableStore store_;  ///< for ingest, which replays into it before anybody may ask
  store::ReopenableStore questions_;
  std::unique_ptr<ingest::Ingest> ingest_;
  std::optional<RowMaking> row_making_;
  mutable Mutex mutex_;
  std::optional<Error> fatal_ SJ_GUARDED_BY(mutex_);
  std::jthread watch_;
};

}  // namespace sj::app
