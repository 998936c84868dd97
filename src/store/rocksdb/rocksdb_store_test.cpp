// What only a store on a disk can do: come back, also after a crash; refuse what it must not touch.
#include "store/rocksdb/rocksdb_store.hpp"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <fstream>

#include "event/event_log.hpp"
#include "store/conformance/backend.hpp"
#include "store/conformance/random_rows.hpp"
#include "store/summary_codec.hpp"

namespace sj::store {
namespace {

using conformance::base_time;
using conformance::open_rocksdb;
using conformance::Random;
using journey::Summary;

std::string record(std::uint64_t seq) {
  std::string out;
  append_record(out, {.event_id = std::to_string(seq), .name = "X", .accept_seq = seq});
  return out;
}

Summary row_of(int number, std::uint64_t seq) {
  Random random(seq);
  return conformance::random_row(random, "s" + std::to_string(number), seq);
}

class RocksdbStoreTest : public ::testing::Test {
 protected:
  /// Saves the events [first, last] as one chunk of session `number`, with a row that counts them.
  void save(Store& store, int number, std::uint64_t first, std::uint64_t last) {
    std::string records;
    for (std::uint64_t seq = first; seq <= last; ++seq) records += record(seq);
    Summary row = row_of(number, last);
    row.events = static_cast<std::uint32_t>(last);
    const SessionSave one[] = {{"p", row.session_id, records}};
    ASSERT_TRUE(store.show("p", std::span(&row, 1)));
    ASSERT_TRUE(store.save(one));
  }
  /// As the disk would be found if the process died now.
  std::filesystem::path copy() {
    const auto to = copies_.path() / std::to_string(next_copy_++);
    std::filesystem::create_directories(copies_.path());
    std::filesystem::copy(directory_.path(), to, std::filesystem::copy_options::recursive);
    std::filesystem::remove(to / "LOCK");
    return to;
  }

