// The way in as a whole, over both stores: what was acknowledged is there, once, whatever happens in between.
#include "ingest/ingest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <random>
#include <set>

#include "base/testing/becomes.hpp"
#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"
#include "ingest/detached_fold.hpp"
#include "ingest/testing/batches.hpp"
#include "journey/journey.hpp"
#include "store/memory/memory_store.hpp"
#include "store/rocksdb/rocksdb_store.hpp"
#include "store/summary_codec.hpp"

namespace sj::ingest {
namespace {

using sj::testing::becomes;
using sj::testing::FakeClock;
using sj::testing::FakeDisk;
using testing::batch_of;
using testing::Sent;
using testing::some_time;
using Fault = FakeDisk::Fault;
using namespace std::chrono_literals;

Rules rules(const std::string&) {
  static const auto catalog = Catalog::load().value();
  return {catalog, {}};
}

/// Small numbers, so that files fill up and sessions are moved within a test. The keeper comes when it is told to.
IngestOptions small_options() {
  IngestOptions options;
  options.journal.segment_bytes = 16 << 10;
  options.journal.retry_after = {};
  options.projector.interval = 5ms;
  options.keeper.interval = 1h;
  return options;
}

Result<IngestResult> send(Ingest& ingest, std::shared_ptr<Batch> batch) {
  const auto promise = std::make_shared<std::promise<Result<IngestResult>>>();
  ingest.submit(std::move(batch), [promise](Result<IngestResult> outcome) { promise->set_value(std::move(outcome)); });
  return promise->get_future().get();
}

/// Sends until there is room.
IngestResult send_patiently(Ingest& ingest, const std::vector<Sent>& events) {
  std::optional<IngestResult> outcome;
  const bool taken = becomes([&] {
    auto answer = send(ingest, batch_of(events));
    if (answer) outcome = *answer;
    return answer.has_value();
  });
  EXPECT_TRUE(taken);
  return outcome.value_or(IngestResult{});
}

void expect_taken(Ingest& ingest, const std::vector<Sent>& events, std::uint32_t accepted, std::uint32_t duplicates) {
  const auto outcome = send(ingest, batch_of(events));
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->accepted, accepted);
  EXPECT_EQ(outcome->duplicates, duplicates);
}

/// Event ids with a mark of their source, in order of acceptance.
std::vector<std::string> ids(Ingest& ingest, const std::string& session_id, const std::string& project_id = "p") {
  std::vector<std::string> out;
  const auto log = ingest.events(project_id, session_id);
  EXPECT_TRUE(log) << log.error().message;
  for (std::uint32_t i = 0; log && *log && i < (*log)->size(); ++i) {
    const Event event = (*log)->at(i);
    out.push_back(std::string(event.event_id) + (event.source == Source::fe ? "f" : ""));
  }
  return out;
}

std::set<std::string> as_set(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

/// Keeps what the ingest tells about what it refused.
class RefusalObserver final : public IngestObserver {
 public:
  void on_refused(Refusal why) override {
    const std::scoped_lock lock(mutex_);
    seen_.push_back(why);
  }
  void on_sync(std::size_t, std::size_t, double) override {}
  std::vector<Refusal> seen() {
    const std::scoped_lock lock(mutex_);
    return seen_;
  }

 private:
  std::mutex mutex_;
  std::vector<Refusal> seen_;
};

class IngestTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    spdlog::set_level(spdlog::level::off);
    make_store();
  }
  void TearDown() override {
    ingest_.reset();
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  void make_store() {
    store_.reset();
    if (GetParam() == std::string("memory"))
      store_ = std::make_unique<store::MemoryStore>();
    else
      store_ =
          store::open_rocksdb_store(directory_, {.block_cache_bytes = 1 << 20, .write_buffer_bytes = 1 << 20}).value();
  }
  Ingest& open(const IngestOptions& options = small_options()) { return open_on(disk_, options); }
  Ingest& open_on(FileSystem& disk, const IngestOptions& options = small_options()) {
    ingest_.reset();
    auto opened = Ingest::open(*store_, disk, clock_, "/journal", rules, options, &refusals_);
    if (!opened) throw std::runtime_error(opened.error().message);
    ingest_ = *std::move(opened);
    return *ingest_;
  }

  /// The row that the store shows is the one that the rules make of the session's events.
  void expect_row_fits(const std::string& session_id) {
    ingest_->project_now();
    const auto log = ingest_->events("p", session_id);
    ASSERT_TRUE(log && *log) << session_id;
    const auto row = store_->find("p", session_id);
    ASSERT_TRUE(row && *row) << session_id;
    const Rules by = rules("p");
    const auto journey =
        journey::assemble(**log, (*log)->size(), *by.catalog, by.settings, some_time, journey::Horizon::everything);
    EXPECT_EQ(store::encode_summary(**row), store::encode_summary(journey->summary)) << session_id;
  }

  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() /
      ("ingest_test_" + std::to_string(::getpid()) + "_" + std::to_string(next_directory_++));
  static inline int next_directory_ = 0;
  FakeDisk disk_;
  FakeClock clock_;
  RefusalObserver refusals_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Ingest> ingest_;
};
INSTANTIATE_TEST_SUITE_P(Stores, IngestTest, ::testing::Values("memory", "rocksdb"),
                         [](const auto& one) { return std::string(one.param); });

TEST_P(IngestTest, AnAcknowledgedEventCanBeReadAtOnceAndListedAfterATick) {
  Ingest& ingest = open();
  EXPECT_FALSE(ingest.events("p", "s").value());
  expect_taken(ingest, {{"s", "1"}, {"s", "2"}, {"t", "1"}}, 3, 0);
  EXPECT_EQ(ids(ingest, "s"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(ids(ingest, "t"), std::vector<std::string>{"1"});
  EXPECT_TRUE(ids(ingest, "s", "other").empty());
  expect_row_fits("s");
  EXPECT_GE(ingest.shown_through(), 3u);
  EXPECT_EQ(ingest.hindrance(), std::nullopt);
}

TEST_P(IngestTest, AnEmptyBatchIsAnswered) {
  Ingest& ingest = open();
  expect_taken(ingest, {}, 0, 0);
  EXPECT_EQ(disk_.files(), 0u);
}

TEST_P(IngestTest, DuplicatesAreToldBySessionSourceAndId) {
  Ingest& ingest = open();
  const Sent first{"s", "1", "A"};
  expect_taken(ingest, {first, {"s", "1", "B"}, {"s", "2"}, first}, 2, 2);
  expect_taken(ingest, {{"s", "2", "C"}, {"s", "3"}}, 1, 1);
  expect_taken(ingest, {{"s", "1", "A", Source::fe}, {"t", "1"}, {"s", "1", "A", Source::fe}}, 2, 1);
  EXPECT_EQ(send(ingest, batch_of({first}, "other"))->accepted, 1u);
  EXPECT_EQ(ids(ingest, "s"), (std::vector<std::string>{"1", "2", "3", "1f"}));
  EXPECT_EQ((*ingest.events("p", "s"))->at(0).name, "A") << "the first copy stays";
}

TEST_P(IngestTest, DuplicatesAreToldAfterACleanStop) {
  const std::vector<Sent> sent{{"s", "1"}, {"s", "2"}, {"t", "1"}};
  expect_taken(open(), sent, 3, 0);
  ingest_->stop();
  EXPECT_EQ(disk_.files(), 0u) << "all is in the store";
  if (GetParam() == std::string("rocksdb")) ingest_.reset(), make_store();
  Ingest& again = open();
  EXPECT_EQ(ids(again, "s"), (std::vector<std::string>{"1", "2"}));
  expect_taken(again, sent, 0, 3);
  expect_taken(again, {{"s", "3"}, {"s", "1"}}, 1, 1);
  EXPECT_EQ(ids(again, "s"), (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ((*again.events("p", "s"))->at(2).accept_seq, 4u) << "goes on where it stopped";
  expect_row_fits("s");
}

TEST_P(IngestTest, TheSameEventsFromEightThreadsAreTakenOnce) {
  Ingest& ingest = open();
  std::vector<Sent> events;
  for (int i = 0; i < 300; ++i) events.push_back({"race-" + std::to_string(i % 7), std::to_string(i)});
  std::atomic<std::uint32_t> accepted = 0, duplicates = 0;
  std::vector<std::jthread> threads;
  for (unsigned seed = 0; seed < 8; ++seed)
    threads.emplace_back([&, seed, mine = events]() mutable {
      std::mt19937 random(seed);
      std::ranges::shuffle(mine, random);
      for (std::size_t begin = 0; begin < mine.size();) {
        const std::size_t end = std::min(mine.size(), begin + 1 + random() % 20);
        const auto outcome = send(ingest, batch_of({mine.begin() + static_cast<std::ptrdiff_t>(begin),
                                                    mine.begin() + static_cast<std::ptrdiff_t>(end)}));
        accepted += outcome->accepted;
        duplicates += outcome->duplicates;
        begin = end;
      }
    });
  threads.clear();
  EXPECT_EQ(accepted, 300u);
  EXPECT_EQ(duplicates, 2'100u);
  std::set<std::uint64_t> sequence;
  for (int session = 0; session < 7; ++session) {
    const auto log = *ingest.events("p", "race-" + std::to_string(session));
    for (std::uint32_t i = 0; i < log->size(); ++i) sequence.insert(log->at(i).accept_seq);
    expect_row_fits("race-" + std::to_string(session));
  }
  EXPECT_EQ(sequence.size(), 300u) << "no accept_seq twice";
}

TEST_P(IngestTest, WhenTheJournalFailsNothingOfABatchIsTaken) {
  for (const Fault fault : {Fault::create, Fault::write, Fault::sync}) {
    const std::string name = "s" + std::to_string(static_cast<int>(fault));
    Ingest& ingest = open();
    expect_taken(ingest, {{name, "1"}, {name, "2"}}, 2, 0);
    const std::string large = R"({"a":")" + std::string(20'000, 'x') + "\"}";  // needs a new file
    const std::vector<Sent> more{{name, "2"}, {name, "3", "X", Source::be, some_time, large}, {name + "new", "1"}};
    disk_.fail(fault);
    const auto refused = send(ingest, batch_of(more));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    EXPECT_NE(ingest.hindrance(), std::nullopt);
    EXPECT_EQ(ids(ingest, name), (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(ids(ingest, name + "new").empty());
    disk_.repair();
    expect_taken(ingest, more, 2, 1);
    EXPECT_EQ(ingest.hindrance(), std::nullopt);
    EXPECT_EQ(ids(ingest, name), (std::vector<std::string>{"1", "2", "3"}));
    expect_row_fits(name);
    expect_row_fits(name + "new");
  }
}

TEST_P(IngestTest, AResendAfterAFailureIsOneEventAlsoAfterARestart) {
  Ingest& ingest = open();
  std::set<std::string> acknowledged;
  for (int i = 0; i < 60; ++i) {
    disk_.fail(i % 2 ? Fault::sync : Fault::write, i % 3 == 0 ? 1 : 0);
    const std::string id = std::to_string(i);
    if (send(ingest, batch_of({{"s", id}})) || send(ingest, batch_of({{"s", id}}))) acknowledged.insert(id);
  }
  disk_.repair();
  ASSERT_EQ(acknowledged.size(), 60u);
  FakeDisk found(disk_);
  ingest.stop();
  ingest_.reset();
  make_store();
  EXPECT_EQ(ids(open_on(found), "s").size(), 60u);
  EXPECT_EQ(as_set(ids(*ingest_, "s")), acknowledged);
  ingest_.reset();
}

TEST_P(IngestTest, AfterAPowerCutEverythingAcknowledgedIsThere) {
  Ingest& ingest = open();
  std::mt19937 random(7);
  std::map<std::string, std::set<std::string>> acknowledged;
  for (int i = 0; i < 200; ++i) {
    const Sent event{"s" + std::to_string(random() % 9), std::to_string(i)};
    expect_taken(ingest, {event, {event.session_id, event.event_id, "X", Source::fe}}, 2, 0);
    acknowledged[event.session_id].insert({event.event_id, event.event_id + "f"});
  }
  FakeDisk found = disk_.after_power_cut(1);
  ingest.stop();
  ingest_.reset();
  std::filesystem::remove_all(directory_);
  store_ = std::make_unique<store::MemoryStore>();  // nothing had been synced to the store
  Ingest& again = open_on(found);
  for (const auto& [session, wanted] : acknowledged) {
    EXPECT_EQ(as_set(ids(again, session)), wanted);
    expect_row_fits(session);
  }
  expect_taken(again, {{"s0", "new"}}, 1, 0);
  EXPECT_EQ((*again.events("p", "s0"))->at(static_cast<std::uint32_t>(acknowledged["s0"].size())).accept_seq, 401u);
  ingest_.reset();  // before the disk that it writes to
}

TEST_P(IngestTest, WhatIsInTheStoreAndStillInTheJournalIsThereOnce) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.seal_after = 0ms;
  Ingest& ingest = open(options);
  for (int i = 0; i < 50; ++i) expect_taken(ingest, {{"s" + std::to_string(i % 5), std::to_string(i)}}, 1, 0);
  ingest.stop(-1s);  // no time left: the journal keeps what it has
  const bool kept = disk_.files() > 0;
  if (GetParam() == std::string("rocksdb")) ingest_.reset(), make_store();
  Ingest& again = open();
  EXPECT_TRUE(kept);
  for (int session = 0; session < 5; ++session) {
    EXPECT_EQ(ids(again, "s" + std::to_string(session)).size(), 10u);
    expect_row_fits("s" + std::to_string(session));
  }
}

TEST_P(IngestTest, ASessionThatIsAllInTheStoreIsNotBroughtBackByTheJournal) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.seal_after = 0ms;
  Ingest& ingest = open(options);
  for (int i = 0; i < 50; ++i) expect_taken(ingest, {{"s" + std::to_string(i % 5), std::to_string(i)}}, 1, 0);
  ASSERT_TRUE(becomes([&] { return ingest.backlog().open_sessions == 0; }));
  ingest.stop(-1s);
  ASSERT_GT(disk_.files(), 0u);
  if (GetParam() == std::string("rocksdb")) ingest_.reset(), make_store();
  Ingest& again = open();
  EXPECT_EQ(again.backlog().open_sessions, 0u);
  expect_taken(again, {{"s0", "0"}, {"s0", "late"}}, 1, 1);
  EXPECT_EQ((*again.events("p", "s0"))->at(10).accept_seq, 51u);
  for (int session = 0; session < 5; ++session) {
    EXPECT_EQ(ids(again, "s" + std::to_string(session)).size(), session == 0 ? 11u : 10u);
    expect_row_fits("s" + std::to_string(session));
  }
}

TEST_P(IngestTest, SessionsThatDoNotFitIntoMemoryAreKept) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.open_bytes_max = 200'000;
  Ingest& ingest = open(options);
  constexpr int sessions = 300, rounds = 8;
  for (int round = 0; round < rounds; ++round)
    for (int first = 0; first < sessions; first += 20) {
      std::vector<Sent> events;
      for (int i = first; i < first + 20; ++i)
        events.push_back(
            {"s" + std::to_string(i), std::to_string(round), "X", Source::be, some_time + (round * 37 + i) % 5});
      EXPECT_EQ(send_patiently(ingest, events).accepted, 20u);
    }
  EXPECT_TRUE(becomes([&] { return ingest.backlog().open_bytes <= options.keeper.open_bytes_max; }));
  for (int i = 0; i < sessions; ++i)
    EXPECT_EQ(ids(ingest, "s" + std::to_string(i)).size(), static_cast<std::size_t>(rounds));
  for (int i = 0; i < sessions; i += 29) expect_row_fits("s" + std::to_string(i));
  EXPECT_EQ(send_patiently(ingest, {{"s7", "3"}, {"s9", "0"}}).duplicates, 2u);
}

TEST_P(IngestTest, LargeSessionsThatDoNotFitIntoMemoryAreKeptWithoutBeingReadEachTime) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.open_bytes_max = 400'000;
  Ingest& ingest = open(options);
  constexpr int sessions = 64, rounds = 40, events = 4;
  for (int round = 0; round < rounds; ++round)
    for (int session = 0; session < sessions; ++session) {
      std::vector<Sent> sent;
      for (int i = 0; i < events; ++i)
        sent.push_back({"s" + std::to_string(session), std::to_string(round * events + i), "X", Source::be,
                        some_time + (round * 37 + i) % 50, std::string(200, 'a')});
      EXPECT_EQ(send_patiently(ingest, sent).accepted, static_cast<std::uint32_t>(events));
    }
  EXPECT_TRUE(becomes([&] { return ingest.backlog().open_bytes <= options.keeper.open_bytes_max; }));
  for (int session = 0; session < sessions; ++session)
    EXPECT_EQ(ids(ingest, "s" + std::to_string(session)).size(), static_cast<std::size_t>(rounds * events));
  for (int session = 0; session < sessions; session += 7) expect_row_fits("s" + std::to_string(session));
  EXPECT_EQ(send_patiently(ingest, {{"s7", "3"}, {"s9", "0"}, {"s9", "159"}}).duplicates, 3u);
}

TEST_P(IngestTest, TheJournalShrinksBehindTheStore) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.seal_after = 1h;
  options.keeper.journal_bytes_max = 64 << 10;
  Ingest& ingest = open(options);
  const std::string attributes = R"({"a":")" + std::string(2'000, 'x') + "\"}";
  for (int i = 0; i < 200; ++i)
    expect_taken(ingest, {{"s" + std::to_string(i % 3), std::to_string(i), "X", Source::be, some_time, attributes}}, 1,
                 0);
  EXPECT_TRUE(becomes([&] { return ingest.backlog().journal_bytes <= options.keeper.journal_bytes_max; }))
      << ingest.backlog().journal_bytes;
  EXPECT_LE(disk_.files(), 6u);
  EXPECT_EQ(ingest.backlog().open_sessions, 3u) << "they stay in memory";
  EXPECT_EQ(ids(ingest, "s0").size(), 67u);
  ingest.stop(-1s);
  if (GetParam() == std::string("rocksdb")) ingest_.reset(), make_store();
  EXPECT_EQ(ids(open(), "s0").size(), 67u);
}

/// So many events of one session, each later than the one before, that it is folded again apart.
std::vector<Sent> large_session(const std::string& session_id) {
  std::vector<Sent> events;
  for (std::uint32_t i = 0; i < fold_again_events_max + 500; ++i)
    events.push_back({session_id, std::to_string(i), "VENDOR_PING", Source::be, some_time + 1'000 + i});
  return events;
}

TEST_P(IngestTest, ASessionThatTakesLongToFoldIsToldOfLikeAllOthers) {
  Ingest& ingest = open();
  const auto many = large_session("large");
  ASSERT_EQ(send(ingest, batch_of(many))->accepted, many.size());
  ingest.project_now();
  const auto changes_after = [&](std::uint64_t accept_seq) {
    const Rules by = rules("p");
    const store::Scope scope{.project_id = "p", .settings = {}, .catalog = by.catalog, .as_of = some_time};
    std::map<std::string, std::uint64_t> told;
    const auto changes = store_->changes(scope, {}, accept_seq, 10);
    for (const store::Change& change : *changes) told[change.session_id] = change.accept_seq;
    return told;
  };
  using Told = std::map<std::string, std::uint64_t>;
  const std::uint64_t before = ingest.committed_through();
  expect_taken(ingest, {{"large", "late"}, {"other", "1"}}, 2, 0);
  ASSERT_TRUE(becomes([&] { return ingest.shown_through() == before + 2; }));
  EXPECT_EQ(changes_after(before), (Told{{"large", before + 1}, {"other", before + 2}}));
  ASSERT_TRUE(becomes([&] { return (*store_->find("p", "large"))->events == many.size() + 1; }));
  expect_row_fits("large");

  // The row may pass filters now that it did not pass before.
  expect_taken(ingest, {{"other", "2"}}, 1, 0);
  ASSERT_TRUE(becomes([&] { return changes_after(before + 2) == Told{{"large", before + 3}, {"other", before + 3}}; }));
}

TEST_P(IngestTest, ASessionThatGetsLateEventsAllTheTimeIsKeptToo) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.journal_bytes_max = 64 << 10;
  options.projector.interval = 1ms;
  Ingest& ingest = open(options);
  const auto many = large_session("large");
  ASSERT_EQ(send_patiently(ingest, many).accepted, many.size());
  std::set<std::string> sent;
  for (const Sent& event : many) sent.insert(event.event_id);
  const std::string attributes = R"({"a":")" + std::string(1'000, 'x') + "\"}";
  for (int i = 0; i < 400; ++i) {
    const std::string id = "late-" + std::to_string(i);
    EXPECT_EQ(send_patiently(ingest, {{"large", id, "X", Source::be, some_time + i % 7, attributes}}).accepted, 1u);
    sent.insert(id);
  }
  EXPECT_TRUE(becomes([&] { return ingest.backlog().journal_bytes <= options.keeper.journal_bytes_max; }))
      << "it does not hold the journal";
  ingest.stop(-1s);
  if (GetParam() == std::string("rocksdb")) ingest_.reset(), make_store();
  open(options);
  const auto there = ids(*ingest_, "large");
  EXPECT_EQ(as_set(there), sent);
  EXPECT_EQ(there.size(), sent.size()) << "each once";
  expect_row_fits("large");
}

class AfterACrash : public IngestTest {
 protected:
  /// A server that finds more in the journal than that should hold, and nothing in the store.
  Ingest& open_with_long_journal() {
    IngestOptions options = small_options();
    options.keeper.seal_after = 1h;
    Ingest& first = open(options);
    for (int i = 0; i < 100; ++i) expect_taken(first, {event("s" + std::to_string(i))}, 1, 0);
    found_.emplace(disk_.after_power_cut(1));
    ingest_.reset();
    store_ = std::make_unique<store::MemoryStore>();
    options.keeper.interval = 1ms;
    options.keeper.journal_bytes_max = 64 << 10;
    options.keeper_wait_max = 0ms;
    return open_on(*found_, options);
  }
  static Sent event(const std::string& session_id) {
    return {session_id, "1", "X", Source::be, some_time, R"({"a":")" + std::string(2'000, 'x') + "\"}"};
  }
  void TearDown() override { ingest_.reset(); }  // before the disk that it writes to

