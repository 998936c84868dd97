// Rows are made again by new rules beside events that go on coming, and none is saved that tells of more than is kept.
#include "ingest/row_renewal.hpp"

#include <gtest/gtest.h>

#include "base/testing/fake_clock.hpp"
#include "ingest/testing/batches.hpp"
#include "store/memory/memory_store.hpp"

namespace sj::ingest {
namespace {

using testing::batch_of;
using testing::some_time;

class Renewal : public ::testing::Test {
 protected:
  /// An approval that the user did not stay for: COMPLETED only where a decision completes.
  static std::string records() {
    std::string out;
    append_record(out, {.event_id = "a", .name = "STEP_VIEW", .source = Source::fe, .time = some_time});
    append_record(out,
                  {.event_id = "b", .name = "APPROVED", .source = Source::be, .time = some_time + 1, .accept_seq = 2});
    return out;
  }

  void store_session(const std::string& id) {
    OpenSession session("p", id);
    ASSERT_TRUE(session.load(records()));
    const std::vector rows{session.project(rules_)};
    ASSERT_TRUE(store_.show("p", rows));
    const std::vector<store::SessionSave> saves{{"p", id, records()}};
    ASSERT_TRUE(store_.save(saves));
  }
  void renew(const std::vector<std::string>& ids) { ASSERT_TRUE(renewal_.renew("p", ids)); }
  void change_rules() { rules_.settings.completed_by = journey::CompletedBy::decision; }
  std::optional<journey::Status> settled(const std::string& id) { return store_.find("p", id).value()->settled; }

  Rules rules_{Catalog::load().value(), {}};
  store::MemoryStore store_;
  sj::testing::FakeClock clock_;
  OpenSessions sessions_{store_, clock_, 1 << 20};
  Mutex row_order_;
  RowRenewal renewal_{sessions_, store_, [this](const std::string&) { return rules_; }, row_order_, nullptr};
};

TEST_F(Renewal, MakesStoredRowsByTheRulesOfNow) {
  store_session("s");
  store_session("t");
  EXPECT_EQ(settled("s"), std::nullopt);
  change_rules();
  renewal_.expect(2);
  renew({"s", "t"});
  EXPECT_EQ(settled("s"), journey::Status::completed);
  EXPECT_EQ(settled("t"), journey::Status::completed);
  EXPECT_EQ(store_.saved_through("p", "s"), 2u) << "the row is kept";
  EXPECT_EQ(renewal_.progress()->done, 2u);
}

TEST_F(Renewal, TellsOfEventsThatAreNotSavedYetButLeavesTheSavingToTheKeeper) {
  store_session("s");
  OpenSession& session = **sessions_.pin(*batch_of({{"s", "c"}}), 0, 1);
  std::string record;
  append_record(record, {.event_id = "c", .name = "REJECTED", .time = some_time + 2, .accept_seq = 3});
  ASSERT_EQ(session.append(record_key(record), record, FeQuota{}), OpenSession::Append::done);
  session.commit();
  change_rules();
  renew({"s"});
  EXPECT_EQ(store_.find("p", "s").value()->decision->current().outcome, Impact::rejected);
  EXPECT_EQ(settled("s"), journey::Status::completed);
  EXPECT_EQ(store_.saved_through("p", "s"), 0u) << "a row that was only shown";
  sessions_.unpin(session);
}

TEST_F(Renewal, KeepsTheRowsOfSessionsInMemoryThatHaveNothingNew) {
  store_session("s");
  OpenSession& session = **sessions_.pin(*batch_of({{"s", "c"}}), 0, 1);
  change_rules();
  renew({"s"});
  EXPECT_EQ(settled("s"), journey::Status::completed);
  EXPECT_EQ(store_.saved_through("p", "s"), 2u);
  sessions_.unpin(session);
}

TEST_F(Renewal, ReadsWhatWasTrimmedOfASession) {
  store_session("s");
  OpenSession& session = **sessions_.pin(*batch_of({{"s", "c"}}), 0, 1);
  (void)session.trim();
  change_rules();
  renew({"s"});
  EXPECT_EQ(settled("s"), journey::Status::completed);
  sessions_.unpin(session);
}

}  // namespace
}  // namespace sj::ingest