  conformance::TemporaryDirectory directory_, copies_;
  int next_copy_ = 0;
};

TEST_F(RocksdbStoreTest, EverythingIsThereWhenItIsOpenedAgain) {
  std::vector<Summary> rows;
  {
    auto store = open_rocksdb(directory_.path());
    for (int i = 0; i < 300; ++i)
      save(*store, i, static_cast<std::uint64_t>(2 * i + 1), static_cast<std::uint64_t>(2 * i + 2));
    save(*store, 7, 1'000, 1'001);
    ASSERT_TRUE(store->set_note("rules", "x"));
  }
  auto store = open_rocksdb(directory_.path());
  EXPECT_EQ(store->sizes().sessions, 300u);
  EXPECT_EQ(store->last_accept_seq(), 1'001u);
  EXPECT_EQ(*store->note("rules"), "x");
  EXPECT_EQ(**store->events("p", "s7"), record(15) + record(16) + record(1'000) + record(1'001));
  for (int i = 0; i < 300; i += 13) {
    Summary wanted = row_of(i, static_cast<std::uint64_t>(2 * i + 2));
    wanted.events = static_cast<std::uint32_t>(2 * i + 2);
    EXPECT_EQ(encode_summary(**store->find("p", wanted.session_id)), encode_summary(wanted));
  }
  save(*store, 300, 2'000, 2'000);
  EXPECT_EQ(**store->events("p", "s300"), record(2'000)) << "a new session gets a number of its own";
  EXPECT_EQ(**store->events("p", "s299"), record(599) + record(600));
}

TEST_F(RocksdbStoreTest, WhatWasSyncedSurvivesACrashAndNoRowIsWithoutItsEvents) {
  auto store = open_rocksdb(directory_.path());
  for (int i = 0; i < 50; ++i) save(*store, i, 1, 3);
  ASSERT_TRUE(store->sync());
  for (int i = 40; i < 90; ++i) save(*store, i, i < 50 ? 4 : 1, 5);  // not synced
  auto after = open_rocksdb(copy());
  for (int i = 0; i < 90; ++i) {
    const std::string id = "s" + std::to_string(i);
    const auto row = *after->find("p", id);
    const auto events = *after->events("p", id);
    ASSERT_EQ(row.has_value(), events.has_value()) << id;
    ASSERT_TRUE(row || i >= 50) << id;
    if (!row) continue;
    EventLog log(id);
    ASSERT_TRUE(log.append_records(*events));
    EXPECT_EQ(log.size(), row->events) << id;
  }
}

TEST_F(RocksdbStoreTest, NumbersOfRowsThatWereOnlyShownMayBeGivenAgain) {
  auto store = open_rocksdb(directory_.path());
  for (int i = 0; i < 10'000; ++i) {
    const Summary shown{.session_id = "shown" + std::to_string(i), .created_at = base_time + i, .last_accept_seq = 1};
    ASSERT_TRUE(store->show("p", std::span(&shown, 1)));
  }
  save(*store, 1, 1, 3);
  ASSERT_TRUE(store->sync());
  auto after = open_rocksdb(copy());
  EXPECT_EQ(after->sizes().sessions, 1u);
  const Scope scope{.project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time};
  for (int sort = 0; sort < 4; ++sort) {
    ListQuery query;
    query.sort = static_cast<Sort>(sort);
    EXPECT_EQ(after->list(scope, query)->sessions.size(), 1u);
  }
  int visited = 0;
  ASSERT_TRUE(after->each_session("p", [&](const std::string&) -> Result<void> { return ++visited, Result<void>(); }));
  EXPECT_EQ(visited, 1);
  save(*after, 2, 4, 4);
  EXPECT_EQ(**after->events("p", "s2"), record(4));
}

/// Puts a value as a program of format 1 did.
void put_as_format_1(const std::filesystem::path& path, const std::string& family, const std::string& key,
                     const std::string& value) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families{{"default", {}}, {"rows", {}}, {"chunks", {}}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(rocksdb::DBOptions(), path.string(), families, &handles, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (handle->GetName() == family) {
      EXPECT_TRUE(db->Put({}, handle, key, value).ok());
    }
    db->DestroyColumnFamilyHandle(handle);
  }
}

TEST_F(RocksdbStoreTest, ChunksOfFormatOneAreReadAndAddedTo) {
  const std::string row_0("p\0\0\0\0\0", 6), chunk_1 = row_0 + std::string("\0\0\0\0\0\0\0\1", 8);
  open_rocksdb(directory_.path()).reset();
  put_as_format_1(directory_.path(), "default", "format", "1");
  put_as_format_1(directory_.path(), "rows", row_0, encode_summary(row_of(5, 2)));
  put_as_format_1(directory_.path(), "chunks", chunk_1, record(1) + record(2));
  auto store = open_rocksdb(directory_.path());
  EXPECT_EQ(**store->events("p", "s5"), record(1) + record(2));
  EXPECT_EQ(*store->note("format"), "2");
  save(*store, 5, 3, 4);
  EXPECT_EQ(**store->events("p", "s5"), record(1) + record(2) + record(3) + record(4));
}

TEST_F(RocksdbStoreTest, ANewerFormatIsRefused) {
  ASSERT_TRUE(open_rocksdb(directory_.path())->set_note("format", "3"));
  const auto refused = open_rocksdb_store(directory_.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::refused);
  EXPECT_NE(refused.error().message.find("format 3"), std::string::npos);
}

TEST_F(RocksdbStoreTest, ADirectoryThatIsInUseIsRefused) {
  const auto store = open_rocksdb(directory_.path());
  const auto second = open_rocksdb_store(directory_.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::refused);
  EXPECT_NE(second.error().message.find(directory_.path().string()), std::string::npos);
}

TEST_F(RocksdbStoreTest, ADirectoryThatCannotBeReadIsNotTakenForOneInUse) {
  const auto path = directory_.path() / "block" / "padlocks";
  std::filesystem::create_directories(path);
  open_rocksdb(path).reset();
  std::ofstream(path / "CURRENT") << "MANIFEST-999999\n";
  const auto broken = open_rocksdb_store(path);
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().code, Errc::refused) << broken.error().message;
}

TEST_F(RocksdbStoreTest, ARowThatCannotBeReadStopsTheOpening) {
  open_rocksdb(directory_.path()).reset();
  {
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    rocksdb::DB* raw = nullptr;
    const std::vector<rocksdb::ColumnFamilyDescriptor> wanted{
        {rocksdb::kDefaultColumnFamilyName, {}}, {"rows", {}}, {"chunks", {}}};
    ASSERT_TRUE(rocksdb::DB::Open({}, directory_.path().string(), wanted, &families, &raw).ok());
    const std::unique_ptr<rocksdb::DB> database(raw);
    ASSERT_TRUE(raw->Put({}, families[1], std::string("p\0\0\0\0\1", 6), "rubbish").ok());
    for (auto* family : families) raw->DestroyColumnFamilyHandle(family);
  }
  const auto refused = open_rocksdb_store(directory_.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::corrupt);
}

/// What lists, counts, links and analytics tell of a store with the rows below.
std::string told_by(Store& store) {
  const Scope scope{
      .project_id = "p", .settings = {}, .catalog = Catalog::load().value(), .as_of = base_time + 1'500'000};
  std::string out;
  for (const Sort sort : {Sort::created_descending, Sort::updated_ascending}) {
    const auto page = store.list(scope, {.filter = {}, .sort = sort, .limit = 10'000, .after = {}});
    for (const Summary& row : page->sessions) {
      out += encode_summary(row) + '\n';
      const auto linked = *store.linked("p", row, 3);
      for (const Summary& other : linked) out += other.session_id + ' ';
    }
  }
  Random random(9);
  for (int i = 0; i < 30; ++i) out += std::to_string(*store.count(scope, conformance::random_filter(random))) + '\n';
  const auto checks = *store.checks(scope, {});
  for (const CheckStatistics& check : checks) out += check.check + std::to_string(check.p95_ms.value_or(-1));
  const Funnel funnel = *store.funnel(scope, {});
  for (const StageFunnel& stage : funnel.stages) out += std::to_string(stage.p50_ms.value_or(-1)) + ' ';
  return out + std::to_string(store.last_accept_seq());
}

TEST_F(RocksdbStoreTest, WhatItKeptForAFastStartIsWhatItsRowsTell) {
  {
    auto store = open_rocksdb(directory_.path());
    for (int i = 0; i < 500; ++i)
      save(*store, i, static_cast<std::uint64_t>(2 * i + 1), static_cast<std::uint64_t>(2 * i + 2));
  }
  const std::filesystem::path without = copy(), cut = copy(), spoiled = copy();
  ASSERT_TRUE(std::filesystem::remove(without / "tables"));
  std::filesystem::resize_file(cut / "tables", std::filesystem::file_size(cut / "tables") - 9);
  {
    std::fstream file(spoiled / "tables", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100'000);
    file.put('!');
  }
  const std::string wanted = told_by(*open_rocksdb(directory_.path()));
  for (const auto& found : {without, cut, spoiled}) EXPECT_EQ(told_by(*open_rocksdb(found)), wanted) << found;
  EXPECT_EQ(told_by(*open_rocksdb(without)), wanted) << "it is kept anew";
}

TEST_F(RocksdbStoreTest, WhatItKeptForAFastStartIsNotUsedOnceRowsHaveChanged) {
  {
    auto store = open_rocksdb(directory_.path());
    save(*store, 1, 1, 2);
  }
  auto store = open_rocksdb(directory_.path());
  save(*store, 2, 3, 4);
  ASSERT_TRUE(store->sync());
  const auto crashed = copy();  // with a file of tables from before
  save(*store, 3, 5, 6);
  const auto crashed_later = copy();  // the last row was not synced
  EXPECT_EQ(open_rocksdb(crashed)->sizes().sessions, 2u);
  EXPECT_EQ(open_rocksdb(crashed_later)->sizes().sessions, 2u);
  EXPECT_EQ(open_rocksdb(crashed_later)->last_accept_seq(), 4u);
}

TEST_F(RocksdbStoreTest, AStartThatChangesNothingAndARowAfterItAreBothKept) {
  {
    auto store = open_rocksdb(directory_.path());
    save(*store, 1, 1, 2);
  }
  const std::string before = told_by(*open_rocksdb(directory_.path()));
  {
    auto store = open_rocksdb(directory_.path());
    EXPECT_EQ(told_by(*store), before);
    save(*store, 2, 3, 4);
    save(*store, 1, 5, 6);
  }
  auto store = open_rocksdb(directory_.path());
  EXPECT_EQ(store->sizes().sessions, 2u);
  EXPECT_EQ((*store->find("p", "s1"))->last_accept_seq, 6u);
}

}  // namespace
}  // namespace sj::store