  std::optional<FakeDisk> found_;
};
INSTANTIATE_TEST_SUITE_P(Stores, AfterACrash, ::testing::Values("memory"));

TEST_P(AfterACrash, BatchesWaitForWhatItLeftInTheJournal) {
  Ingest& ingest = open_with_long_journal();
  for (int i = 0; i < 20; ++i) expect_taken(ingest, {event("t" + std::to_string(i))}, 1, 0);
  EXPECT_TRUE(refusals_.seen().empty());
}

TEST_P(AfterACrash, ItIsReadyOnceThatIsInTheStoreWhoeverSends) {
  Ingest& ingest = open_with_long_journal();
  EXPECT_TRUE(becomes([&] { return ingest.hindrance() == std::nullopt; }));
  EXPECT_LE(ingest.backlog().journal_bytes, 64u << 10);
}

TEST_P(IngestTest, LateEventsComeToASessionThatWasPutAway) {
  IngestOptions options = small_options();
  options.keeper.interval = 1ms;
  options.keeper.seal_after = 0ms;
  Ingest& ingest = open(options);
  std::vector<std::string> wanted;
  for (int i = 0; i < 6; ++i) {
    expect_taken(ingest, {{"s", std::to_string(i), "X", Source::be, some_time - i}}, 1, 0);
    wanted.push_back(std::to_string(i));
    ASSERT_TRUE(becomes([&] { return ingest.backlog().open_sessions == 0; }));
    EXPECT_EQ(ids(ingest, "s"), wanted);
    EXPECT_EQ((*store_->find("p", "s"))->events, wanted.size());
  }
  expect_taken(ingest, {{"s", "0"}, {"s", "5"}}, 0, 2);
  EXPECT_EQ(ids(ingest, "s"), wanted);
  expect_row_fits("s");
}

