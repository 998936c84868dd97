// What live streams ask: which sessions changed, and which became DROPPED by time alone.
#include <rapidcheck.h>

#include <algorithm>

#include "store/conformance/backend.hpp"
#include "store/conformance/model.hpp"
#include "store/conformance/random_rows.hpp"

namespace sj::store::conformance {
namespace {

using journey::Summary;

class StoredChanges : public StoreTest {
 protected:
  Model fill(const std::string& project, Random& random, int count) {
    Model model;
    for (int i = 1; i <= count; ++i) {
      const Summary row = random_row(random, random_session_id(random, count), static_cast<std::uint64_t>(i));
      model.put(row);
      RC_ASSERT(store_->show(project, std::span(&row, 1)));
    }
    return model;
  }
  static Scope scope_of(const std::string& project, TimeMs as_of) {
    static const auto catalog = Catalog::load().value();
    return {.project_id = project, .settings = {}, .catalog = catalog, .as_of = as_of};
  }
};
SJ_FOR_EVERY_STORE(StoredChanges);

TEST_P(StoredChanges, ComeByTheirNewestEvent) {
  int number = 0;
  EXPECT_TRUE(rc::check("changes", [&](std::uint64_t seed) {
    Random random(seed);
    const std::string project = "p" + std::to_string(number++);
    const int count = *rc::gen::inRange(1, 60);
    const Model model = fill(project, random, count);
    const Scope scope = scope_of(project, base_time + random.below(4) * 1'000'000);
    const Filter filter = random.chance(50) ? Filter{} : random_filter(random);
    const auto after = static_cast<std::uint64_t>(random.below(count + 1));
    const auto limit = static_cast<std::size_t>(1 + random.below(20));
    auto wanted = model.list(scope, filter, Sort::created_ascending);
    std::erase_if(wanted, [&](const Summary& row) { return row.last_accept_seq <= after; });
    std::ranges::sort(wanted, {}, &Summary::last_accept_seq);
    if (wanted.size() > limit) wanted.resize(limit);
    const auto got = *store_->changes(scope, filter, after, limit);
    RC_ASSERT(std::ranges::equal(got, wanted, [](const Change& change, const Summary& row) {
      return change.session_id == row.session_id && change.accept_seq == row.last_accept_seq;
    }));
  }));
}

TEST_P(StoredChanges, AMarkTellsOfASessionUntilItsRowIsAsNew) {
  Random random(1);
  const auto show = [&](const std::string& session_id, std::uint64_t accept_seq) {
    const Summary row = random_row(random, session_id, accept_seq);
    ASSERT_TRUE(store_->show("marks", std::span(&row, 1)));
  };
  const auto mark = [&](const std::string& session_id, std::uint64_t accept_seq) {
    const Change change{session_id, accept_seq};
    store_->mark_changed("marks", std::span(&change, 1));
  };
  const auto after = [&](std::uint64_t accept_seq) {
    std::vector<std::pair<std::string, std::uint64_t>> told;
    const auto changes = store_->changes(scope_of("marks", base_time), {}, accept_seq, 10);
    for (const Change& change : *changes) told.emplace_back(change.session_id, change.accept_seq);
    return told;
  };
  using Told = std::vector<std::pair<std::string, std::uint64_t>>;
  show("a", 1);
  show("b", 2);
  mark("a", 5);
  mark("nobody", 6);
  EXPECT_EQ(after(0), (Told{{"b", 2}, {"a", 5}}));
  EXPECT_EQ(after(4), (Told{{"a", 5}}));
  EXPECT_EQ(after(5), Told{});
  EXPECT_EQ(store_->last_accept_seq(), 2u) << "a mark is no event";
  show("a", 4);
  EXPECT_EQ(after(4), (Told{{"a", 5}})) << "a row that still lags";
  show("a", 7);
  EXPECT_EQ(after(5), (Told{{"a", 7}}));
}

TEST_P(StoredChanges, BecomingDroppedIsSeenOnceWhereverTheTimeIsCut) {
  int number = 0;
  EXPECT_TRUE(rc::check("dropped between", [&](std::uint64_t seed) {
    Random random(seed);
    const std::string project = "p" + std::to_string(number++);
    const Model model = fill(project, random, *rc::gen::inRange(1, 60));
    const TimeMs begin = base_time, end = base_time + 10'000'000;
    std::vector<std::string> seen;
    for (TimeMs after = begin; after < end;) {
      const TimeMs until = std::min(end, after + 1 + random.below(900'000));
      const auto dropped = *store_->dropped_between(scope_of(project, until), {}, after, until, 1'000);
      for (const std::string& id : dropped) {
        const Summary& row = model.rows().at(id);
        RC_ASSERT(journey::status_at(row, {}, after).status == journey::Status::in_progress);
        RC_ASSERT(journey::status_at(row, {}, until).status == journey::Status::dropped);
        seen.push_back(id);
      }
      after = until;
    }
    std::vector<std::string> wanted;
    for (const auto& [id, row] : model.rows())
      if (!row.settled) wanted.push_back(id);
    std::ranges::sort(seen);
    RC_ASSERT(seen == wanted);
  }));
}

TEST_P(StoredChanges, AtMostSoManyAreTold) {
  std::vector<Summary> rows;
  for (std::uint64_t i = 1; i <= 50; ++i)
    rows.push_back({.session_id = "s" + std::to_string(i),
                    .created_at = base_time,
                    .quiet_since = base_time,
                    .last_accept_seq = i});
  ASSERT_TRUE(store_->show("p", rows));
  const Scope scope = scope_of("p", base_time + day_ms);
  EXPECT_EQ(store_->changes(scope, {}, 0, 7)->size(), 7u);
  EXPECT_EQ(store_->changes(scope, {}, 0, 7)->back().accept_seq, 7u);
  EXPECT_EQ(store_->dropped_between(scope, {}, base_time, base_time + day_ms, 7)->size(), 7u);
}

}  // namespace
}  // namespace sj::store::conformance
