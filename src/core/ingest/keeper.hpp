#pragma once
// Moves what open sessions have into the store, so that memory and journal stay within their bounds: sessions that went
// quiet, the longest untouched when memory is short, and those that keep an old journal file from being deleted.
#include <list>
#include <map>
#include <stop_token>
#include <thread>

#include "base/room.hpp"
#include "ingest/journal.hpp"
#include "ingest/open_sessions.hpp"
#include "ingest/projector.hpp"

namespace sj::ingest {

/// The store's note of how far the journal had come when files of it were let go: a journal that has not is an older
/// one (JournalOptions::reached).
inline constexpr std::string_view journal_record_note = "journal_record";

/// Room that the disk must have before anything is moved to the store, which, where it meets a full disk in the middle
/// of a file, has to be opened again: rather nothing is begun.
inline constexpr std::uint64_t room_to_write = 16u << 20;

struct KeeperOptions {
  Room* room = nullptr;  ///< of the disk that the store is on; null: there is always enough
  std::chrono::milliseconds interval{100};
  std::chrono::milliseconds retry_after{1'000};  ///< after the store refused, e.g. because the disk is full
  std::chrono::milliseconds seal_after{30'000};  ///< quiet for this long: into the store and out of memory
  std::size_t open_bytes_max = 192u << 20;       ///< of open sessions; larger: fewer chunks a session
  std::uint64_t journal_bytes_max = 128u << 20;  ///< larger: fewer flushes, longer start after a crash
};

class Keeper {
 public:
  Keeper(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, const Clock& clock,
         const KeeperOptions& options);
  ~Keeper();

  /// `journal` must outlive the keeper's thread.
  void start(Journal& journal);
  void stop();

  /// One pass over what is due, a share of each shard at most. False when the store refused something: it will be tried
  /// again.
  bool run_once();
  /// Saves every open session, as far as the deadline allows, and syncs. True when nothing is left only in the journal.
  bool save_all(Journal& journal, SteadyTime deadline);

 private:
  using Sessions = std::list<OpenSession*>;
  struct Due {
    OpenSession* session;
    std::uint32_t count;                      ///< events that are saved once this is
    Journal::Segment segment;                 ///< events after those are in this file or a newer one
    std::optional<DetachedFold> folded = {};  ///< of those events, where folding them takes long
  };
  /// What is saved at once: of each `due` one save, and the rows that nobody made yet, by project.
  struct Taken {
    std::vector<Due> due;
    std::vector<store::SessionSave> saves;
    std::map<std::string, std::vector<journey::Summary>> rows;
  };
  enum class Kept : std::uint8_t { all, a_share, refused };

  void run(const std::stop_token& stop);
  [[nodiscard]] bool may_write() const;
  [[nodiscard]] std::chrono::milliseconds interval() const;
  bool save_due(Shard& shard, SteadyTime quiet_before, bool journal_is_full);
  void free_memory(Shard& shard, SteadyTime quiet_before);
  template <class IsDue>
  Kept keep_front(Shard& shard, Sessions Shard::*order, IsDue is_due);
  template <class IsDue>
  std::vector<Due> pick(Shard& shard, Sessions Shard::*order, IsDue is_due);
  bool fold_ahead(Shard& shard, Due& due);
  void take(Shard& shard, Due& due, Taken& taken) SJ_REQUIRES(row_order_);
  bool make_row(OpenSession& session, Due& due, Taken& taken);
  bool save(const Taken& taken) SJ_REQUIRES(row_order_);
  void mark_saved(const Due& due);
  bool truncate_journal();

  OpenSessions& sessions_;
  store::Store& store_;
  const RulesOf rules_;
  Mutex& row_order_;
  const Clock& clock_;
  const KeeperOptions options_;
  Journal* journal_ = nullptr;
  bool behind_ = false;   ///< the last pass left what is due
  std::stop_token stop_;  ///< of the thread; ends its pauses
  std::jthread thread_;
};

}  // namespace sj::ingest