TEST_P(IngestTest, StoppingMovesEverythingToTheStoreAndTakesNothingMore) {
  Ingest& ingest = open();
  for (int i = 0; i < 100; ++i) expect_taken(ingest, {{"s" + std::to_string(i), "1"}}, 1, 0);
  ingest.stop();
  ingest.stop();
  EXPECT_NE(ingest.hindrance(), std::nullopt);
  EXPECT_EQ(disk_.files(), 0u);
  EXPECT_EQ(ingest.backlog().journal_bytes, 0u);
  const auto refused = send(ingest, batch_of({{"s", "2"}}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE((*store_->events("p", "s" + std::to_string(i)))->empty());
}

TEST_P(IngestTest, EveryBatchIsAnsweredOnceWhileItStops) {
  Ingest& ingest = open();
  std::atomic<int> answers = 0, accepted = 0, sent = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 200; ++i) {
          ++sent;
          ingest.submit(batch_of({{"s" + std::to_string(thread), std::to_string(i)}}),
                        [&](Result<IngestResult> outcome) {
                          ++answers;
                          if (outcome) accepted += static_cast<int>(outcome->accepted);
                          (void)ingest.backlog();  // an answer may ask questions
                        });
        }
      });
    EXPECT_TRUE(becomes([&] { return answers > 20; }));
    ingest.stop();
  }
  EXPECT_EQ(answers, sent);
  int kept = 0;
  for (int thread = 0; thread < 4; ++thread) kept += static_cast<int>(ids(ingest, "s" + std::to_string(thread)).size());
  EXPECT_EQ(kept, accepted);
}

