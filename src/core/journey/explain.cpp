#include "journey/explain.hpp"

#include <algorithm>

#include "journey/candidates.hpp"
#include "journey/causes.hpp"

namespace sj::journey {
namespace {

constexpr std::array<std::string_view, headline_count> headline_texts{"APPROVED_WITH_WARNINGS",
                                                                      "APPROVED_AFTER_RETAKE",
                                                                      "APPROVED",
                                                                      "REJECTED_RETRY_LIMIT",
                                                                      "REJECTED_BY_CHECK",
                                                                      "REJECTED_UNEXPLAINED",
                                                                      "PENDING_REVIEW",
                                                                      "PENDING_UNEXPLAINED",
                                                                      "BLOCKED_PRE_CHECKS",
                                                                      "BLOCKED_IN_STEP",
                                                                      "COMPLETED_WITHOUT_DECISION",
                                                                      "ERROR_RETRY_LOOP",
                                                                      "ERROR_PAGE_ONLY",
                                                                      "DROPPED_NEVER_OPENED",
                                                                      "DROPPED_ON_SERVER",
                                                                      "DROPPED_CAMERA_DENIED",
                                                                      "DROPPED_AFTER_RETAKE",
                                                                      "DROPPED_OFFLINE",
                                                                      "DROPPED_IN_BACKGROUND",
                                                                      "DROPPED_ON_SCREEN",
                                                                      "IN_PROGRESS_RETAKE",
                                                                      "IN_PROGRESS"};
constexpr std::array<std::string_view, confidence_count> confidence_texts{"confirmed", "likely",   "possible",
                                                                          "observed",  "inferred", "none"};
constexpr std::array<std::string_view, role_count> role_texts{"decision", "cause", "contributing", "observation"};

constexpr std::string_view retry_limit_check = "RETRY_LIMIT_CHECK";

// One question after the other, in the order of §11's table.
class Diagnostician {
 public:
  Diagnostician(const Facts& facts, Status status, const EventLog& log, const Catalog& catalog)
      : facts_(facts), status_(status), log_(log), catalog_(catalog), candidates_(candidates_of(facts)) {}

  Diagnosis answer() const {
    if (const DecisionFact* decision = facts_.decision()) {
      if (decision->outcome == Impact::approved) return approved();
      return refused(*decision);
    }
    if (auto blocked = blocked_anywhere()) return *std::move(blocked);
    switch (status_) {
      case Status::completed: return {Headline::completed_without_decision, Confidence::none, {}};
      case Status::error: return error();
      case Status::dropped: return dropped();
      case Status::in_progress: return in_progress();
    }
    return {};
  }

 private:
  Diagnosis approved() const {
    if (any([](const Asked& asked) { return asked.warning; }))
      return {Headline::approved_with_warnings, Confidence::confirmed, {}};
    if (any([](const Asked& asked) { return asked.impact == Impact::retake; }))
      return {Headline::approved_after_retake, Confidence::confirmed, {}};
    return {Headline::approved, Confidence::confirmed, {}};
  }

  Diagnosis refused(const DecisionFact& decision) const {
    const Reason* reason = known_reason(decision, log_, catalog_);
    const bool rejected = decision.outcome == Impact::rejected;
    if (rejected && reason && reason->causes == Reason::Causes::retakes) return retry_limit();
    Causes causes = find_causes(facts_, log_, decision, reason, candidates_);
    const bool found = !causes.events.empty();
    if (!found)
      return {rejected ? Headline::rejected_unexplained : Headline::pending_unexplained, Confidence::none, {}};
    return {rejected ? Headline::rejected_by_check : Headline::pending_review, causes.confidence,
            indexes_of(causes.events)};
  }

  Diagnosis retry_limit() const {
    auto causes = indexes_of(select(candidates_, [&](const Asked& asked) {
      return asked.impact == Impact::retake ||
             (asked.impact == Impact::rejected && log_.at(asked.index).name == retry_limit_check);
    }));
    const Confidence confidence = causes.empty() ? Confidence::none : Confidence::confirmed;
    return {Headline::rejected_retry_limit, confidence, std::move(causes)};
  }

  std::optional<Diagnosis> blocked_anywhere() const {
    const Candidates blocking = select(candidates_, [&](const Asked& asked) { return blocks(asked, facts_); });
    if (blocking.empty()) return std::nullopt;
    auto early = select(blocking, [](const Asked& asked) { return asked.stage == Stage::pre_checks; });
    if (!early.empty()) return Diagnosis{Headline::blocked_pre_checks, Confidence::confirmed, indexes_of(early)};
    return Diagnosis{Headline::blocked_in_step, Confidence::confirmed, indexes_of(blocking)};
  }

