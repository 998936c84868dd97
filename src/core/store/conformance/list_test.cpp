// Lists, counts, cursors and links against the model, on random rows.
#include <rapidcheck.h>

#include "store/conformance/backend.hpp"
#include "store/conformance/model.hpp"
#include "store/conformance/random_rows.hpp"
#include "store/summary_codec.hpp"

namespace sj::store::conformance {
namespace {

using journey::Summary;

std::vector<std::string> ids_of(const std::vector<Summary>& rows) {
  std::vector<std::string> out;
  for (const Summary& row : rows) out.push_back(row.session_id);
  return out;
}

Scope scope_of(const std::string& project, TimeMs as_of = base_time + 1'500'000) {
  static const auto catalog = Catalog::load().value();
  return {.project_id = project, .settings = {}, .catalog = catalog, .as_of = as_of};
}

/// Rows put into a project of their own and into the model, some of them several times, some shown and some saved.
Model fill(Store& store, const std::string& project, Random& random, int count) {
  Model model;
  for (int i = 1; i <= count; ++i) {
    const Summary row = random_row(random, random_session_id(random, count), static_cast<std::uint64_t>(i));
    model.put(row);
    RC_ASSERT(store.show(project, std::span(&row, 1)).has_value());
    const SessionSave save[] = {{project, row.session_id, ""}};
    if (random.chance(50)) RC_ASSERT(store.save(save).has_value());
  }
  return model;
}

/// Every row of the answer, page by page.
std::vector<Summary> walk(Store& store, const Scope& scope, ListQuery query) {
  std::vector<Summary> out;
  for (;;) {
    const auto page = store.list(scope, query);
    RC_ASSERT(page.has_value());
    RC_ASSERT(page->sessions.size() <= query.limit);
    RC_ASSERT(!page->next || page->sessions.size() == query.limit);
    out.insert(out.end(), page->sessions.begin(), page->sessions.end());
    if (!page->next) return out;
    query.after = page->next;
  }
}

class StoredLists : public StoreTest {
 protected:
  std::string next_project() { return "p" + std::to_string(project_++); }
  int project_ = 0;
};
SJ_FOR_EVERY_STORE(StoredLists);

TEST_P(StoredLists, AreThoseOfTheModelWhateverTheFilterSortAndPage) {
  EXPECT_TRUE(rc::check("list and count", [&](std::uint64_t seed) {
    Random random(seed);
    const std::string project = next_project();
    const Model model = fill(*store_, project, random, *rc::gen::inRange(1, 120));
    for (int i = 0; i < 25; ++i) {
      const Scope scope = scope_of(project, base_time + random.below(4) * 1'000'000);
      ListQuery query{.filter = random_filter(random),
                      .sort = random.word<Sort>(4),
                      .limit = static_cast<std::uint32_t>(1 + random.below(30)),
                      .after = {}};
      const auto wanted = model.list(scope, query.filter, query.sort);
      const auto got = walk(*store_, scope, query);
      RC_ASSERT(ids_of(got) == ids_of(wanted));
      for (std::size_t row = 0; row < got.size(); ++row)
        RC_ASSERT(encode_summary(got[row]) == encode_summary(wanted[row]));
      RC_ASSERT(*store_->count(scope, query.filter) == wanted.size());
    }
  }));
}

TEST_P(StoredLists, LinkedSessionsShareAnIdentityThatAServerSent) {
  EXPECT_TRUE(rc::check("linked", [&](std::uint64_t seed) {
    Random random(seed);
    const std::string project = next_project();
    const Model model = fill(*store_, project, random, *rc::gen::inRange(1, 80));
    for (const auto& [id, row] : model.rows()) {
      const std::size_t limit = 1 + static_cast<std::size_t>(random.below(25));
      RC_ASSERT(ids_of(*store_->linked(project, row, limit)) == ids_of(model.linked(row, limit)));
    }
  }));
}

// Identities come one after the other, as events arrive.
TEST_P(StoredLists, AnIdentityThatDiffersInCaseOnlyIsLinkedByItself) {
  const auto put = [&](const std::string& id, std::vector<std::string> user_ids) {
    Summary row{.session_id = id, .created_at = base_time};
    row.identity[1] = user_ids.back();
    row.aliases[1] = {user_ids.begin(), user_ids.end() - 1};
    row.server_sent[1] = std::move(user_ids);
    EXPECT_TRUE(store_->show("p", std::span(&row, 1)));
    return row;
  };
  put("a", {"abc"});
  const Summary other = put("b", {"ABC"});
  EXPECT_TRUE(store_->linked("p", other, 20)->empty()) << "user ids are compared byte by byte";
  const Summary first = put("a", {"abc", "ABC"});
  EXPECT_EQ(ids_of(*store_->linked("p", other, 20)), std::vector<std::string>{"a"});
  EXPECT_EQ(ids_of(*store_->linked("p", first, 20)), std::vector<std::string>{"b"});
}

TEST_P(StoredLists, WalkOverManyBlocksInEverySort) {
  Random random(5);
  Model model;
  std::vector<Summary> rows;
  for (std::uint64_t i = 1; i <= 9'500; ++i) {
    rows.push_back({.session_id = "s" + std::to_string(i),
                    .created_at = base_time + random.below(3'000) + static_cast<TimeMs>(i / 2),
                    .last_accept_seq = i});
    rows.back().updated_at = rows.back().created_at + random.below(2'000);
    model.put(rows.back());
  }
  ASSERT_TRUE(store_->show("p", rows));
  const Scope scope = scope_of("p");
  for (int sort = 0; sort < 4; ++sort) {
    Filter filter;
    filter.from = base_time + 1'000;
    const auto wanted = ids_of(model.list(scope, filter, static_cast<Sort>(sort)));
    const ListQuery query{.filter = filter, .sort = static_cast<Sort>(sort), .limit = 200, .after = {}};
    EXPECT_EQ(ids_of(walk(*store_, scope, query)), wanted);
    EXPECT_EQ(*store_->count(scope, filter), wanted.size());
  }
}

TEST_P(StoredLists, AWalkNeitherRepeatsNorSkipsWhileOtherRowsCome) {
  std::vector<Summary> rows;
  for (int i = 0; i < 100; ++i)
    rows.push_back({.session_id = "s" + std::to_string(i), .created_at = base_time + i / 3});
  ASSERT_TRUE(store_->show("p", rows));
  ListQuery query{.filter = {}, .sort = Sort::created_descending, .limit = 7, .after = {}};
  std::vector<std::string> walked;
  for (int i = 0;; ++i) {
    const auto page = *store_->list(scope_of("p"), query);
    for (const Summary& row : page.sessions) walked.push_back(row.session_id);
    const Summary newer{.session_id = "new" + std::to_string(i), .created_at = base_time + 1'000 + i};
    ASSERT_TRUE(store_->show("p", std::span(&newer, 1)));
    if (!page.next) break;
    query.after = page.next;
  }
  std::vector<std::string> once = walked;
  std::ranges::sort(once);
  EXPECT_EQ(std::unique(once.begin(), once.end()), once.end());
  EXPECT_EQ(walked.size(), 100u);
}

// More sessions than a store may look at in one go.
TEST_P(StoredLists, ManySessionsAreListedPageByPageInEverySort) {
  Random random(6);
  Model model;
  std::vector<Summary> rows;
  for (int i = 0; i < 9'000; ++i) {
    rows.push_back(random_row(random, "s" + std::to_string(i), static_cast<std::uint64_t>(i + 1)));
    rows.back().created_at += i / 3, rows.back().updated_at += i / 3;
    model.put(rows.back());
  }
  ASSERT_TRUE(store_->show("p", rows));
  Filter rare;
  rare.check = {{"MY_CHECK", CheckResult::skipped}};
  rare.event = {"X"};
  rare.reason = {"aml_match"};
  for (const Sort sort :
       {Sort::created_descending, Sort::created_ascending, Sort::updated_descending, Sort::updated_ascending})
    for (const Filter& filter : {Filter{}, rare}) {
      const ListQuery query{.filter = filter, .sort = sort, .limit = 700, .after = {}};
      EXPECT_EQ(ids_of(walk(*store_, scope_of("p"), query)), ids_of(model.list(scope_of("p"), filter, sort)));
      EXPECT_EQ(*store_->count(scope_of("p"), filter), model.list(scope_of("p"), filter, sort).size());
    }
}

TEST_P(StoredLists, NamesThatClientsInventAreFoundHoweverManyThereAre) {
  constexpr int count = 700;
  for (int i = 0; i < count; ++i) {
    Random random(static_cast<std::uint64_t>(i));
    Summary row = random_row(random, "s" + std::to_string(i), static_cast<std::uint64_t>(i + 1));
    row.names.clear();
    row.runs.clear();
    for (const int name : {i, i + 1})
      row.names.push_back({.name = "NAME_" + std::to_string(name), .results = 2, .is_check = name % 2 == 0});
    ASSERT_TRUE(store_->show("p", std::span(&row, 1)));
  }
  for (int name = 1; name < count; ++name) {
    Filter event, check, failed, passed;
    event.event = {"NAME_" + std::to_string(name)};
    check.check = {{event.event[0], std::nullopt}};
    failed.check = {{event.event[0], CheckResult::fail}};
    passed.check = {{event.event[0], CheckResult::pass}};
    const std::uint64_t as_check = name % 2 == 0 ? 2 : 0;
    EXPECT_EQ(*store_->count(scope_of("p"), event), 2u) << name;
    EXPECT_EQ(*store_->count(scope_of("p"), check), as_check) << name;
    EXPECT_EQ(*store_->count(scope_of("p"), failed), as_check) << name;
    EXPECT_EQ(*store_->count(scope_of("p"), passed), 0u) << name;
  }
}

}  // namespace
}  // namespace sj::store::conformance
