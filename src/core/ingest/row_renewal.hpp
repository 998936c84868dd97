#pragma once
// Rows made again after the rules changed, beside everything else: lists are answered meanwhile, from rows of the old
// rules and of the new ones (docs/adr/0023-rows-are-renewed-beside-everything.md).
//
// Threads: `renew` by one at a time, `progress` by any.
#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/mutex.hpp"
#include "base/room.hpp"
#include "ingest/open_sessions.hpp"

namespace sj::ingest {

class RowRenewal {
 public:
  struct Progress {
    std::uint64_t done = 0, total = 0;  ///< rows
  };

  /// Everything given must outlive it. `row_order`: a row is made and shown under it. `room` of the store's disk; null:
  /// there is always enough.
  RowRenewal(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, Room* room);

  /// So many rows are to be renewed from now on; 0: none.
  void expect(std::uint64_t rows);
  /// nullopt: nothing is to be renewed.
  [[nodiscard]] std::optional<Progress> progress() const;

  /// Makes the rows of these sessions by the rules of now, shows them, and saves those of which all events are saved;
  /// the others are saved with their events. A session whose events cannot be read keeps the row that it has.
  Result<void> renew(const std::string& project_id, std::span<const std::string> session_ids);

 private:
  /// The row as the store's events make it, and through which event they were read.
  struct Read {
    std::optional<journey::Summary> row;  ///< nullopt: the events cannot be read
    std::uint64_t saved_through = 0;
  };
  struct Made {
    std::vector<journey::Summary> rows;
    std::vector<store::SessionSave> saves;
  };
  Result<Read> read(const std::string& project_id, const std::string& session_id, const Rules& rules);
  Result<void> add(const std::string& project_id, const std::string& session_id, Read& read, const Rules& rules,
                   Made& made) SJ_REQUIRES(row_order_);
  Result<void> add_open(Shard& shard, OpenSession& session, const Rules& rules, Made& made)
      SJ_REQUIRES(row_order_, shard.mutex);

  OpenSessions& sessions_;
  store::Store& store_;
  const RulesOf rules_;
  Mutex& row_order_;
  Room* room_;
  std::atomic<std::uint64_t> done_ = 0, total_ = 0;
};

}  // namespace sj::ingest
