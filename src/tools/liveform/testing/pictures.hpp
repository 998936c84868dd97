#pragma once
// Pictures for tests.
#include <gtest/gtest.h>
#include <turbojpeg.h>

#include <functional>
#include <string>
#include <vector>

namespace sj::liveform::testing {

/// A JPEG of which `shade` tells the brightness of each pixel.
inline std::string jpeg_of(int width, int height, const std::function<int(int x, int y)>& shade, int flags = 0) {
  std::vector<unsigned char> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) pixels.push_back(static_cast<unsigned char>(shade(x, y)));
  void* encoder = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  EXPECT_EQ(tjCompress2(encoder, pixels.data(), width, 0, height, TJPF_GRAY, &bytes, &size, TJSAMP_GRAY, 90, flags), 0);
  std::string jpeg(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(encoder);
  return jpeg;
}

/// Squares of 16 pixels with edges as hard as print.
inline int squares(int x, int y, int dark, int light) {
  return (x / 16 + y / 16) % 2 == 0 ? dark : light;
}

}  // namespace sj::liveform::testing
