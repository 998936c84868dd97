#include "journey/caveats.hpp"

#include "journey/settings.hpp"
#include "journey/status.hpp"

namespace sj::journey {
namespace {

bool is_approved_over(const Asked& asked, const Facts& facts) {
  const bool refused = asked.impact == Impact::blocked || asked.impact == Impact::rejected;
  return refused && !is_put_right(asked, facts);
}

}  // namespace

Caveats caveats_of(const Facts& facts) {
  Caveats out;
  const DecisionFact* decision = facts.decision();
  if (!decision) return out;
  for (const Asked& asked : facts.asked)
    if (asked.time > decision->time + lag_ms_max && blocks(asked, facts)) out.blocked_after.push_back(&asked);
  if (decision->outcome != Impact::approved) return out;
  out.approved_over = select(candidates_of(facts), [&](const Asked& asked) { return is_approved_over(asked, facts); });
  out.without_checks =
      !facts.at(Stage::step1).has_check && !facts.at(Stage::pre_step2).has_check && !facts.at(Stage::step2).has_check;
  return out;
}

}  // namespace sj::journey
