#include "http/connection/connection_slots.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ConnectionSlotsTest : public ::testing::Test {
 protected:
  ConnectionSlots::Taken take(const char* network) { return slots_.take(network, now_); }
  SlotPtr serve(const char* network) {
    auto slot = take(network).slot;
    slot->enter(EvictionClass::served, now_);
    return slot;
  }

  ConnectionSlots::Instant now_ = ConnectionSlots::Instant() + seconds(1'000);
  ConnectionSlots slots_{
      {.connections_max = 4, .of_network_max = 3, .refused_at_once_max = 2, .body_grace = milliseconds(10'000)}};
};

TEST_F(ConnectionSlotsTest, TheOldestIdleOneGivesWay) {
  const auto served = serve("a");
  now_ += seconds(1);
  const auto oldest = take("b").slot;
  now_ += seconds(1);
  const auto next = take("a").slot;
  const auto last = serve("b");
  const auto more = take("c");
  EXPECT_FALSE(more.refused);
  EXPECT_EQ(more.cut, oldest);
}

TEST_F(ConnectionSlotsTest, ThenOneThatIsStillSendingItsHead) {
  const auto served = serve("a");
  const auto sending = take("a").slot;
  sending->enter(EvictionClass::head, now_);
  const auto reading = take("b").slot;
  reading->enter(EvictionClass::body, now_);
  const auto late = take("b").slot;
  late->enter(EvictionClass::body, now_ - seconds(11));
  const auto first = take("c");
  EXPECT_EQ(first.cut, sending);
  first.slot->enter(EvictionClass::served, now_);
  const auto second = take("c");
  EXPECT_EQ(second.cut, late) << "and a body that is late, but none that has just begun";
  second.slot->enter(EvictionClass::served, now_);
  EXPECT_TRUE(take("d").refused);
}

TEST_F(ConnectionSlotsTest, TheClientWithTheMostGivesWay) {
  const auto alone = take("a").slot;
  now_ += seconds(1);
  const std::vector<SlotPtr> many{take("b").slot, take("b").slot, take("b").slot};
  EXPECT_EQ(take("c").cut, many[0]) << "though the other's waits longer";
}

TEST_F(ConnectionSlotsTest, BeyondItsOwnBoundAClientCutsItsOwn) {
  const auto other = take("a").slot;
  const auto own = take("b").slot;
  const std::vector<SlotPtr> served{serve("b"), serve("b")};
  EXPECT_EQ(take("b").cut, own);
}

TEST_F(ConnectionSlotsTest, WhoIsServedStaysAndTheNewOneIsTold) {
  const std::vector<SlotPtr> served{serve("a"), serve("a"), serve("b"), serve("b")};
  const auto first = take("c");
  EXPECT_TRUE(first.refused);
  EXPECT_TRUE(first.slot);
  const auto second = take("c");
  const auto third = take("c");
  EXPECT_TRUE(third.refused);
  EXPECT_FALSE(third.slot) << "only so many are told";
  EXPECT_EQ(slots_.open(), 6U);
}

TEST_F(ConnectionSlotsTest, PlacesAreGivenBack) {
  {
    const std::vector<SlotPtr> served{serve("a"), serve("a"), serve("a"), serve("b")};
    EXPECT_TRUE(take("c").refused);
  }
  EXPECT_EQ(slots_.open(), 0U);
  EXPECT_FALSE(take("a").refused);
}

TEST_F(ConnectionSlotsTest, OneThatIsServedAfterAllCountsAgain) {
  const auto idle = take("a").slot;
  const std::vector<SlotPtr> served{serve("a"), serve("b"), serve("b")};
  auto more = take("c");
  ASSERT_EQ(more.cut, idle);
  idle->enter(EvictionClass::served, now_);
  slots_.keep(*idle);
  more.slot->enter(EvictionClass::served, now_);
  EXPECT_TRUE(take("d").refused);
}

}  // namespace
}  // namespace sj::http
