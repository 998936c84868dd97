#pragma once
// Adds events to Facts, in order, one instant after the other. Everything that §3 and §6 say about "not later" and
// "later" needs to know all events of an instant before it judges one of them, so an instant is added as a whole.
#include <span>
#include <vector>

#include "event/catalog.hpp"
#include "event/event_log.hpp"
#include "journey/classify.hpp"
#include "journey/facts.hpp"

namespace sj::journey {

/// An event together with what the fold found out about it.
struct Placed {
  Event event;
  EventIndex index = no_event;
  Classified classified;
  Stage stage = Stage::pre_checks;
};

class Fold {
 public:
  /// The catalog must outlive the fold.
  explicit Fold(const Catalog& catalog) : catalog_(&catalog) {}

  /// Adds all events that have one and the same time; they are in order, and the time is greater than that of every
  /// event added before. Fills in `classified` and `stage` of each.
  void add_instant(std::span<Placed> events);

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const Catalog& catalog() const { return *catalog_; }
  [[nodiscard]] bool empty() const { return facts_.events() == 0; }

 private:
  void note_places(std::span<Placed> events);
  [[nodiscard]] Stage stage_of(const Placed& event) const;
  void add(const Placed& event);
  void add_times(const Event& event);
  void add_activity(const Placed& event);
  void add_name(const Placed& event, std::uint64_t name_hash);
  void add_identities(const Placed& event);
  void add_flags(const Placed& event);
  void add_screen(const Placed& event);
  void add_outcome(const Placed& event, std::uint64_t name_hash);

  const Catalog* catalog_;
  Facts facts_;
  std::optional<Stage> last_placed_fe_;                ///< for §3 (4)
  std::optional<Stage> highest_placed_be_;             ///< for §3 (5), FINAL left out
  Stage highest_placed_activity_ = Stage::pre_checks;  ///< for the frontier of §6
};

/// Adds events that are in order to a fold, their places forgotten: in the memory of one instant.
void fold_on(Fold& fold, const EventLog& log, std::span<const EventIndex> order);

/// Adds events that are in order to an empty fold and returns them with their places. `order` holds indexes into `log`.
std::vector<Placed> fold_all(Fold& fold, const EventLog& log, std::span<const EventIndex> order);

}  // namespace sj::journey
