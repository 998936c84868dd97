#pragma once
// One session in memory: its events, which of them are where (acknowledged, folded, in the store), and its row in the
// making. Guarded by the lock of its shard (open_sessions.hpp).
#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "ingest/event_ids.hpp"
#include "ingest/journal.hpp"
#include "journey/fold.hpp"
#include "journey/summary.hpp"

namespace sj::ingest {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What a project's journeys are told by.
struct Rules {
  std::shared_ptr<const Catalog> catalog;
  journey::Settings settings;
};

class OpenSession {
 public:
  OpenSession(std::string project_id, std::string session_id);

  [[nodiscard]] const std::string& project_id() const { return project_id_; }
  [[nodiscard]] const EventLog& log() const { return log_; }

  /// Events that came from the store, before anything else is added.
  [[nodiscard]] bool load(std::string_view records);

  // --- taking events: offered first, then all offered ones are either committed or withdrawn

  enum class Offer : std::uint8_t { taken, duplicate, full };
  /// Takes the event unless the session has it, or has no room. `key` is the record's. Nobody but the writer sees it
  /// before commit.
  Offer offer(const RecordKey& key, std::string_view record);
  [[nodiscard]] bool has_offers() const { return committed_ < log_.size(); }
  /// The offered events are durable.
  void commit() { committed_ = log_.size(); }
  /// The offered events could not be kept.
  void withdraw();

  /// Events that readers may see.
  [[nodiscard]] std::uint32_t committed() const { return committed_; }

  // --- making the row

  [[nodiscard]] bool needs_projection() const { return folded_ < committed_; }
  /// The row of all committed events. Only new events are added to the fold where they are later than all before;
  /// otherwise the session is folded again.
  [[nodiscard]] journey::Summary project(const Rules& rules);

  // --- keeping

  [[nodiscard]] std::uint32_t unsaved() const { return committed_ - saved_; }
  [[nodiscard]] std::string_view unsaved_records() const { return log_.records(saved_, committed_); }
  void mark_saved(std::uint32_t count) { saved_ = count; }

  [[nodiscard]] std::size_t memory_bytes() const;

  // --- the shard's own notes

  std::uint32_t pins = 0;      ///< batches under way that will add to it: it must stay in memory
  bool queued = false;         ///< waits for projection
  SteadyTime project_after{};  ///< a session that is dear to fold is not folded too often
  SteadyTime last_touched{};
  std::optional<Journal::Segment> held;  ///< oldest journal file that has events of it which the store has not
  std::size_t counted_bytes = 0;         ///< what it last added to the shard's sum
  std::list<OpenSession*>::iterator by_touch, by_hold;

 private:
  void fold_new(const Rules& rules);

  std::string project_id_;
  EventLog log_;
  EventIds ids_;
  std::uint32_t committed_ = 0, folded_ = 0, saved_ = 0;
  std::optional<journey::Fold> fold_;
  std::shared_ptr<const Catalog> folded_by_;
};

}  // namespace sj::ingest
