#pragma once
// One session in memory: its events, which of them are where (acknowledged, folded, in the store), and its row in the
// making. Guarded by the lock of its shard (open_sessions.hpp).
//
// Where memory is short a session is *trimmed*: events that the store has leave memory, and what stays of them is
// enough to tell a duplicate and to count (ADR 21). Events are told by their index in the session either way.
#include <atomic>
#include <chrono>
#include <functional>
#include <limits>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "ingest/event_ids.hpp"
#include "ingest/journal.hpp"
#include "journey/fold.hpp"
#include "journey/summary.hpp"

namespace sj::ingest {

/// What a project's journeys are told by.
struct Rules {
  std::shared_ptr<const Catalog> catalog;
  journey::Settings settings;
};

using RulesOf = std::function<Rules(const std::string& project_id)>;

/// A session's first `count` events, folded apart from it, and the row that they make.
struct DetachedFold {
  std::uint32_t count = 0;
  journey::Fold fold;
  std::shared_ptr<const Catalog> catalog;  ///< the fold looks into it
  journey::Summary row;
};

/// How much of a session FE events may take: anybody with a page's key can send them, and a session that they fill
/// would take no decision any more.
struct FeQuota {
  std::uint32_t events_max = std::numeric_limits<std::uint32_t>::max();
  std::size_t bytes_max = std::numeric_limits<std::size_t>::max();  ///< of records
};

class OpenSession {
 public:
  OpenSession(std::string project_id, std::string session_id);

  /// These two never change: who has pinned the session reads them without the lock.
  [[nodiscard]] const std::string& project_id() const { return project_id_; }
  [[nodiscard]] const std::string& session_id() const { return session_id_; }

  /// Its events in memory: all of them unless it is trimmed.
  [[nodiscard]] const EventLog& log() const { return log_; }

  /// Events that came from the store, before anything else is added.
  [[nodiscard]] bool load(std::string_view records);

  // --- trimming

  /// Events before this index are only in the store; 0 unless the session is trimmed.
  [[nodiscard]] std::uint32_t first_loaded() const { return first_loaded_; }
  [[nodiscard]] bool is_trimmed() const { return first_loaded_ > 0; }
  /// Whether everything is committed and it would be much smaller; a session of a few events is not.
  [[nodiscard]] bool is_worth_trimming() const;
  /// Leaves what the store does not have. What was here is returned to be freed.
  EventLog trim();
  /// Takes back what was trimmed: `records` are the session's in the store. False: they are not, and nothing changed.
  [[nodiscard]] bool untrim(std::string_view records);
  /// Whether the event may be one that was trimmed; where it may, the session is untrimmed before it is appended.
  [[nodiscard]] bool may_be_trimmed(const RecordKey& key) const;

  /// What the store has of it is damaged: only new events are here, no row is made of them, and they are kept beside
  /// what cannot be read.
  void mark_unreadable();
  [[nodiscard]] bool is_unreadable() const { return is_unreadable_; }

  // --- taking events: appended first, then all appended ones are either committed or rolled back

  enum class Append : std::uint8_t { done, duplicate, full, fe_full };
  /// Takes the event unless the session has it, or has no room. `key` is the record's. Nobody but the writer sees it
  /// before commit.
  Append append(const RecordKey& key, std::string_view record, const FeQuota& room);
  [[nodiscard]] bool has_uncommitted() const { return committed_ < size(); }
  /// The appended events are durable.
  void commit();
  /// The appended events could not be kept.
  void roll_back();

  /// Events that readers may see.
  [[nodiscard]] std::uint32_t committed() const { return committed_; }
  /// Records of the events [from, to), `from >= first_loaded()`.
  [[nodiscard]] std::string_view records(std::uint32_t from, std::uint32_t to) const {
    return log_.records(from - first_loaded_, to - first_loaded_);
  }
  /// accept_seq of the newest committed event, which is not trimmed.
  [[nodiscard]] std::uint64_t newest_accept_seq() const { return log_.at(committed_ - 1 - first_loaded_).accept_seq; }

  // --- making the row

  /// Events that are in the row that was made last.
  [[nodiscard]] std::uint32_t folded() const { return folded_; }
  [[nodiscard]] bool needs_projection() const { return folded_ < committed_; }
  /// How many events `project` would fold a second time: none where the new ones are later than all before, else all.
  /// A trimmed session is not projected but folded apart.
  [[nodiscard]] std::uint32_t to_fold_again(const Rules& rules) const;
  /// The row of all committed events. Only new events are added to the fold where they are later than all before;
  /// otherwise the session is folded again.
  [[nodiscard]] journey::Summary project(const Rules& rules);
  /// Goes on from a fold that was made apart, unless its own is as far; then false. The row is left where it is.
  bool adopt(DetachedFold& folded);

  // --- keeping

  [[nodiscard]] std::uint32_t unsaved() const { return committed_ - saved_; }
  /// Records of those among the first `count` events.
  [[nodiscard]] std::string_view unsaved_records(std::uint32_t count) const { return records(saved_, count); }
  void mark_saved(std::uint32_t count) { saved_ = count; }

  [[nodiscard]] std::size_t memory_bytes() const;

  // --- the shard's own notes

  std::uint32_t pins = 0;       ///< batches under way that will add to it: it must stay in memory
  bool queued = false;          ///< waits for projection
  bool aside = false;           ///< waits for the slow lane (slow_lane.hpp)
  std::uint32_t row_texts = 0;  ///< of the row that was projected last
  SteadyTime project_after{};   ///< a session that is expensive to fold is not folded too often
  SteadyTime last_touched{};
  std::optional<Journal::Segment> pinned;  ///< oldest journal file that has events of it which the store has not
  std::size_t counted_bytes = 0;           ///< what it last added to the sums of its shard and its project
  std::atomic<std::size_t>* project_bytes = nullptr;
  std::list<OpenSession*>::iterator by_touch, by_pin;

 private:
  [[nodiscard]] bool continues(const Rules& rules) const;
  void fold_new(const Rules& rules);
  [[nodiscard]] std::uint32_t size() const { return first_loaded_ + log_.size(); }
  void count_fe(std::uint32_t index);

  const std::string project_id_, session_id_;
  EventLog log_;  ///< events from `first_loaded_` on
  std::uint32_t first_loaded_ = 0;
  std::size_t trimmed_bytes_ = 0;  ///< of records before that
  EventIds ids_;
  bool is_unreadable_ = false;
  std::uint32_t committed_ = 0, folded_ = 0, saved_ = 0;
  std::uint32_t fe_events_ = 0;  ///< trimmed and appended ones included
  std::size_t fe_bytes_ = 0;
  std::optional<journey::Fold> fold_;
  std::shared_ptr<const Catalog> folded_by_;
};

}  // namespace sj::ingest
