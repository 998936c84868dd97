#include "http/security/authority.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

TEST(Authority, IsAHostAndPerhapsAPort) {
  for (const char* good : {"a", "app.example", "app.example:443", "127.0.0.1:8080", "[::1]", "[2001:db8::1]:8080",
                           "a:", "a,b", "under_score", "a%20b"})
    EXPECT_TRUE(is_authority(good)) << good;
  for (const char* bad : {"",       ":80",    "a/b",  "a b", "u@h",   "u:p@h", "a:notaport", "a:123456", "[::1", "[]",
                          "[::1]x", "[g::1]", "a%zz", "a%2", "a:1:2", "::1",   "\xc3\xa9",   "a\"b",     "a?b",  "a#b"})
    EXPECT_FALSE(is_authority(bad)) << bad;
}

}  // namespace
}  // namespace sj::http
