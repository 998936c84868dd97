// A store that refuses: nothing is lost, and what was refused is moved once it takes it.
#include "ingest/keeper.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <future>

#include "base/testing/becomes.hpp"
#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"
#include "ingest/ingest.hpp"
#include "ingest/testing/batches.hpp"
#include "store/table/table_store.hpp"

namespace sj::ingest {
namespace {

using sj::testing::becomes;
using sj::testing::FakeClock;
using sj::testing::FakeDisk;
using testing::batch_of;
using testing::some_time;
using namespace std::chrono_literals;

/// Keeps chunks as they come; writes and syncs fail when told to.
class RefusingStore final : public store::TableStore {
 public:
  std::atomic<bool> refuses_writes = false, refuses_syncs = false;
  std::atomic<bool> first_session_is_damaged = false;
  std::atomic<int> refused = 0;

  /// Whether a clean stop would leave the next start its tables: it does if no row is still to be saved.
  bool keeps_tables_in(const std::filesystem::path& file) {
    return keep_tables(file, 1).has_value() && std::filesystem::exists(file);
  }

  Result<void> sync() override { return answer(refuses_syncs); }
  Result<std::optional<std::string>> note(std::string_view) override { return std::nullopt; }
  Result<void> set_note(std::string_view, std::string_view) override { return {}; }

 private:
  Result<void> answer(bool refuses) {
    if (!refuses) return {};
    ++refused;
    return fail(Errc::unavailable, "no space");
  }
  Result<void> write(std::span<const Write> writes) override {
    if (auto answered = answer(refuses_writes); !answered) return answered;
    const std::scoped_lock lock(mutex_);
    for (const Write& write : writes) rows_[write.number] = write.row, records_[write.number] += write.records;
    return {};
  }
  Result<std::vector<std::string>> read_rows(std::string_view, std::span<const store::RowNumber> rows) override {
    const std::scoped_lock lock(mutex_);
    std::vector<std::string> out;
    for (const auto row : rows) out.push_back(rows_[row]);
    return out;
  }
  Result<std::optional<std::string>> read_events(std::string_view, store::RowNumber row) override {
    if (row == 0 && first_session_is_damaged) return fail(Errc::corrupt, "a block does not check out");
    const std::scoped_lock lock(mutex_);
    const auto at = records_.find(row);
    return at == records_.end() ? std::nullopt : std::optional(at->second);
  }
  std::uint64_t disk_bytes() override { return 0; }

  std::mutex mutex_;
  std::map<store::RowNumber, std::string> rows_, records_;
};

std::uint32_t stored_events(store::Store& store, const std::string& session) {
  EventLog log(session);
  const auto records = store.events("p", session);
  EXPECT_TRUE(!*records || log.append_records(**records));
  return log.size();
}

class KeeperTest : public ::testing::Test {
 protected:
  void SetUp() override {
    spdlog::set_level(spdlog::level::off);
    IngestOptions options;
    options.keeper = {.interval = 1ms, .retry_after = 1ms, .seal_after = 0ms};
    options.journal.segment_bytes = 4096;
    open(options);
  }
  void open(const IngestOptions& options) {
    const Rules by{Catalog::load().value(), {}};
    ingest_.reset();
    ingest_ = Ingest::open(
                  store_, disk_, clock_, "/journal", [by](const std::string&) { return by; }, options)
                  .value();
  }
  void send(int first, int last) {
    for (int i = first; i <= last; ++i) {
      const auto taken = std::make_shared<std::promise<bool>>();
      ingest_->submit(batch_of({{"s" + std::to_string(i % 4), std::to_string(i)}}),
                      [taken](const Result<IngestResult>& outcome) { taken->set_value(outcome.has_value()); });
      EXPECT_TRUE(taken->get_future().get());
    }
  }

  FakeDisk disk_;
  FakeClock clock_;
  RefusingStore store_;
  std::unique_ptr<Ingest> ingest_;
};

TEST_F(KeeperTest, WhatTheStoreRefusesStaysInMemoryAndJournal) {
  store_.refuses_writes = true;
  send(1, 40);
  ASSERT_TRUE(becomes([&] { return store_.refused > 0; }));
  EXPECT_EQ(ingest_->backlog().open_sessions, 4u);
  const std::uint64_t bytes = ingest_->backlog().journal_bytes;
  for (int i = 0; i < 4; ++i) EXPECT_EQ((*ingest_->events("p", "s" + std::to_string(i)))->size(), 10u);
  store_.refuses_writes = false;
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 0; }));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(stored_events(store_, "s" + std::to_string(i)), 10u);
  EXPECT_LE(ingest_->backlog().journal_bytes, bytes);
}

TEST_F(KeeperTest, ADamagedSessionCostsItsOwnEventsAndNoOthers) {
  send(1, 1);
  ASSERT_TRUE(becomes([&] { return stored_events(store_, "s1") == 1; })) << "the first row is that of s1";
  send(2, 8);
  const auto is_kept = [&] { return stored_events(store_, "s1") == 2 && ingest_->backlog().open_sessions == 0; };
  ASSERT_TRUE(becomes(is_kept));
  store_.first_session_is_damaged = true;
  const auto answered = std::make_shared<std::promise<Result<IngestResult>>>();
  ingest_->submit(batch_of({{"s1", "9"}, {"s2", "10"}}),
                  [answered](Result<IngestResult> outcome) { answered->set_value(std::move(outcome)); });
  const Result<IngestResult> outcome = answered->get_future().get();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->accepted, 1u);
  ASSERT_EQ(outcome->rejected.size(), 1u);
  EXPECT_EQ(outcome->rejected[0].code, RejectionCode::session_damaged);
  EXPECT_EQ(ingest_->events("p", "s1").error().code, Errc::corrupt);
  EXPECT_EQ((*ingest_->events("p", "s2"))->size(), 3u);
}

