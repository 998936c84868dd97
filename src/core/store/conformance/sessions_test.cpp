// Rows and events of single sessions, notes, and that projects do not see each other.
#include <atomic>
#include <thread>

#include "event/event_log.hpp"
#include "store/conformance/backend.hpp"
#include "store/conformance/random_rows.hpp"
#include "store/summary_codec.hpp"

namespace sj::store::conformance {
namespace {

using journey::Summary;

std::string records(std::uint64_t first, std::uint64_t last, std::size_t size = 1) {
  std::string out;
  for (std::uint64_t seq = first; seq <= last; ++seq) {
    const std::string message(size, static_cast<char>('a' + seq % 26));
    append_record(out, {.event_id = std::to_string(seq), .name = "X", .message = message, .accept_seq = seq});
  }
  return out;
}

Summary row_of(std::string session_id, std::uint64_t seed = 1) {
  Random random(seed);
  return random_row(random, std::move(session_id), seed);
}

Result<void> show(Store& store, Summary row, std::string_view project = "p") {
  const Summary one[] = {std::move(row)};
  return store.show(project, one);
}

Result<void> save(Store& store, Summary row, std::string bytes, std::string project = "p") {
  const SessionSave one[] = {{project, row.session_id, std::move(bytes)}};
  if (auto shown = show(store, std::move(row), project); !shown) return shown;
  return store.save(one);
}

void expect_row(Store& store, const std::string& project, const Summary& row) {
  const auto found = store.find(project, row.session_id);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_TRUE(*found) << row.session_id;
  EXPECT_EQ(encode_summary(**found), encode_summary(row));
}

class StoredSessions : public StoreTest {};
SJ_FOR_EVERY_STORE(StoredSessions);

TEST_P(StoredSessions, AnEmptyStoreKnowsNothing) {
  EXPECT_FALSE(*store_->find("p", "s"));
  EXPECT_FALSE(*store_->events("p", "s"));
  EXPECT_FALSE(store_->has_events("p", "s"));
  EXPECT_EQ(store_->last_accept_seq(), 0u);
  EXPECT_EQ(store_->sizes().sessions, 0u);
  EXPECT_TRUE(store_->sync());
  const Scope scope{.project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time};
  EXPECT_TRUE(store_->list(scope, {})->sessions.empty());
  EXPECT_EQ(*store_->count(scope, {}), 0u);
  EXPECT_EQ(store_->funnel(scope, {})->started, 0u);
  EXPECT_TRUE(store_->linked("p", row_of("s"), 20)->empty());
  EXPECT_TRUE(store_->changes(scope, {}, 0, 10)->empty());
  EXPECT_EQ(store_->outcomes(scope, {}, std::vector<TimeMs>{1, 2, 3})->size(), 2u);
}

TEST_P(StoredSessions, ARowThatWasReadIsReadAnewOnceItIsWrittenAnew) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    ASSERT_TRUE(save(*store_, row_of("s", seed), records(seed, seed)));
    for (int look = 0; look < 2; ++look) expect_row(*store_, "p", row_of("s", seed));
    ASSERT_TRUE(save(*store_, row_of("s", 10 + seed), "", "other project"));
    expect_row(*store_, "other project", row_of("s", 10 + seed));
  }
}

TEST_P(StoredSessions, AShownRowIsThereAtOnceAndHasNoEvents) {
  const Summary row = row_of("s");
  ASSERT_TRUE(show(*store_, row));
  expect_row(*store_, "p", row);
  EXPECT_FALSE(*store_->events("p", "s"));
  EXPECT_EQ(store_->sizes().sessions, 1u);
  Summary newer = row_of("s", 2);
  ASSERT_TRUE(show(*store_, newer));
  expect_row(*store_, "p", newer);
  EXPECT_EQ(store_->sizes().sessions, 1u);
  EXPECT_EQ(store_->last_accept_seq(), 2u);
}

TEST_P(StoredSessions, WhatWasOnlyShownDoesNotCountAsSaved) {
  EXPECT_EQ(store_->saved_through("p", "s"), 0u);
  ASSERT_TRUE(show(*store_, row_of("s", 9)));
  EXPECT_EQ(store_->saved_through("p", "s"), 0u);
  ASSERT_TRUE(save(*store_, row_of("s", 9), records(5, 9)));
  EXPECT_EQ(store_->saved_through("p", "s"), 9u);
  EXPECT_EQ(store_->saved_through("p", "t"), 0u);
  EXPECT_EQ(store_->saved_through("q", "s"), 0u);
  ASSERT_TRUE(show(*store_, row_of("s", 10)));
  EXPECT_EQ(store_->saved_through("p", "s"), 0u);
}

