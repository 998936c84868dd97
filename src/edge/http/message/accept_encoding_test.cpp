#include "http/message/accept_encoding.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

TEST(AcceptEncoding, TakesGzipWhereItIsNamedOrAnythingIs) {
  for (const char* yes : {"gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.5", "*", "identity;q=0, *;q=0.1"})
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  for (const char* no : {"", "br", "identity", "gzip;q=0", "gzip; q=0.000", "*, gzip;q=0", "*;q=0", "gzipped"})
    EXPECT_FALSE(accepts_gzip(no)) << no;
}

}  // namespace
}  // namespace sj::http
