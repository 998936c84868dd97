#include "journey/classify.hpp"

namespace sj::journey {
namespace {

std::optional<Stage> place(const Event& event, const EventType& type, const Catalog& catalog) {
  const bool own_stage_counts =
      event.source == Source::be && type.kind != Kind::decision && type.kind != Kind::milestone;
  if (own_stage_counts && event.stage) return event.stage;
  if (type.stage) return type.stage;
  if (type.kind == Kind::screen) return catalog.stage_of_path(event.path);
  return std::nullopt;
}

Impact impact_of_check(const EventType& type, std::optional<CheckResult> result) {
  if (result == CheckResult::fail) return type.impact;
  const bool stops_the_user = type.impact == Impact::blocked || type.impact == Impact::retake;
  return result == CheckResult::error && stops_the_user ? type.impact : Impact::none;
}

bool fe_claim_counts(Impact impact) {
  return impact == Impact::none || impact == Impact::retake || impact == Impact::completed;
}

Impact effective_impact(const Event& event, const EventType& type) {
  if (type.kind == Kind::decision) return type.impact;
  if (event.impact && (event.source == Source::be || fe_claim_counts(*event.impact))) return *event.impact;
  return type.kind == Kind::check ? impact_of_check(type, event.result) : type.impact;
}

bool is_warning(const Event& event, const EventType& type, Impact impact) {
  if (event.source != Source::be || impact != Impact::none) return false;
  if (type.known && type.kind != Kind::check) return false;
  return event.result == CheckResult::warn || event.result == CheckResult::fail || event.result == CheckResult::error;
}

}  // namespace

bool Classified::is_asked() const {
  if (is_decision()) return false;
  return warning || impact == Impact::blocked || impact == Impact::retake || impact == Impact::rejected ||
         impact == Impact::pending;
}

Classified classify(const Event& event, const Catalog& catalog) {
  const EventType& type = catalog.type_of(event.name, event.source);
  Classified out;
  out.type = &type;
  out.placed = place(event, type, catalog);
  out.impact = effective_impact(event, type);
  out.activity = event.source == Source::fe || (type.known && !type.has(Flag::quiet));
  out.warning = is_warning(event, type, out.impact);
  return out;
}

}  // namespace sj::journey
