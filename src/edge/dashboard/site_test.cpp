#include "site/site.hpp"

#include <gtest/gtest.h>

#include "dashboard/embedded.hpp"

namespace sj::dashboard {
namespace {

TEST(Site, HasAPageThatABrowserUnderstands) {
  const site::Site site(embedded_files());
  EXPECT_EQ(site.page().content_type, "text/html; charset=utf-8");
  EXPECT_NE(site.page().plain->find("<!doctype html>"), std::string::npos);
  EXPECT_FALSE(site.page().lasting);
}

TEST(Site, HasEveryEmbeddedFileByItsPathAndNothingElse) {
  const site::Site site(embedded_files());
  for (const site::EmbeddedFile& file : embedded_files()) {
    ASSERT_NE(site.find(file.path), nullptr) << file.path;
    EXPECT_EQ(*site.find(file.path)->plain, file.plain);
  }
  EXPECT_EQ(site.find("/assets/none.js"), nullptr);
  EXPECT_EQ(site.find("/../catalog/kyc.yaml"), nullptr);
}

TEST(Site, CompressedBytesAreGzipAndSmaller) {
  const site::Site site(embedded_files());
  for (const site::EmbeddedFile& file : embedded_files()) {
    const auto& gzip = site.find(file.path)->gzip;
    if (!gzip) continue;
    EXPECT_LT(gzip->size(), file.plain.size()) << file.path;
    EXPECT_EQ(gzip->substr(0, 2), "\x1f\x8b") << file.path;
  }
}

}  // namespace
}  // namespace sj::dashboard