  Diagnosis error() const {
    const ErrorClass page_class = catalog_.family_of(log_.at(facts_.last_screen).error_code).error_class;
    const Candidates retakes = select(candidates_, [&](const Asked& asked) {
      return asked.impact == Impact::retake && asked.stage == facts_.last_screen_stage;
    });
    const bool loop = page_class == ErrorClass::retry_loop || (page_class == ErrorClass::system && !retakes.empty());
    if (!loop) return {Headline::error_page_only, Confidence::observed, {}};
    const Candidates unresolved = select(retakes, [&](const Asked& asked) { return !is_resolved(asked, facts_); });
    return {Headline::error_retry_loop, retakes.empty() ? Confidence::observed : Confidence::likely,
            indexes_of(unresolved.empty() ? retakes : unresolved)};
  }

  Diagnosis dropped() const {
    const auto headline = [](Headline value) { return Diagnosis{value, Confidence::observed, {}}; };
    const bool nothing_happened = facts_.fe == 0 && !facts_.has_check && facts_.last_milestone == never;
    if (nothing_happened) return {Headline::dropped_never_opened, Confidence::inferred, {}};
    if (facts_.fe == 0) return {Headline::dropped_on_server, Confidence::inferred, {}};
    if (camera_is_denied()) return headline(Headline::dropped_camera_denied);
    if (auto retakes = open_retakes(); !retakes.empty())
      return {Headline::dropped_after_retake, Confidence::observed, std::move(retakes)};
    if (facts_.offline) return headline(Headline::dropped_offline);
    if (facts_.last_fe_hides) return headline(Headline::dropped_in_background);
    return headline(Headline::dropped_on_screen);
  }

  Diagnosis in_progress() const {
    if (auto retakes = open_retakes(); !retakes.empty())
      return {Headline::in_progress_retake, Confidence::confirmed, std::move(retakes)};
    return {Headline::in_progress, Confidence::none, {}};
  }

  std::vector<EventIndex> open_retakes() const {
    return indexes_of(select(candidates_, [&](const Asked& asked) {
      return asked.impact == Impact::retake && asked.stage == facts_.current_stage() && !is_resolved(asked, facts_);
    }));
  }

  bool camera_is_denied() const {
    return std::ranges::any_of(facts_.asked, [&](const Asked& asked) {
      return asked.type->has(Flag::camera_denied) && !is_resolved(asked, facts_);
    });
  }

  template <class Condition>
  bool any(Condition holds) const {
    return std::ranges::any_of(candidates_, [&](const Asked* asked) { return holds(*asked); });
  }

  const Facts& facts_;
  Status status_;
  const EventLog& log_;
  const Catalog& catalog_;
  Candidates candidates_;
};

void sort_in_order(std::vector<EventIndex>& events, const EventLog& log) {
  std::ranges::sort(events, [&](EventIndex a, EventIndex b) { return comes_before(log.at(a), log.at(b)); });
  events.erase(std::unique(events.begin(), events.end()), events.end());
}

std::vector<EventIndex> observations(const Facts& facts, const EventLog& log) {
  std::vector<EventIndex> out;
  for (const EventIndex page : {facts.last_error_page, facts.first_final_page, facts.last_screen})
    if (page != no_event) out.push_back(page);
  for (const Asked& asked : facts.asked)
    if (asked.type->has(Flag::camera_denied) && !is_resolved(asked, facts)) out.push_back(asked.index);
  sort_in_order(out, log);
  return out;
}

}  // namespace

std::string_view to_text(Headline value) {
  return headline_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Confidence value) {
  return confidence_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Role value) {
  return role_texts[static_cast<std::size_t>(value)];
}

std::optional<Headline> headline_of(std::string_view text) {
  const auto at = std::ranges::find(headline_texts, text);
  if (at == headline_texts.end()) return std::nullopt;
  return static_cast<Headline>(at - headline_texts.begin());
}

Diagnosis diagnose(const Facts& facts, Status status, const EventLog& log, const Catalog& catalog) {
  return Diagnostician(facts, status, log, catalog).answer();
}

Evidence evidence_of(const Facts& facts, const Diagnosis& diagnosis, const EventLog& log) {
  Evidence out;
  const auto of = [&](Role role) -> std::vector<EventIndex>& { return out[static_cast<std::size_t>(role)]; };
  if (const DecisionFact* decision = facts.decision()) of(Role::decision).push_back(decision->index);
  of(Role::cause) = diagnosis.causes;
  const std::vector<EventIndex> candidates = indexes_of(candidates_of(facts));
  // Causes are a part of the candidates, in the same order.
  auto cause = diagnosis.causes.begin();
  for (const EventIndex candidate : candidates)
    if (cause != diagnosis.causes.end() && *cause == candidate)
      ++cause;
    else
      of(Role::contributing).push_back(candidate);
  of(Role::observation) = observations(facts, log);
  return out;
}

}  // namespace sj::journey