TEST_P(IngestTest, ABatchBeyondTheQueueIsRefusedAndNothingStaysCounted) {
  IngestOptions options = small_options();
  options.queue_bytes_max = 10;
  Ingest& ingest = open(options);
  bool asked = false;
  ingest.submit(batch_of({{"s", "1"}}),
                [&](Result<IngestResult> outcome) { asked = !outcome && ingest.backlog().queued_bytes == 0; });
  EXPECT_TRUE(asked);
  EXPECT_EQ(ingest.backlog().open_sessions, 0u);
  EXPECT_EQ(refusals_.seen(), std::vector{Refusal::queue_full});
}

TEST_P(IngestTest, WithTooLittleRoomOnTheDiskBatchesAreRefusedUntilThereIsMore) {
  std::atomic<std::uint64_t> free_bytes = 1'000;
  Room room("/journal", 10'000, clock_,
            [&](const auto&) -> Result<Space> { return Space{.free_bytes = free_bytes, .total_bytes = 1'000'000}; });
  IngestOptions options = small_options();
  options.room = &room;
  Ingest& ingest = open(options);
  const auto refused = send(ingest, batch_of({{"s", "1"}}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the server's disk is full; send again later");
  EXPECT_EQ(refusals_.seen(), std::vector{Refusal::disk_full});
  EXPECT_THAT(ingest.hindrance().value_or(""), ::testing::HasSubstr("the disk of /journal is full"));
  free_bytes = 900'000;
  clock_.pass(1s);  // it looks again
  EXPECT_EQ(send_patiently(ingest, {{"s", "1"}}).accepted, 1u);
  EXPECT_EQ(ingest.hindrance(), std::nullopt);
}

}  // namespace
}  // namespace sj::ingest
