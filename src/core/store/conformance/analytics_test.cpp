// Every number of the analytics against the model, on random rows.
#include <rapidcheck.h>

#include "store/conformance/backend.hpp"
#include "store/conformance/model.hpp"
#include "store/conformance/random_rows.hpp"

namespace sj::store::conformance {
namespace {

using journey::Summary;

std::map<std::string, std::uint64_t> counts_of(const std::vector<ValueCount>& counts) {
  std::map<std::string, std::uint64_t> out;
  for (const ValueCount& count : counts) RC_ASSERT(out.emplace(count.value, count.sessions).second);
  RC_ASSERT(std::ranges::is_sorted(counts, std::greater{}, &ValueCount::sessions));
  return out;
}

template <class Name>
std::map<std::string, std::uint64_t> tally(const std::vector<Summary>& rows, Name name) {
  std::map<std::string, std::uint64_t> out;
  for (const Summary& row : rows) ++out[std::string(name(row))];
  return out;
}

void expect_same(const Funnel& got, const Funnel& wanted) {
  RC_ASSERT(got.started == wanted.started);
  RC_ASSERT(got.completed == wanted.completed);
  RC_ASSERT(got.approved == wanted.approved);
  for (std::size_t i = 0; i < stage_count; ++i) {
    const StageFunnel &a = got.stages[i], &b = wanted.stages[i];
    RC_ASSERT(
        std::tie(a.entered, a.passed, a.dropped_here, a.error_here, a.blocked_here, a.retakes, a.p50_ms, a.p90_ms) ==
        std::tie(b.entered, b.passed, b.dropped_here, b.error_here, b.blocked_here, b.retakes, b.p50_ms, b.p90_ms));
  }
}

bool is_close(std::optional<DurationMs> got, std::optional<DurationMs> exact) {
  if (!got || !exact) return got == exact;
  return std::abs(*got - *exact) * 100 <= *exact;
}

void expect_same(const std::vector<CheckStatistics>& got, const std::map<std::string, CheckStatistics>& wanted) {
  RC_ASSERT(got.size() == wanted.size());
  RC_ASSERT(std::ranges::is_sorted(got, std::greater{}, &CheckStatistics::runs));
  for (const CheckStatistics& one : got) {
    const CheckStatistics& exact = wanted.at(one.check);
    RC_ASSERT(std::tie(one.runs, one.sessions, one.sessions_with_retake, one.results) ==
              std::tie(exact.runs, exact.sessions, exact.sessions_with_retake, exact.results));
    RC_ASSERT(is_close(one.p50_ms, exact.p50_ms));
    RC_ASSERT(is_close(one.p95_ms, exact.p95_ms));
  }
}

void expect_dropoffs(const Dropoffs& got, const std::vector<Summary>& dropped) {
  RC_ASSERT(counts_of(got.headline) ==
            tally(dropped, [](const Summary& row) { return journey::to_text(row.headline_dropped); }));
  RC_ASSERT(counts_of(got.stage) == tally(dropped, [](const Summary& row) { return to_text(row.stage); }));
  RC_ASSERT(counts_of(got.last_path) == tally(dropped, [](const Summary& row) { return row.last_path; }));
  RC_ASSERT(counts_of(got.last_event) == tally(dropped, [](const Summary& row) { return row.last_event; }));
}

void expect_outcomes(const std::vector<OutcomeBucket>& got, const std::vector<OutcomeBucket>& wanted) {
  RC_ASSERT(got.size() == wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    RC_ASSERT(std::tie(got[i].from, got[i].to, got[i].status, got[i].decision) ==
              std::tie(wanted[i].from, wanted[i].to, wanted[i].status, wanted[i].decision));
}

class StoredAnalytics : public StoreTest {};
SJ_FOR_EVERY_STORE(StoredAnalytics);

TEST_P(StoredAnalytics, AreThoseOfTheModel) {
  int number = 0;
  const auto catalog = Catalog::load().value();
  EXPECT_TRUE(rc::check("analytics", [&](std::uint64_t seed) {
    Random random(seed);
    const std::string project = "p" + std::to_string(number++);
    Model model;
    const int count = *rc::gen::inRange(1, 120);
    for (int i = 1; i <= count; ++i) {
      const Summary row = random_row(random, random_session_id(random, count), static_cast<std::uint64_t>(i));
      model.put(row);
      RC_ASSERT(store_->show(project, std::span(&row, 1)));
    }
    for (int i = 0; i < 8; ++i) {
      const Scope scope{
          .project_id = project, .settings = {}, .catalog = catalog, .as_of = base_time + random.below(4) * 1'000'000};
      const Filter filter = random.chance(40) ? Filter{} : random_filter(random);
      expect_same(*store_->funnel(scope, filter), model.funnel(scope, filter));
      const std::vector<TimeMs> edges{base_time + 1'000, base_time + 3'000, base_time + 3'001, base_time + 8'000};
      expect_outcomes(*store_->outcomes(scope, filter, edges), model.outcomes(scope, filter, edges));
      std::map<std::pair<Impact, std::string>, std::uint64_t> reasons;
      const auto told = *store_->reasons(scope, filter);
      for (const ReasonCount& reason : told) reasons[{reason.outcome, reason.reason}] += reason.sessions;
      RC_ASSERT(reasons == model.reasons(scope, filter));
      RC_ASSERT(counts_of(*store_->errors(scope, filter)) == model.errors(scope, filter));
      expect_dropoffs(*store_->dropoffs(scope, filter), model.dropped(scope, filter));
      expect_same(*store_->checks(scope, filter), model.checks(scope, filter));
    }
  }));
}

TEST_P(StoredAnalytics, EveryNumberOfSessionsIsTheCountOfItsFilter) {
  Random random(11);
  for (std::uint64_t i = 1; i <= 400; ++i) {
    const Summary row = random_row(random, "s" + std::to_string(i), i);
    ASSERT_TRUE(store_->show("p", std::span(&row, 1)));
  }
  const Scope scope{
      .project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time + 1'500'000};
  const auto count = [&](auto set) {
    Filter filter;
    set(filter);
    return *store_->count(scope, filter);
  };
  const auto funnel = *store_->funnel(scope, {});
  EXPECT_EQ(funnel.started, count([](Filter&) {}));
  EXPECT_EQ(funnel.completed, count([](Filter& f) { f.status = {journey::Status::completed}; }));
  EXPECT_EQ(funnel.approved, count([](Filter& f) { f.decision = {Impact::approved}; }));
  for (std::size_t i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    EXPECT_EQ(funnel.stages[i].entered, count([&](Filter& f) { f.entered = {stage}; }));
    EXPECT_EQ(funnel.stages[i].passed, count([&](Filter& f) { f.passed = {stage}; }));
    EXPECT_EQ(funnel.stages[i].dropped_here,
              count([&](Filter& f) { f.stage = {stage}, f.status = {journey::Status::dropped}; }));
    EXPECT_EQ(
        funnel.stages[i].blocked_here, count([&](Filter& f) {
          f.stage = {stage}, f.headline = {journey::Headline::blocked_pre_checks, journey::Headline::blocked_in_step};
        }));
  }
  const auto checks = *store_->checks(scope, {});
  for (const CheckStatistics& check : checks)
    EXPECT_GE(count([&](Filter& f) { f.check = {{check.check, std::nullopt}}; }), check.sessions);
  const auto errors = *store_->errors(scope, {});
  for (const ValueCount& error : errors)
    EXPECT_EQ(error.sessions, count([&](Filter& f) { f.error_code = {error.value}; }));
}

// More sessions than a store may look at in one go, asked again and again while some of them change and time goes on.
TEST_P(StoredAnalytics, StayThoseOfTheModelWhileRowsAndTimeGoOn) {
  Random random(5);
  Model model;
  constexpr int count = 5'000;
  std::uint64_t accept_seq = 0;
  const auto show = [&](const std::vector<Summary>& rows) {
    for (const Summary& row : rows) model.put(row);
    ASSERT_TRUE(store_->show("p", rows));
  };
  std::vector<Summary> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(random_row(random, "s" + std::to_string(i), ++accept_seq));
    rows.back().created_at += i;  // some stretches of the table are within a range of time, some are not
    if (random.chance(1)) rows.back().stages[1] = {.entered = true, .retakes = 70'000, .duration_ms = 5'000'000'000};
  }
  show(rows);
  Filter refused, ranged, lately;
  refused.decision = {Impact::rejected};
  ranged.from = base_time + 4'500;
  ranged.to = base_time + 16'000;
  lately.time_field = TimeField::updated;
  lately.from = base_time;
  Scope scope{.project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time + 1'100'000};
  for (int step = 0; step < 6; ++step) {
    for (const Filter& filter : {Filter{}, refused, ranged, lately}) {
      expect_same(*store_->funnel(scope, filter), model.funnel(scope, filter));
      expect_same(*store_->checks(scope, filter), model.checks(scope, filter));
    }
    if (step % 2 == 0) show({random_row(random, "s" + std::to_string(random.below(count + 9)), ++accept_seq)});
    scope.as_of += random.chance(50) ? 1 : 400'000;
    if (step == 3) scope.settings.drop_after_ms /= 2;
  }
}

}  // namespace
}  // namespace sj::store::conformance
