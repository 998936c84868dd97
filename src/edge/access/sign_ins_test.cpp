#include "access/sign_ins.hpp"

#include <gtest/gtest.h>

#include "base/testing/fake_clock.hpp"

namespace sj::access {
namespace {

using sj::testing::FakeClock;

const Caller anna{"prj_1", KeyKind::read, "key_1"};

TEST(SignIns, StandForTheirCallerUntilTheyEnd) {
  FakeClock clock;
  SignIns sign_ins(clock);
  const auto first = sign_ins.begin(anna);
  const auto second = sign_ins.begin({"prj_2", KeyKind::admin, "key_2"});
  EXPECT_NE(first.token, second.token);
  EXPECT_EQ(sign_ins.find(first.token)->caller.project_id, "prj_1");
  EXPECT_EQ(sign_ins.find(second.token)->caller.project_id, "prj_2");
  sign_ins.end(first.token);
  sign_ins.end(first.token);
  EXPECT_FALSE(sign_ins.find(first.token));
  EXPECT_TRUE(sign_ins.find(second.token));
}

TEST(SignIns, LastTwelveHours) {
  FakeClock clock;
  SignIns sign_ins(clock);
  const auto begun = sign_ins.begin(anna);
  EXPECT_EQ(begun.sign_in.expires_at, clock.now() + 12 * 3'600'000);
  clock.set(begun.sign_in.expires_at - 1);
  EXPECT_TRUE(sign_ins.find(begun.token));
  clock.set(begun.sign_in.expires_at);
  EXPECT_FALSE(sign_ins.find(begun.token));
}

TEST(SignIns, BeyondAKeysBoundItsOwnOldestEnds) {
  FakeClock clock;
  SignIns sign_ins(clock);
  const auto other = sign_ins.begin({"prj_1", KeyKind::read, "key_2"});
  const auto oldest = sign_ins.begin(anna);
  const auto next = sign_ins.begin(anna);
  for (std::size_t i = 2; i <= sign_ins_per_key_max; ++i) (void)sign_ins.begin(anna);
  EXPECT_FALSE(sign_ins.find(oldest.token));
  EXPECT_TRUE(sign_ins.find(next.token));
  EXPECT_TRUE(sign_ins.find(other.token)) << "another key's are not touched";
}

TEST(SignIns, BeyondTheBoundOfAllTheProjectWithTheMostGivesWay) {
  FakeClock clock;
  SignIns sign_ins(clock);
  const auto seldom = sign_ins.begin({"prj_2", KeyKind::read, "key_b"});
  std::optional<SignIns::Begun> oldest;
  for (std::size_t i = 0; i < sign_ins_max - 1; ++i) {
    const auto begun = sign_ins.begin({"prj_1", KeyKind::read, "key_" + std::to_string(i / 900)});
    if (i == 0) oldest = begun;
  }
  EXPECT_TRUE(sign_ins.find(oldest->token));
  const auto another = sign_ins.begin({"prj_3", KeyKind::read, "key_c"});
  EXPECT_FALSE(sign_ins.find(oldest->token));
  EXPECT_TRUE(sign_ins.find(seldom.token));
  EXPECT_TRUE(sign_ins.find(another.token));
}

TEST(SignIns, ExpiredOnesGiveWayFirst) {
  FakeClock clock;
  SignIns sign_ins(clock);
  for (std::size_t i = 0; i < sign_ins_per_key_max; ++i) (void)sign_ins.begin(anna);
  clock.pass(std::chrono::hours(12));
  const auto first = sign_ins.begin(anna);
  for (std::size_t i = 1; i < sign_ins_per_key_max; ++i) (void)sign_ins.begin(anna);
  EXPECT_TRUE(sign_ins.find(first.token));
}

}  // namespace
}  // namespace sj::access