TEST_P(StoredSessions, ChunksOfEventsAreReadInOrderOfAcceptance) {
  ASSERT_TRUE(save(*store_, row_of("s"), records(5, 9)));
  EXPECT_TRUE(store_->has_events("p", "s"));
  EXPECT_EQ(**store_->events("p", "s"), records(5, 9));
  ASSERT_TRUE(save(*store_, row_of("t"), records(10, 10)));
  ASSERT_TRUE(show(*store_, row_of("s", 3)));
  ASSERT_TRUE(save(*store_, row_of("s", 4), records(300, 70'000, 0)));
  ASSERT_TRUE(save(*store_, row_of("s", 5), ""));
  EXPECT_EQ(**store_->events("p", "s"), records(5, 9) + records(300, 70'000, 0));
  expect_row(*store_, "p", row_of("s", 5));
  EXPECT_EQ(**store_->events("p", "t"), records(10, 10));
}

TEST_P(StoredSessions, ARowSavedWithoutEventsHasNone) {
  ASSERT_TRUE(save(*store_, row_of("s"), ""));
  EXPECT_FALSE(*store_->events("p", "s"));
  expect_row(*store_, "p", row_of("s"));
}

TEST_P(StoredSessions, EventsAloneLeaveTheRowThatIsKept) {
  ASSERT_TRUE(save(*store_, row_of("s", 4), records(4, 4)));
  const SessionSave more[] = {{"p", "s", records(5, 5)}};
  ASSERT_TRUE(store_->save(more));
  expect_row(*store_, "p", row_of("s", 4));
  EXPECT_EQ(**store_->events("p", "s"), records(4, 5));
}

TEST_P(StoredSessions, WhatWasNeverShownIsNotSaved) {
  const SessionSave one[] = {{"p", "s", records(1, 1)}};
  const auto saved = store_->save(one);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, Errc::refused);
  EXPECT_FALSE(store_->has_events("p", "s"));
}

TEST_P(StoredSessions, SessionIdsAreTakenAsTheyAre) {
  const std::vector<std::string> ids{"s", "S", "s.", "s:1", "s:10", "0", std::string(128, 'x'), "a-b_c"};
  for (std::size_t i = 0; i < ids.size(); ++i) ASSERT_TRUE(save(*store_, row_of(ids[i], i + 1), records(i + 1, i + 1)));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    expect_row(*store_, "p", row_of(ids[i], i + 1));
    EXPECT_EQ(**store_->events("p", ids[i]), records(i + 1, i + 1));
  }
  EXPECT_FALSE(*store_->find("p", "x"));
}

TEST_P(StoredSessions, ProjectsDoNotSeeEachOther) {
  const std::vector<std::string> projects{"p", "p1", "P", "q"};
  for (std::size_t i = 0; i < projects.size(); ++i)
    ASSERT_TRUE(save(*store_, row_of("s", i + 1), records(i + 1, i + 1), projects[i]));
  for (std::size_t i = 0; i < projects.size(); ++i) {
    expect_row(*store_, projects[i], row_of("s", i + 1));
    EXPECT_EQ(**store_->events(projects[i], "s"), records(i + 1, i + 1));
    int visited = 0;
    ASSERT_TRUE(store_->each_session(projects[i], [&](const std::string& id) -> Result<void> {
      EXPECT_EQ(id, "s");
      ++visited;
      return {};
    }));
    EXPECT_EQ(visited, 1);
  }
  EXPECT_FALSE(*store_->find("other", "s"));
  EXPECT_FALSE(*store_->events("other", "s"));
  EXPECT_TRUE(store_->linked("other", row_of("s", 1), 20)->empty());
}

TEST_P(StoredSessions, ManySessionsOfSeveralProjectsInOneSave) {
  std::vector<SessionSave> saves;
  for (std::uint64_t i = 1; i <= 600; ++i) {
    const std::string project = i % 2 ? "p" : "q", session = "s" + std::to_string(i);
    ASSERT_TRUE(show(*store_, row_of(session, i), project));
    saves.push_back({project, session, records(i, i)});
  }
  ASSERT_TRUE(store_->save(saves));
  ASSERT_TRUE(store_->save({}));
  for (std::uint64_t i = 1; i <= 600; i += 7) {
    expect_row(*store_, i % 2 ? "p" : "q", row_of("s" + std::to_string(i), i));
    EXPECT_EQ(**store_->events(i % 2 ? "p" : "q", "s" + std::to_string(i)), records(i, i));
  }
  EXPECT_EQ(store_->last_accept_seq(), 600u);
}

TEST_P(StoredSessions, EverySessionIsVisitedUntilTheVisitorFails) {
  for (std::uint64_t i = 1; i <= 20; ++i) ASSERT_TRUE(save(*store_, row_of("s" + std::to_string(i), i), records(i, i)));
  std::vector<std::string> visited;
  const auto result = store_->each_session("p", [&](const std::string& id) -> Result<void> {
    visited.push_back(id);
    (void)store_->find("p", id);  // a visitor may use the store
    if (visited.size() == 7) return fail(Errc::io, "enough");
    return {};
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "enough");
  EXPECT_EQ(visited.size(), 7u);
  EXPECT_TRUE(
      store_->each_session("nobody", [](const std::string&) -> Result<void> { return fail(Errc::io, "called"); }));
}

TEST_P(StoredSessions, Notes) {
  EXPECT_FALSE(*store_->note("rules/p"));
  ASSERT_TRUE(store_->set_note("rules/p", "17"));
  ASSERT_TRUE(store_->set_note("empty", ""));
  EXPECT_EQ(*store_->note("rules/p"), "17");
  ASSERT_TRUE(store_->set_note("rules/p", "18"));
  EXPECT_EQ(*store_->note("rules/p"), "18");
  EXPECT_EQ(*store_->note("empty"), "");
  EXPECT_FALSE(*store_->note("rules/"));
}

TEST_P(StoredSessions, ReadersAndAWriterAtTheSameTime) {
  const Scope scope{.project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time};
  std::atomic<bool> done = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!done) {
        const auto page = store_->list(scope, {});
        ASSERT_TRUE(page) << page.error().message;
        for (const Summary& row : page->sessions) ASSERT_TRUE(*store_->find("p", row.session_id));
        ASSERT_TRUE(store_->count(scope, {}));
      }
    });
  for (std::uint64_t i = 1; i <= 300; ++i) {
    const std::string id = "s" + std::to_string(i % 40);
    ASSERT_TRUE(show(*store_, row_of(id, i)));
    ASSERT_TRUE(save(*store_, row_of(id, i), records(i, i)));
    ASSERT_TRUE(i % 100 != 0 || store_->sync());
  }
  done = true;
}

}  // namespace
}  // namespace sj::store::conformance
