// What only a store on a disk can do: come back, also after a crash; refuse what it must not touch.
#include "store/rocksdb/rocksdb_store.hpp"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <fstream>
#include <map>

#include "event/event_log.hpp"
#include "store/conformance/backend.hpp"
#include "store/conformance/random_rows.hpp"
#include "store/rocksdb/keys.hpp"
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

  /// Writes a value into a store that nobody has open, as RocksDB takes it.
  static void put(const std::filesystem::path& path, const std::string& key, const std::string& value) {
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open({}, path.string(), &raw).ok());
    const std::unique_ptr<rocksdb::DB> database(raw);
    ASSERT_TRUE(raw->Put({}, key, value).ok());
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

/// What programs of formats 1 and 2 kept: a column family each for notes, rows and chunks.
struct OldEntry {
  std::string family, key, value;
};

void write_old_store(const std::filesystem::path& path, const std::vector<OldEntry>& entries) {
  const std::vector<rocksdb::ColumnFamilyDescriptor> families{{"default", {}}, {"rows", {}}, {"chunks", {}}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DBOptions options;
  options.create_if_missing = options.create_missing_column_families = true;
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, path.string(), families, &handles, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    for (const OldEntry& entry : entries)
      if (handle->GetName() == entry.family) {
        EXPECT_TRUE(db->Put({}, handle, entry.key, entry.value).ok());
      }
    db->DestroyColumnFamilyHandle(handle);
  }
}

const std::string old_row_0("p\0\0\0\0\0", 6), old_chunk_1 = old_row_0 + std::string("\0\0\0\0\0\0\0\1", 8);

TEST_F(RocksdbStoreTest, StoresOfOlderFormatsAreReadAndAddedTo) {
  for (const std::string format : {"1", "2"}) {
    const auto path = directory_.path() / format;
    std::filesystem::create_directories(path);
    write_old_store(path, {{"default", "format", format},
                           {"default", "rules/p", "by these"},
                           {"rows", old_row_0, encode_summary(row_of(5, 2))},
                           {"chunks", old_chunk_1, record(1) + record(2)}});
    {
      auto store = open_rocksdb(path);
      EXPECT_EQ(**store->events("p", "s5"), record(1) + record(2));
      EXPECT_EQ(*store->note("rules/p"), "by these");
      save(*store, 5, 3, 4);
    }
    auto store = open_rocksdb(path);
    EXPECT_EQ(**store->events("p", "s5"), record(1) + record(2) + record(3) + record(4));
    EXPECT_EQ(store->sizes().sessions, 1u);
  }
}

TEST_F(RocksdbStoreTest, ANewerFormatIsRefused) {
  open_rocksdb(directory_.path()).reset();
  put(directory_.path(), "format", "4");
  const auto refused = open_rocksdb_store(directory_.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::refused);
  EXPECT_NE(refused.error().message.find("format 4"), std::string::npos);
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
  std::filesystem::remove(directory_.path() / "tables");
  put(directory_.path(), row_key("p", 1), "rubbish");
  const auto refused = open_rocksdb_store(directory_.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::corrupt);
}

TEST_F(RocksdbStoreTest, ARowOfAnotherVersionIsNamedUntilItIsSavedAgain) {
  {
    auto store = open_rocksdb(directory_.path());
    save(*store, 1, 1, 2);
    save(*store, 2, 3, 7);
    ASSERT_TRUE(store->sync());
  }
  std::filesystem::remove(directory_.path() / "tables");
  const Summary row = row_of(2, 7);
  std::string newer = encode_summary(row);
  newer.front() = 9;
  put(directory_.path(), row_key("p", 1), newer + "what a later version adds");
  {
    const auto store = open_rocksdb(directory_.path());
    const std::map<std::string, std::vector<std::string>> undecoded{{"p", {row.session_id}}};
    EXPECT_EQ(store->undecoded_rows(), undecoded);
    EXPECT_EQ(store->last_accept_seq(), 7u) << "numbers must not be given again";
    EXPECT_TRUE(store->find("p", row_of(1, 2).session_id)->has_value());
    EXPECT_TRUE(store->events("p", row.session_id)->has_value());
    const SessionSave again[] = {{"p", row.session_id, ""}};
    ASSERT_TRUE(store->show("p", std::span(&row, 1)));
    ASSERT_TRUE(store->save(again));
    ASSERT_TRUE(store->sync());
  }
  const auto store = open_rocksdb(directory_.path());
  EXPECT_TRUE(store->undecoded_rows().empty());
  EXPECT_EQ((*store->find("p", row.session_id))->last_accept_seq, 7u);
}

