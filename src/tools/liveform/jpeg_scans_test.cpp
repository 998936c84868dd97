#include "liveform/jpeg_scans.hpp"

#include <gtest/gtest.h>

#include "liveform/testing/pictures.hpp"

namespace sj::liveform {
namespace {

using testing::jpeg_of;

std::string picture(int flags = 0) {
  return jpeg_of(
      64, 64, [](int x, int y) { return testing::squares(x, y, 60, 200); }, flags);
}

TEST(JpegScans, AnOrdinaryPictureHasOne) {
  EXPECT_EQ(scans_in(picture()), 1u);
}

TEST(JpegScans, AProgressiveOneHasSome) {
  const std::size_t scans = scans_in(picture(TJFLAG_PROGRESSIVE));
  EXPECT_GT(scans, 1u);
  EXPECT_LT(scans, 20u);
}

TEST(JpegScans, ThoseOfAPreviewInTheHeadersDoNotCount) {
  std::string jpeg = picture();
  const std::string preview = picture(TJFLAG_PROGRESSIVE);
  const std::size_t length = preview.size() + 2;
  std::string segment{'\xFF', '\xE1', static_cast<char>(length >> 8), static_cast<char>(length & 0xFF)};
  EXPECT_EQ(scans_in(jpeg.insert(2, segment + preview)), 1u);
}

TEST(JpegScans, OfWhatIsNoJpegThereAreFew) {
  EXPECT_EQ(scans_in(""), 0u);
  EXPECT_EQ(scans_in("\xFF"), 0u);
  EXPECT_EQ(scans_in("no picture"), 0u);
  EXPECT_EQ(scans_in("\xFF\xD8\xFF\xE1"), 0u);
  EXPECT_EQ(scans_in("\xFF\xD8\xFF\xDA"), 1u);
}

}  // namespace
}  // namespace sj::liveform
