#include "liveform/image.hpp"

#include <gtest/gtest.h>

#include "liveform/testing/pictures.hpp"

namespace sj::liveform {
namespace {

using testing::jpeg_of;
using testing::squares;

/// A slow wave: what a picture far out of focus looks like.
int wave(int x, int) {
  return 128 + (x % 400 < 200 ? x % 200 : 200 - x % 200) / 4;
}

Fault fault_in(const std::string& jpeg) {
  const auto picture = measure(jpeg);
  return picture ? fault_of(*picture) : Fault::unreadable;
}

TEST(Image, HardEdgesInGoodLightAreFine) {
  const std::string jpeg = jpeg_of(800, 500, [](int x, int y) { return squares(x, y, 60, 200); });
  const auto picture = measure(jpeg);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->width, 800);
  EXPECT_EQ(picture->height, 500);
  EXPECT_NEAR(picture->brightness, 130, 3);
  EXPECT_GT(picture->sharpness, 1000);
  EXPECT_EQ(fault_of(*picture), Fault::none);
}

TEST(Image, TakesAProgressivePicture) {
  const auto edges = [](int x, int y) { return squares(x, y, 60, 200); };
  EXPECT_EQ(fault_in(jpeg_of(800, 500, edges, TJFLAG_PROGRESSIVE)), Fault::none);
}

TEST(Image, RefusesOneThatADecoderGoesThroughManyTimes) {
  std::string jpeg = jpeg_of(
      800, 500, [](int x, int y) { return squares(x, y, 60, 200); }, TJFLAG_PROGRESSIVE);
  const std::size_t last_scan = jpeg.rfind("\xFF\xDA"), end = jpeg.size() - 2;
  const std::string scan = jpeg.substr(last_scan, end - last_scan);
  for (int i = 0; i < 1'000; ++i) jpeg.insert(end, scan);
  EXPECT_EQ(measure(jpeg).error().message, "the picture has too many scans");
}

TEST(Image, NamesWhatIsWrong) {
  EXPECT_EQ(fault_in(jpeg_of(800, 500, wave)), Fault::blurred);
  EXPECT_EQ(fault_in(jpeg_of(800, 500, [](int x, int y) { return squares(x, y, 2, 30); })), Fault::too_dark);
  EXPECT_EQ(fault_in(jpeg_of(800, 500, [](int, int) { return 255; })), Fault::too_bright);
  EXPECT_EQ(fault_in(jpeg_of(800, 100, [](int x, int y) { return squares(x, y, 60, 200); })), Fault::too_small);
}

TEST(Image, ALargePhotoIsMeasuredAtTheScaleOfASmallOne) {
  const auto edges = [](int size) { return [size](int x, int y) { return squares(x / size, y / size, 60, 200); }; };
  const auto small = measure(jpeg_of(800, 600, edges(1)));
  const auto large = measure(jpeg_of(3200, 2400, edges(4)));
  ASSERT_TRUE(small && large);
  EXPECT_EQ(large->width, 3200);
  EXPECT_NEAR(large->brightness, small->brightness, 2);
  EXPECT_NEAR(large->sharpness / small->sharpness, 1, 0.3);
}

TEST(Image, RefusesWhatIsNoPicture) {
  EXPECT_FALSE(measure(""));
  EXPECT_FALSE(measure("<html>"));
  const std::string whole = jpeg_of(800, 500, wave);
  EXPECT_FALSE(measure(std::string_view(whole).substr(0, whole.size() / 2)));
}

TEST(Image, RefusesASmallFileThatClaimsToBeHuge) {
  std::string jpeg = jpeg_of(64, 64, wave);
  const std::size_t frame = jpeg.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  for (std::size_t i = 5; i < 9; ++i) jpeg[frame + i] = '\xf0';
  const auto picture = measure(jpeg);
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace sj::liveform
