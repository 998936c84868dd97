#include "http/message/chunked_decoder.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

using Progress = ChunkedDecoder::Progress;

TEST(ChunkedDecoder, GivesTheSameForEveryCut) {
  const std::string wire = "5;x=\"a;b\"\r\nhello\r\nA\r\n, world 12\r\n0\r\nA: b\r\n\r\nnext";
  for (std::size_t cut = 0; cut <= wire.size(); ++cut) {
    const Limits limits;
    ChunkedDecoder decoder(limits, 100);
    std::string body;
    std::string_view first = std::string_view(wire).substr(0, cut);
    std::string_view second = std::string_view(wire).substr(cut);
    auto progress = decoder.decode(first, &body);
    if (progress == Progress::more) {
      EXPECT_TRUE(first.empty());
      progress = decoder.decode(second, &body);
    } else {
      second = wire;
      second.remove_prefix(cut - first.size());
    }
    ASSERT_EQ(progress, Progress::done) << cut;
    EXPECT_EQ(body, "hello, world 12");
    EXPECT_EQ(second, "next") << cut;
  }
}

TEST(ChunkedDecoder, MayDropWhatItReads) {
  const Limits limits;
  ChunkedDecoder decoder(limits, 3);
  std::string_view wire = "3\r\nabc\r\n0\r\n\r\n";
  EXPECT_EQ(decoder.decode(wire, nullptr), Progress::done);
  ChunkedDecoder small(limits, 3);
  std::string_view more = "2\r\nab\r\n2\r\n";
  EXPECT_EQ(small.decode(more, nullptr), Progress::too_large);
}

}  // namespace
}  // namespace sj::http
