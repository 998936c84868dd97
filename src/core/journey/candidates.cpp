#include "journey/candidates.hpp"

#include "journey/settings.hpp"

namespace sj::journey {

Candidates candidates_of(const Facts& facts) {
  const DecisionFact* decision = facts.decision();
  Candidates out;
  for (const Asked& asked : facts.asked) {
    const bool in_time = !decision || asked.time <= decision->time + lag_ms_max;
    if (asked.source == Source::be && in_time) out.push_back(&asked);
  }
  return out;
}

std::vector<EventIndex> indexes_of(const Candidates& candidates) {
  std::vector<EventIndex> out;
  out.reserve(candidates.size());
  for (const Asked* asked : candidates) out.push_back(asked->index);
  return out;
}

Candidates asked_of(const Facts& facts, const std::vector<EventIndex>& indexes) {
  Candidates out;
  out.reserve(indexes.size());
  auto asked = facts.asked.begin();
  for (const EventIndex index : indexes) {
    while (asked->index != index) ++asked;
    out.push_back(&*asked++);
  }
  return out;
}

}  // namespace sj::journey
