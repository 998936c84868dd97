#include "journey/journey.hpp"

#include "journey/concurrency.hpp"
#include "journey/sentence.hpp"

namespace sj::journey {
namespace {

void fill_stages(Journey& out, const Facts& facts) {
  const auto states = stage_states(facts, out.status.status, out.diagnosis);
  for (std::size_t i = 0; i < stage_count; ++i) {
    const StageFacts& stage = facts.stages[i];
    out.stages[i] = {states[i], stage.events, stage.entered_at, stage.left_at};
  }
}

void fill_pairs(Journey& out, const Pairs& pairs) {
  for (const Pairs::Match& match : pairs.matched) {
    JourneyEvent& fe = out.events[match.fe];
    JourneyEvent& be = out.events[match.be];
    fe.pair = be.placed.index;
    be.pair = fe.placed.index;
    out.matched.push_back({fe.placed.index, be.placed.index, match.delta_ms});
  }
  for (const std::size_t position : pairs.unmatched) out.unmatched.push_back(out.events[position].placed.index);
}

// Facts list the asked events in the same order as the journey does, so one walk over both finds each.
void fill_resolved(Journey& out, const Facts& facts) {
  auto asked = facts.asked.begin();
  for (JourneyEvent& event : out.events) {
    if (asked == facts.asked.end()) break;
    if (event.placed.index != asked->index) continue;
    event.resolved = is_resolved(*asked, facts);
    ++asked;
  }
}

std::vector<JourneyEvent> with_groups(std::vector<Placed> placed) {
  const auto groups = concurrency_groups(placed);
  std::vector<JourneyEvent> out;
  out.reserve(placed.size());
  for (std::size_t i = 0; i < placed.size(); ++i) out.push_back({.placed = placed[i], .group = groups[i]});
  return out;
}

}  // namespace

std::optional<Journey> assemble(const EventLog& log, std::uint32_t count, const Catalog& catalog,
                                const Settings& settings, TimeMs as_of, Horizon horizon) {
  std::vector<EventIndex> order = log.sorted(0, count);
  if (horizon == Horizon::until_as_of)
    std::erase_if(order, [&](EventIndex index) { return log.at(index).time > as_of; });
  if (order.empty()) return std::nullopt;

  Fold fold(catalog);
  const std::vector<Placed> placed = fold_all(fold, log, order);
  const Facts& facts = fold.facts();
  const Pairs pairs = match_pairs(placed, catalog);

  Journey out;
  out.as_of = as_of;
  out.summary = summarize(fold, log, settings);
  out.status = status_at(out.summary, settings, as_of);
  out.findings = find_oddities(fold, log, placed, pairs, out.status.status, as_of);
  out.events = with_groups(placed);
  out.diagnosis = diagnose(facts, out.status.status, log, catalog);
  fill_stages(out, facts);
  fill_pairs(out, pairs);
  fill_resolved(out, facts);
  out.sentence = sentence_of(out.diagnosis, fold, log);
  out.evidence = evidence_of(facts, out.diagnosis, log);
  return out;
}

}  // namespace sj::journey
