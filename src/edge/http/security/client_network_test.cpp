#include "http/security/client_network.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

std::string network(const char* address) {
  return client_network(boost::asio::ip::make_address(address));
}

TEST(ClientNetwork, IsOneClientsAddresses) {
  EXPECT_EQ(network("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
  EXPECT_NE(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
}

}  // namespace
}  // namespace sj::http
