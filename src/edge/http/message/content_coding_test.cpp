#include "http/message/content_coding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <random>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

std::string gzip(std::string_view text, int level = 6) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string noise(std::size_t size) {
  std::mt19937 random(7);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

constexpr std::size_t most = 100'000;

/// The decoded body, or the code of the problem.
std::string decoded(Coding coding, std::string body, std::size_t bytes_max = most) {
  BodyReservation reservation(std::make_shared<BodyBudget>(1'000'000'000));
  if (const auto problem = decode_content(coding, bytes_max, body, reservation))
    return std::string(row_of(problem->code).text);
  EXPECT_GE(body.capacity(), body.size() + (coding == Coding::identity ? 0 : body_padding));
  return body;
}

TEST(ContentCoding, Names) {
  EXPECT_EQ(coding_named(""), Coding::identity);
  EXPECT_EQ(coding_named("Identity"), Coding::identity);
  EXPECT_EQ(coding_named("GZIP"), Coding::gzip);
  EXPECT_EQ(coding_named("x-gzip"), Coding::gzip);
  EXPECT_EQ(coding_named("zstd"), Coding::zstd);
  for (const char* other : {"br", "deflate", "gzip, gzip", "gzip,", "compress"})
    EXPECT_EQ(coding_named(other), std::nullopt);
}

TEST(ContentCoding, RoundTrips) {
  for (const std::size_t size : {0U, 1U, 5'000U, 99'999U, 100'000U}) {
    for (const std::string& text : {std::string(size, 'a'), noise(size)}) {
      EXPECT_TRUE(decoded(Coding::gzip, gzip(text)) == text) << size;
      EXPECT_TRUE(decoded(Coding::zstd, zstd(text)) == text) << size;
      EXPECT_TRUE(decoded(Coding::identity, text) == text) << size;
    }
  }
}

TEST(ContentCoding, SeveralMembersAndFrames) {
  const std::string text = noise(20'000);
  EXPECT_TRUE(decoded(Coding::gzip, gzip("a") + gzip("") + gzip(text) + gzip("b")) == "a" + text + "b");
  EXPECT_TRUE(decoded(Coding::zstd, zstd("a") + zstd("") + zstd(text) + zstd("b")) == "a" + text + "b");
  EXPECT_EQ(decoded(Coding::gzip, gzip(std::string(most, 'a')) + gzip("")), std::string(most, 'a'));
  EXPECT_EQ(decoded(Coding::gzip, gzip(std::string(most, 'a')) + gzip("b")), "too_large");
}

TEST(ContentCoding, GzipIsKnownByItsFirstBytes) {
  EXPECT_EQ(decoded(Coding::identity, gzip("hello")), "hello");
}

TEST(ContentCoding, TooLarge) {
  EXPECT_EQ(decoded(Coding::gzip, gzip(std::string(most + 1, 'a'))), "too_large");
  EXPECT_EQ(decoded(Coding::zstd, zstd(std::string(most + 1, 'a'))), "too_large");
  EXPECT_EQ(decoded(Coding::gzip, gzip(noise(most + 1))), "too_large");
}

TEST(ContentCoding, BombsStopEarly) {
  const std::string gzip_bomb = gzip(std::string(50'000'000, '\0'), 9);
  const std::string zstd_bomb = zstd(std::string(50'000'000, '\0'));
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(decoded(Coding::gzip, gzip_bomb), "too_large");
  EXPECT_EQ(decoded(Coding::zstd, zstd_bomb), "too_large");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(500));
}

TEST(ContentCoding, CutShortAnywhere) {
  const std::string text = noise(300);
  const std::string as_gzip = gzip(text);
  for (std::size_t size = 1; size < as_gzip.size(); ++size) {
    ASSERT_EQ(decoded(Coding::gzip, as_gzip.substr(0, size)), "invalid_encoding") << size;
  }
  const std::string as_zstd = zstd(text);
  for (std::size_t size = 1; size < as_zstd.size(); ++size) {
    ASSERT_EQ(decoded(Coding::zstd, as_zstd.substr(0, size)), "invalid_encoding") << size;
  }
}

TEST(ContentCoding, CorruptAndWrong) {
  std::string corrupt = gzip(noise(3'000));
  corrupt[corrupt.size() - 6] = static_cast<char>(corrupt[corrupt.size() - 6] ^ 1);  // in the checksum
  EXPECT_EQ(decoded(Coding::gzip, corrupt), "invalid_encoding");
  EXPECT_EQ(decoded(Coding::gzip, gzip("a") + "garbage"), "invalid_encoding");
  EXPECT_EQ(decoded(Coding::gzip, "{}"), "invalid_encoding");
  EXPECT_EQ(decoded(Coding::zstd, "{}"), "invalid_encoding");
  EXPECT_EQ(decoded(Coding::zstd, zstd("a") + "garbage"), "invalid_encoding");
}

TEST(ContentCoding, KeepsToTheBudget) {
  const auto budget = std::make_shared<BodyBudget>(50'000);
  BodyReservation reservation(budget);
  std::string body = gzip(std::string(60'000, 'a'));
  const auto problem = decode_content(Coding::gzip, most, body, reservation);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, ProblemCode::unavailable);
}

class ContentCodingServerTest : public ServerFixture {};

TEST_F(ContentCodingServerTest, BodiesReachTheHandlerDecoded) {
  add_basic_routes();
  on(
      Method::post, "/pooled",
      [](Request request, const Reply& reply) { reply(text_response(std::move(request.body))); }, {}, Lane::pooled);
  start();
  const std::string text = noise(50'000);
  for (const char* path : {"/echo", "/pooled"}) {
    EXPECT_TRUE(post(path, gzip(text), "Content-Encoding: gzip\r\n").body == text);
    EXPECT_TRUE(post(path, zstd(text), "Content-Encoding: zstd\r\n").body == text);
    EXPECT_TRUE(post(path, gzip(text)).body == text);
    EXPECT_TRUE(post(path, text, "Content-Encoding: identity\r\n").body == text);
  }
  const std::string large = noise(3'000'000);  // decoded in the pool
  EXPECT_TRUE(post("/echo", gzip(large, 1), "Content-Encoding: gzip\r\n").body == large);
  const std::string chunk = gzip("in chunks");
  char size[8];
  std::snprintf(size, sizeof size, "%zx", chunk.size());
  EXPECT_EQ(ask(head("POST", "/echo", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n") + "\r\n" + size +
                "\r\n" + chunk + "\r\n0\r\n\r\n")
                .body,
            "in chunks");
  EXPECT_EQ(server_->body_bytes_in_flight(), 0U);
}

TEST_F(ContentCodingServerTest, RefusalsKeepTheConnection) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(post_text("/echo", "{}", "Content-Encoding: br\r\n"));
  const Answer unknown = client.read();
  EXPECT_EQ(unknown.status, 415);
  EXPECT_TRUE(unknown.says("\"code\":\"unsupported_encoding\""));
  EXPECT_EQ(unknown.header("Accept-Encoding"), "gzip, zstd, identity");
  client.send(post_text("/echo", "{}", "Content-Encoding: gzip\r\n"));
  const Answer wrong = client.read();
  EXPECT_EQ(wrong.status, 400);
  EXPECT_TRUE(wrong.says("\"code\":\"invalid_encoding\""));
  client.send(post_text("/echo", gzip(std::string(10'485'761, 'a')), "Content-Encoding: gzip\r\n"));
  const Answer large = client.read();
  EXPECT_EQ(large.status, 413);
  EXPECT_TRUE(large.says("\"code\":\"too_large\""));
  client.send(post_text("/size", gzip(std::string(10'485'760, 'a')), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(client.read().body, "10485760");
}

}  // namespace
}  // namespace sj::http::testing