TEST_F(RocksdbStoreTest, ItsPositionIsThatOfTheLastSyncAfterACrash) {
  auto store = open_rocksdb(directory_.path());
  save(*store, 1, 1, 2);
  ASSERT_TRUE(store->sync());
  const std::uint64_t synced = store->position();
  save(*store, 2, 3, 4);
  EXPECT_GT(store->position(), synced);
  EXPECT_EQ(open_rocksdb(copy())->position(), synced);
}

TEST_F(RocksdbStoreTest, OpenForReadingOnlyItAnswersAndTakesNothing) {
  {
    auto store = open_rocksdb(directory_.path());
    save(*store, 1, 1, 2);
  }
  auto opened = open_rocksdb_store(directory_.path(), {.read_only = true});
  ASSERT_TRUE(opened) << opened.error().message;
  Store& store = **opened;
  EXPECT_EQ(store.condition(), Store::Condition::read_only);
  EXPECT_EQ(**store.events("p", "s1"), record(1) + record(2));
  EXPECT_TRUE(*store.find("p", "s1"));
  const SessionSave one[] = {{"p", "s1", record(3)}};
  EXPECT_EQ(store.save(one).error().code, Errc::unavailable);
  EXPECT_EQ(store.sync().error().code, Errc::unavailable);
}

std::filesystem::path newest_table(const std::filesystem::path& path) {
  std::filesystem::path newest;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == ".sst" && entry.path() > newest) newest = entry.path();
  return newest;
}

void spoil(const std::filesystem::path& file, std::streamoff at) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(at);
  const char was = static_cast<char>(bytes.get());
  bytes.seekp(at);
  bytes.put(static_cast<char>(was ^ 1));
}

TEST_F(RocksdbStoreTest, ADamagedBlockCostsItsOwnRowsAndOnlyIfThatIsAccepted) {
  constexpr int sessions = 2'000;
  {
    auto store = open_rocksdb(directory_.path());
    for (int i = 0; i < sessions; ++i)
      save(*store, i, static_cast<std::uint64_t>(i + 1), static_cast<std::uint64_t>(i + 1));
  }
  std::filesystem::remove(directory_.path() / "tables");
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(newest_table(directory_.path())));
  for (const std::streamoff at : {std::streamoff{100}, size / 20}) {
    const auto damaged = copy();
    spoil(newest_table(damaged), at);
    const auto refused = open_rocksdb_store(damaged);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::corrupt);
    EXPECT_NE(refused.error().message.find("--accept-loss"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(damaged / "tables")) << "a part of the rows would be taken for all of them";
    const auto accepted = open_rocksdb_store(damaged, {.accept_loss = true});
    ASSERT_TRUE(accepted) << accepted.error().message;
    EXPECT_LT((*accepted)->sizes().sessions, static_cast<std::uint64_t>(sessions));
    EXPECT_GT((*accepted)->sizes().sessions, static_cast<std::uint64_t>(sessions * 9 / 10));
  }
}

TEST_F(RocksdbStoreTest, DamageIsAcceptedOnce) {
  {
    auto store = open_rocksdb(directory_.path());
    for (int i = 0; i < 2'000; ++i)
      save(*store, i, static_cast<std::uint64_t>(i + 1), static_cast<std::uint64_t>(i + 1));
  }
  std::filesystem::remove(directory_.path() / "tables");
  const auto file = newest_table(directory_.path());
  spoil(file, 100);
  ASSERT_TRUE(open_rocksdb_store(directory_.path(), {.accept_loss = true}));
  EXPECT_TRUE(open_rocksdb_store(directory_.path()));
  spoil(file, static_cast<std::streamoff>(std::filesystem::file_size(file)) / 20);
  EXPECT_FALSE(open_rocksdb_store(directory_.path())) << "further damage is not accepted";
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
