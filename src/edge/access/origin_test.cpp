#include "access/origin.hpp"

#include <gtest/gtest.h>

namespace sj::access {
namespace {

TEST(Origin, IsBroughtIntoTheFormBrowsersSend) {
  EXPECT_EQ(normalise_origin("https://app.example.com"), "https://app.example.com");
  EXPECT_EQ(normalise_origin("HTTPS://App.Example.com:443/"), "https://app.example.com");
  EXPECT_EQ(normalise_origin("http://localhost:80"), "http://localhost");
  EXPECT_EQ(normalise_origin("http://localhost:5173"), "http://localhost:5173");
  EXPECT_EQ(normalise_origin("http://[::1]:8080"), "http://[::1]:8080");
}

TEST(Origin, IsNothingElse) {
  for (const char* text :
       {"", "*", "null", "app.example.com", "ftp://a.example", "https://", "https:///", "https://a.example/b",
        "https://user@a.example", "https://a.example:", "https://a.example:port", "https://a.example:123456",
        "https://a b.example", "http://[]", "http://[::1", "https://*.example.com"}) {
    EXPECT_EQ(normalise_origin(text), std::nullopt) << text;
  }
}

TEST(Origin, IsNoAddressThatNoPageHas) {
  for (const char* text :
       {"https://a.example?", "https://a.example#f", "http://[1]", "http://[v1.a]", "https://a%20b.example"}) {
    EXPECT_EQ(normalise_origin(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace sj::access
