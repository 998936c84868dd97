#include "liveform/own_host.hpp"

#include <gtest/gtest.h>

namespace sj::liveform {
namespace {

TEST(OwnHost, IsAnAddressOrThisMachine) {
  for (const char* host :
       {"127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080", "192.168.1.7:80", "localhost", "LocalHost:8080"})
    EXPECT_TRUE(is_own_host(host)) << host;
}

TEST(OwnHost, IsNoNameThatSomebodyElseCanGive) {
  for (const char* host :
       {"", "rebound.example", "rebound.example:8080", "127.0.0.1.example", "localhost.example", "[127.0.0.1", ":8080"})
    EXPECT_FALSE(is_own_host(host)) << host;
}

}  // namespace
}  // namespace sj::liveform
