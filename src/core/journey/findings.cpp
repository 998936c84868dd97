#include "journey/findings.hpp"

#include <algorithm>
#include <array>

#include "journey/caveats.hpp"

namespace sj::journey {
namespace {

constexpr std::array<std::string_view, finding_count> code_texts{"REASON_MISSING",
                                                                 "REASON_OUTCOME_MISMATCH",
                                                                 "PAIR_BROKEN",
                                                                 "FINAL_PAGE_WITHOUT_DECISION",
                                                                 "RESULT_NOT_SEEN",
                                                                 "ERROR_PAGE_WITHOUT_BLOCK",
                                                                 "BLOCKED_AFTER_DECISION",
                                                                 "APPROVED_OVER_BLOCK",
                                                                 "APPROVED_WITHOUT_CHECKS",
                                                                 "DECISION_CHANGED",
                                                                 "CLOCK_SKEW",
                                                                 "UNKNOWN_EVENT",
                                                                 "IDENTITY_CHANGED",
                                                                 "NO_SESSION_START"};

class Examiner {
 public:
  Examiner(const Fold& fold, const EventLog& log, std::span<const Placed> events, Status status, TimeMs as_of)
      : facts_(fold.facts()), catalog_(fold.catalog()), log_(log), events_(events), status_(status), as_of_(as_of) {}

  std::vector<Finding> answer(const Pairs& pairs) {
    decisions();
    broken_pairs(pairs);
    pages();
    caveats();
    decision_changed();
    with_each(FindingCode::clock_skew, [this](const Placed& event) {
      return event.event.claimed_time.has_value() || event.event.time < facts_.created_at;
    });
    with_each(FindingCode::unknown_event, [](const Placed& event) { return !event.classified.type->known; });
    identity_changed();
    if (!facts_.has_start) out_.push_back({FindingCode::no_session_start, {}, 0});
    return std::move(out_);
  }

 private:
  // Notes the finding if there are events that make it true.
  void note(FindingCode code, std::vector<EventIndex> events) {
    if (events.empty()) return;
    const std::size_t total = events.size();
    if (total > finding_events_max) events.resize(finding_events_max);
    out_.push_back({code, std::move(events), total});
  }

  template <class Condition>
  void with_each(FindingCode code, Condition holds) {
    std::vector<EventIndex> found;
    for (const Placed& event : events_)
      if (holds(event)) found.push_back(event.index);
    note(code, std::move(found));
  }

  void decisions() {
    std::vector<EventIndex> without_reason;
    for (const DecisionFact& decision : facts_.decisions)
      if (decision.outcome != Impact::approved && !decision.has_reason) without_reason.push_back(decision.index);
    note(FindingCode::reason_missing, std::move(without_reason));

    const DecisionFact* current = facts_.decision();
    if (!current || current->outcome == Impact::approved || !current->has_reason) return;
    const Reason* reason = catalog_.reason(log_.at(current->index).reason);
    if (reason && reason->outcome != current->outcome) note(FindingCode::reason_outcome_mismatch, {current->index});
  }

  void broken_pairs(const Pairs& pairs) {
    if (facts_.fe == 0 || facts_.be == 0) return;
    std::vector<EventIndex> broken;
    for (const std::size_t position : pairs.unmatched)
      if (as_of_ - events_[position].event.time > lag_ms_max) broken.push_back(events_[position].index);
    note(FindingCode::pair_broken, std::move(broken));
  }

  void pages() {
    const DecisionFact* decision = facts_.decision();
    const bool result_page_alone =
        !decision && facts_.first_final_page != no_event && as_of_ - facts_.first_final_page_time > lag_ms_max;
    if (result_page_alone) note(FindingCode::final_page_without_decision, {facts_.first_final_page});
    if (status_ == Status::dropped && decision && facts_.fe > 0) note(FindingCode::result_not_seen, {decision->index});
    if (facts_.has_error_page && !facts_.has_server_obstacle)
      with_each(FindingCode::error_page_without_block,
                [](const Placed& event) { return event.classified.type->has(Flag::error_page); });
  }

  void caveats() {
    const Caveats caveats = caveats_of(facts_);
    note(FindingCode::blocked_after_decision, indexes_of(caveats.blocked_after));
    note(FindingCode::approved_over_block, indexes_of(caveats.approved_over));
    if (caveats.without_checks) note(FindingCode::approved_without_checks, {facts_.decision()->index});
  }

  void decision_changed() {
    const auto has = [&](Impact outcome) {
      return std::ranges::any_of(facts_.decisions, [&](const DecisionFact& d) { return d.outcome == outcome; });
    };
    if (!has(Impact::approved) || !has(Impact::rejected)) return;
    std::vector<EventIndex> all;
    all.reserve(facts_.decisions.size());
    for (const DecisionFact& decision : facts_.decisions) all.push_back(decision.index);
    note(FindingCode::decision_changed, std::move(all));
  }

  void identity_changed() {
    std::array<std::string_view, identity_count> shown{};
    bool changed = false;
    for (std::size_t kind = 0; kind < identity_count; ++kind) {
      const IdentityFacts& identity = facts_.identities[kind];
      changed = changed || identity.values.size() > 1;
      if (identity.shown() != no_event)
        shown[kind] = identity_of(log_.at(identity.shown()), static_cast<Identity>(kind));
    }
    if (!changed) return;
    with_each(FindingCode::identity_changed, [&](const Placed& event) {
      for (std::size_t kind = 0; kind < identity_count; ++kind) {
        const auto value = identity_of(event.event, static_cast<Identity>(kind));
        if (!value.empty() && !is_same_identity(value, shown[kind], static_cast<Identity>(kind))) return true;
      }
      return false;
    });
  }

  const Facts& facts_;
  const Catalog& catalog_;
  const EventLog& log_;
  std::span<const Placed> events_;
  Status status_;
  TimeMs as_of_;
  std::vector<Finding> out_;
};

}  // namespace

std::string_view to_text(FindingCode value) {
  return code_texts[static_cast<std::size_t>(value)];
}

std::vector<Finding> find_oddities(const Fold& fold, const EventLog& log, std::span<const Placed> events,
                                   const Pairs& pairs, Status status, TimeMs as_of) {
  return Examiner(fold, log, events, status, as_of).answer(pairs);
}

}  // namespace sj::journey