TEST_F(KeeperTest, RowsThatAreSavedBeforeTheyAreShownAreNotLeftToBeSavedForEver) {
  IngestOptions options;
  options.keeper = {.interval = 1ms, .retry_after = 1ms, .seal_after = 0ms};
  options.projector.interval = 1h;
  open(options);
  send(1, 8);
  ASSERT_TRUE(becomes([&] { return stored_events(store_, "s0") + stored_events(store_, "s3") == 4; }));
  ingest_->project_now();
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 0; }));
  const auto file = std::filesystem::path(::testing::TempDir()) / "session-journey-keeper-test-tables";
  EXPECT_TRUE(store_.keeps_tables_in(file));
  std::filesystem::remove(file);
}

TEST_F(KeeperTest, ASessionLeavesMemoryOnceItWasQuietForLongEnough) {
  IngestOptions options;
  options.keeper = {.interval = 1ms, .seal_after = 30s};
  open(options);
  send(1, 1);
  clock_.pass(20s);
  send(2, 2);
  EXPECT_EQ(ingest_->backlog().open_sessions, 2u);
  clock_.pass(10s);
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 1; }));
  EXPECT_EQ(stored_events(store_, "s1"), 1u);
  clock_.pass(20s);
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 0; }));
  EXPECT_EQ(stored_events(store_, "s2"), 1u);
}

TEST_F(KeeperTest, TheJournalIsKeptUntilTheStoreSynced) {
  store_.refuses_syncs = true;
  send(1, 80);
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 0 && store_.refused > 0; }));
  const std::uint64_t bytes = ingest_->backlog().journal_bytes;
  EXPECT_GE(bytes, 80u * 40);
  EXPECT_EQ(disk_.files(), (bytes + 4095) / 4096);
  ingest_->stop();
  EXPECT_EQ(ingest_->backlog().journal_bytes, bytes) << "a store that cannot sync has kept nothing";
}

TEST_F(KeeperTest, BeyondTwiceItsBoundTheJournalTakesNothingUntilTheStoreDoes) {
  IngestOptions options;
  options.keeper = {.interval = 1ms, .retry_after = 1ms, .seal_after = 0ms, .journal_bytes_max = 2'000};
  options.journal.segment_bytes = 1'024;
  options.keeper_wait_max = 0ms;
  open(options);
  store_.refuses_writes = true;
  auto sent = [&, number = 0]() mutable {
    const auto taken = std::make_shared<std::promise<Result<IngestResult>>>();
    ingest_->submit(batch_of({{"s", std::to_string(++number)}}),
                    [taken](const Result<IngestResult>& outcome) { taken->set_value(outcome); });
    return taken->get_future().get();
  };
  std::uint32_t accepted = 0;
  Result<IngestResult> last;
  while ((last = sent())) ASSERT_LT(++accepted, 1'000u);
  EXPECT_EQ(last.error().code, Errc::unavailable);
  EXPECT_LT(ingest_->backlog().journal_bytes, 2u * 2'000 + 200);
  EXPECT_EQ((*ingest_->events("p", "s"))->size(), accepted);
  store_.refuses_writes = false;
  ASSERT_TRUE(becomes([&] { return sent().has_value(); })) << "senders come again";
  ASSERT_TRUE(becomes([&] { return ingest_->backlog().open_sessions == 0; }));
  EXPECT_EQ(stored_events(store_, "s"), accepted + 1);
}

TEST_F(KeeperTest, AfterAStartWithALongJournalBatchesWaitForTheStoreButNotForEver) {
  store_.refuses_writes = true;
  send(1, 100);
  IngestOptions options;
  options.keeper = {.interval = 1ms, .retry_after = 1ms, .journal_bytes_max = 1'000};
  options.keeper_wait_max = 0ms;
  open(options);
  std::promise<Result<IngestResult>> promise;
  auto answer = promise.get_future();
  ingest_->submit(batch_of({{"s", "1"}}), [&](const Result<IngestResult>& outcome) { promise.set_value(outcome); });
  clock_.pass(options.starting_max - 1ms);
  EXPECT_EQ(answer.wait_for(0s), std::future_status::timeout);
  clock_.pass(1ms);
  const Result<IngestResult> outcome = answer.get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message, error_of(Refusal::starting).message);
}

TEST_F(KeeperTest, StoppingWhileTheStoreRefusesLeavesTheJournal) {
  store_.refuses_writes = true;
  send(1, 8);
  ingest_->stop();
  EXPECT_GT(ingest_->backlog().journal_bytes, 0u);
  EXPECT_EQ(disk_.files(), 1u);
}

TEST_F(KeeperTest, BeyondTwiceTheMemoryAProjectThatHasAllOfItIsRefusedAndNobodyElse) {
  IngestOptions options;
  options.keeper = {.interval = 1ms, .retry_after = 1ms, .open_bytes_max = 64 << 10};
  options.keeper_wait_max = 0ms;
  open(options);
  store_.refuses_writes = true;  // so that nothing leaves memory
  const auto takes = [&](const std::string& project, int i) {
    const auto taken = std::make_shared<std::promise<bool>>();
    ingest_->submit(batch_of({{"s" + std::to_string(i), "1"}}, project),
                    [taken](const Result<IngestResult>& outcome) { taken->set_value(outcome.has_value()); });
    return taken->get_future().get();
  };
  int loud = 0;
  while (loud < 1'000 && takes("loud", loud)) ++loud;
  ASSERT_LT(loud, 1'000);
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(takes("quiet", i)) << i;
  EXPECT_FALSE(takes("loud", loud));
}

}  // namespace
}  // namespace sj::ingest
