#include "journey/causes.hpp"

#include <algorithm>

namespace sj::journey {
namespace {

bool is_named(const Asked& asked, const Reason& reason, const EventLog& log) {
  switch (reason.causes) {
    case Reason::Causes::not_named: return false;
    case Reason::Causes::retakes: return asked.impact == Impact::retake;
    case Reason::Causes::warnings: return asked.warning;
    case Reason::Causes::checks:
      return std::ranges::find(reason.checks, log.at(asked.index).name) != reason.checks.end();
  }
  return false;
}

}  // namespace

const Reason* known_reason(const DecisionFact& decision, const EventLog& log, const Catalog& catalog) {
  if (!decision.has_reason) return nullptr;
  const Reason* reason = catalog.reason(log.at(decision.index).reason);
  return reason && reason->outcome == decision.outcome ? reason : nullptr;
}

Causes find_causes(const Facts& facts, const EventLog& log, const DecisionFact& decision, const Reason* reason,
                   const Candidates& candidates) {
  const Candidates unresolved = select(candidates, [&](const Asked& asked) { return !is_resolved(asked, facts); });
  const bool names_causes = reason && reason->causes != Reason::Causes::not_named;
  const Confidence otherwise = names_causes ? Confidence::possible : Confidence::likely;

  if (names_causes) {
    const auto named = [&](const Asked& asked) { return is_named(asked, *reason, log); };
    if (auto found = select(unresolved, named); !found.empty()) return {std::move(found), Confidence::confirmed};
    if (auto found = select(candidates, named); !found.empty()) return {std::move(found), Confidence::likely};
  }
  if (reason && reason->stage) {
    auto found = select(unresolved, [&](const Asked& asked) { return asked.stage == *reason->stage; });
    if (!found.empty()) return {std::move(found), otherwise};
  }
  if (auto found = select(unresolved, [&](const Asked& asked) { return asked.impact == decision.outcome; });
      !found.empty())
    return {std::move(found), otherwise};
  if (auto found = select(unresolved, [](const Asked& asked) { return !asked.warning; }); !found.empty())
    return {std::move(found), Confidence::possible};
  if (!unresolved.empty()) return {unresolved, Confidence::possible};
  return {};
}

}  // namespace sj::journey
