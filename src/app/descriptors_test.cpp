#include "app/descriptors.hpp"

#include <gtest/gtest.h>

namespace sj::app {
namespace {

constexpr ConnectionBounds wanted{.connections_max = 1024, .refused_at_once_max = 64};

TEST(Descriptors, EnoughForAll) {
  const auto bounds = fit_connections(wanted, 1024 + 64 + 640);
  ASSERT_TRUE(bounds);
  EXPECT_EQ(bounds->connections_max, 1024U);
  EXPECT_EQ(bounds->refused_at_once_max, 64U);
}

TEST(Descriptors, FilesGoFirst) {
  for (const std::size_t descriptors : {64U, 100U, 128U, 256U, 1'024U, 1'727U}) {
    const auto bounds = fit_connections(wanted, descriptors);
    ASSERT_TRUE(bounds) << descriptors;
    EXPECT_GE(bounds->connections_max, 8U) << descriptors;
    EXPECT_LT(bounds->connections_max, 1024U) << descriptors;
    EXPECT_GE(descriptors - bounds->connections_max - bounds->refused_at_once_max,
              std::min<std::size_t>(640, std::max<std::size_t>(48, descriptors / 8 * 5)));
  }
  EXPECT_EQ(fit_connections({.connections_max = 5, .refused_at_once_max = 2}, 128)->connections_max, 5U);
}

TEST(Descriptors, TooFewForAnything) {
  const auto bounds = fit_connections(wanted, 63);
  ASSERT_FALSE(bounds);
  EXPECT_TRUE(bounds.error().message.contains("1728")) << bounds.error().message;
}

}  // namespace
}  // namespace sj::app
