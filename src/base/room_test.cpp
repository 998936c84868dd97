#include "base/room.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/fake_clock.hpp"

namespace sj {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t mib = 1 << 20;

/// A disk of which a test says what is free.
class RoomTest : public ::testing::Test {
 protected:
  Room room_of(std::uint64_t reserve_bytes) {
    return Room("/data", reserve_bytes, clock_, [this](const std::filesystem::path&) -> Result<Space> {
      ++looks_;
      if (is_gone_) return fail(Errc::not_found, "cannot look at the disk of /data: No such file or directory");
      return space_;
    });
  }
  /// Whether it is short once it looks again.
  bool is_short_next(Room& room) {
    clock_.pass(std::chrono::milliseconds(100));
    return room.is_short();
  }

  testing::FakeClock clock_;
  Space space_{.free_bytes = 1000 * mib, .total_bytes = 10'000 * mib};
  bool is_gone_ = false;
  int looks_ = 0;
};

TEST_F(RoomTest, IsShortBelowItsReserveAndGoesOnWellAboveIt) {
  Room room = room_of(100 * mib);
  EXPECT_FALSE(room.is_short());
  space_.free_bytes = 99 * mib;
  EXPECT_TRUE(is_short_next(room));
  EXPECT_THAT(room.reason(), HasSubstr("the disk of /data is full: 99.0 MiB are free, and 100.0 MiB are needed"));
  space_.free_bytes = 120 * mib;
  EXPECT_TRUE(is_short_next(room)) << "so little more would be gone with the next file";
  space_.free_bytes = 150 * mib;
  EXPECT_FALSE(is_short_next(room));
}

TEST_F(RoomTest, KeepsNoMoreThanATwentiethOfASmallDisk) {
  space_ = {.free_bytes = 3 * mib, .total_bytes = 40 * mib};
  Room room = room_of(256 * mib);
  EXPECT_FALSE(room.is_short());
  space_.free_bytes = 2 * mib - 1;
  EXPECT_TRUE(is_short_next(room));
}

TEST_F(RoomTest, LetsWhatWasBegunUseHalfOfTheReserve) {
  space_.free_bytes = 90 * mib;
  Room room = room_of(100 * mib);
  EXPECT_TRUE(room.is_short());
  EXPECT_TRUE(room.has(40 * mib));
  EXPECT_FALSE(room.has(41 * mib));
}

TEST_F(RoomTest, IsShortForAllWhileSomebodyWhoAskedCannotGoOn) {
  space_.free_bytes = 110 * mib;
  Room room = room_of(100 * mib);
  EXPECT_FALSE(room.is_short());
  EXPECT_FALSE(room.has(150 * mib));
  EXPECT_TRUE(room.is_short()) << "at once";
  EXPECT_THAT(room.reason(), HasSubstr("110.0 MiB are free, and 200.0 MiB are needed"));
  space_.free_bytes = 200 * mib;
  EXPECT_FALSE(is_short_next(room));
}

TEST_F(RoomTest, IsShortWhereNoFilesCanBeMade) {
  space_.files_are_counted = true;
  space_.free_files = 3;
  Room room = room_of(100 * mib);
  EXPECT_TRUE(room.is_short());
  EXPECT_THAT(room.reason(), HasSubstr("3 more files only"));
}

TEST_F(RoomTest, IsShortWhereTheDirectoryIsGone) {
  is_gone_ = true;
  Room room = room_of(100 * mib);
  EXPECT_TRUE(room.is_short());
  EXPECT_FALSE(room.has(0));
  EXPECT_EQ(room.free_bytes(), 0u);
  EXPECT_THAT(room.reason(), HasSubstr("No such file or directory"));
}

TEST_F(RoomTest, LooksTenTimesASecondAtMost) {
  Room room = room_of(100 * mib);
  for (int i = 0; i < 1'000; ++i) (void)room.is_short();
  EXPECT_EQ(looks_, 1);
  for (int ms = 0; ms < 1'000; ++ms) {
    clock_.pass(std::chrono::milliseconds(1));
    (void)room.is_short();
  }
  EXPECT_EQ(looks_, 11);
}

TEST(Space, OfARealDirectoryIsTold) {
  const auto space = space_of("/");
  ASSERT_TRUE(space) << space.error().message;
  EXPECT_GT(space->total_bytes, 0u);
  EXPECT_EQ(space_of("/no such directory").error().code, Errc::not_found);
}

}  // namespace
}  // namespace sj
