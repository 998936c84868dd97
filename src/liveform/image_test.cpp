#include "liveform/image.hpp"

#include <gtest/gtest.h>
#include <turbojpeg.h>

#include <functional>
#include <string>
#include <vector>

namespace sj::liveform {
namespace {

/// A JPEG of which `shade` tells the brightness of each pixel.
std::string jpeg_of(int width, int height, const std::function<int(int x, int y)>& shade) {
  std::vector<unsigned char> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) pixels.push_back(static_cast<unsigned char>(shade(x, y)));
  void* encoder = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  EXPECT_EQ(tjCompress2(encoder, pixels.data(), width, 0, height, TJPF_GRAY, &bytes, &size, TJSAMP_GRAY, 90, 0), 0);
  std::string jpeg(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(encoder);
  return jpeg;
}

/// Squares of 16 pixels with edges as hard as print.
int squares(int x, int y, int dark, int light) {
  return (x / 16 + y / 16) % 2 == 0 ? dark : light;
}

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
