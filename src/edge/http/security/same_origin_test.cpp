#include "http/security/same_origin.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

bool from_own_page(const Headers& headers) {
  Request request;
  request.set_headers(headers);
  return is_same_origin(request);
}

TEST(OwnPage, IsWhatTheBrowserSaysItIs) {
  EXPECT_TRUE(from_own_page({{"Host", "a:1"}, {"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://public"}}))
      << "a proxy may give the server another Host";
  for (const char* site : {"cross-site", "same-site", "none", ""})
    EXPECT_FALSE(from_own_page({{"Host", "a:1"}, {"Sec-Fetch-Site", site}, {"Origin", "http://a:1"}})) << site;
}

TEST(OwnPage, ElseItsOriginIsTheServer) {
  EXPECT_TRUE(from_own_page({{"Host", "a:1"}, {"Origin", "http://a:1"}}));
  EXPECT_TRUE(from_own_page({{"Host", "a.example"}, {"Origin", "https://A.example"}}));
  EXPECT_TRUE(from_own_page({{"Host", "a.example:443"}, {"Origin", "https://a.example"}}));
  EXPECT_FALSE(from_own_page({{"Host", "a:1"}, {"Origin", "http://a:2"}}));
  EXPECT_FALSE(from_own_page({{"Host", "a:1"}, {"Origin", "http://evil.example"}}));
  EXPECT_FALSE(from_own_page({{"Host", "a:1"}, {"Origin", "null"}}));
  EXPECT_FALSE(from_own_page({{"Host", ""}, {"Origin", ""}}));
}

TEST(OwnPage, OrNoBrowserAsks) {
  EXPECT_TRUE(from_own_page({{"Host", "a:1"}}));
}

}  // namespace
}  // namespace sj::http
