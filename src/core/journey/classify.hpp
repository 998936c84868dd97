#pragma once
// What one event is, seen alone: its place (§3), what it did to the user (§4), and whether it counts as activity.
#include <optional>

#include "event/catalog.hpp"
#include "event/event.hpp"

namespace sj::journey {

struct Classified {
  const EventType* type = nullptr;  ///< never null; belongs to the catalog
  std::optional<Stage> placed;      ///< nullopt: contextual, its stage depends on the events around it
  Impact impact = Impact::none;     ///< effective impact
  bool activity = false;            ///< wakes a session
  bool warning = false;             ///< changed nothing for the user, and can still be a cause

  /// Whether §6 asks if this was put right later.
  [[nodiscard]] bool is_asked() const;
  [[nodiscard]] bool is_decision() const { return type->kind == Kind::decision; }
};

[[nodiscard]] Classified classify(const Event& event, const Catalog& catalog);

}  // namespace sj::journey
