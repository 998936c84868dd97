// What RFC 9112 lets a server refuse, refused: each of these is a way to make two servers see different requests.
#include "http/message/framing.hpp"

#include <gtest/gtest.h>

#include "http/message/head_scanner.hpp"
#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

struct Case {
  const char* name;
  std::string bytes;
  int status = 400;
};

std::string request(std::string_view headers, std::string_view line = "POST /echo HTTP/1.1") {
  return std::string(line) + "\r\nHost: test\r\n" + std::string(headers) + "\r\n";
}

std::string chunked(std::string_view body) {
  return request("Transfer-Encoding: chunked\r\n") + std::string(body);
}

const std::vector<Case>& malformed() {
  using namespace std::string_literals;
  static const std::vector<Case> cases{
      {"length and chunked", request("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
      {"chunked and length", request("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n"},
      {"two lengths", request("Content-Length: 5\r\nContent-Length: 6\r\n") + "hello!"},
      {"two equal lengths", request("Content-Length: 5\r\nContent-Length: 5\r\n") + "hello"},
      {"list of lengths", request("Content-Length: 5, 5\r\n") + "hello"},
      {"signed length", request("Content-Length: +5\r\n") + "hello"},
      {"negative length", request("Content-Length: -5\r\n") + "hello"},
      {"hex length", request("Content-Length: 0x5\r\n") + "hello"},
      {"length with underscore", request("Content-Length: 1_0\r\n") + "helloworld"},
      {"length with a space inside", request("Content-Length: 1 0\r\n") + "helloworld"},
      {"empty length", request("Content-Length:\r\n") + "hello"},
      {"huge length", request("Content-Length: 99999999999999999999\r\n") + "hello"},
      {"coding list", request("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n"},
      {"identity coding", request("Transfer-Encoding: identity\r\n") + "0\r\n\r\n"},
      {"chunked twice", request("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
      {"chunked in a list with itself", request("Transfer-Encoding: chunked, chunked\r\n") + "0\r\n\r\n"},
      {"chunked with a parameter", request("Transfer-Encoding: chunked;q=1\r\n") + "0\r\n\r\n"},
      {"unknown coding", request("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n"},
      {"vertical tab before chunked", request("Transfer-Encoding: \x0b"
                                              "chunked\r\n") +
                                          "0\r\n\r\n"},
      {"chunked in HTTP/1.0", request("Transfer-Encoding: chunked\r\n", "POST /echo HTTP/1.0") + "0\r\n\r\n"},
      {"space before the colon", request("Content-Length : 5\r\n") + "hello"},
      {"folded line", request("X-Thing: a\r\n b\r\n")},
      {"folded first line", "GET /hello HTTP/1.1\r\n Host: test\r\n\r\n"},
      {"bare line feed", "GET /hello HTTP/1.1\nHost: test\n\n"},
      {"bare line feed in a header", request("X-Thing: a\nX-Other: b\r\n")},
      {"bare carriage return", request("X-Thing: a\rX-Other: b\r\n")},
      {"zero byte in a value", request("X-Thing: a\0b\r\n"s)},
      {"zero byte in a name", request("X-\0Thing: b\r\n"s)},
      {"control character in a value", request("X-Thing: a\x07\r\n")},
      {"no colon", request("nonsense\r\n")},
      {"empty name", request(": value\r\n")},
      {"space in a name", request("X Thing: value\r\n")},
      {"byte above 127 in a name", request("X-Th\xc3\xafng: value\r\n")},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n"},
      {"two hosts", request("Host: other\r\n")},
      {"host with a path", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"host with a space", "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n"},
      {"host with user information", "GET /hello HTTP/1.1\r\nHost: a@b\r\n\r\n"},
      {"host with a port that is none", "GET /hello HTTP/1.1\r\nHost: a:notaport\r\n\r\n"},
      {"host with an open bracket", "GET /hello HTTP/1.1\r\nHost: [::1\r\n\r\n"},
      {"host with two ports", "GET /hello HTTP/1.1\r\nHost: a:1:2\r\n\r\n"},
      {"absolute target without a host", "GET http:///hello HTTP/1.1\r\nHost: test\r\n\r\n"},
      {"absolute target with a user", "GET http://a:b@test/hello HTTP/1.1\r\nHost: test\r\n\r\n"},
      {"two blanks behind the method", "GET  /hello HTTP/1.1\r\nHost: test\r\n\r\n"},
      {"two blanks before the version", "GET /hello  HTTP/1.1\r\nHost: test\r\n\r\n"},
      {"no version", "GET /hello\r\nHost: test\r\n\r\n"},
      {"two spaces", request("", "GET  /hello HTTP/1.1")},
      {"space at the end of the line", request("", "GET /hello HTTP/1.1 ")},
      {"lower case version", request("", "GET /hello http/1.1")},
      {"nonsense version", request("", "GET /hello HTTQ/1.1")},
      {"no target", request("", "GET HTTP/1.1")},
      {"relative target", request("", "GET hello HTTP/1.1")},
      {"authority target", request("", "CONNECT test:80 HTTP/1.1")},
      {"fragment", request("", "GET /hello#part HTTP/1.1")},
      {"byte above 127 in the target", request("", "GET /h\xc3\xa9llo HTTP/1.1")},
      {"method with a sign", request("", "GE(T /hello HTTP/1.1")},
      {"space before the line", request("", " GET /hello HTTP/1.1")},
      {"tls hello", "\x16\x03\x01\x02\x01\x01\x01\xfc\x03\x03\r\n\r\n"},
      {"http 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"http 1.2", request("", "GET /hello HTTP/1.2"), 505},
      {"http 0.9", request("", "GET /hello HTTP/0.9"), 505},
      {"no chunk size", chunked("\r\nhello\r\n0\r\n\r\n")},
      {"chunk size with a sign", chunked("+5\r\nhello\r\n0\r\n\r\n")},
      {"negative chunk size", chunked("-5\r\nhello\r\n0\r\n\r\n")},
      {"chunk size with 0x", chunked("0x5\r\nhello\r\n0\r\n\r\n")},
      {"chunk size with underscore", chunked("0_5\r\nhello\r\n0\r\n\r\n")},
      {"chunk size with a space before", chunked(" 5\r\nhello\r\n0\r\n\r\n")},
      {"chunk size with a space behind", chunked("5 \r\nhello\r\n0\r\n\r\n")},
      {"chunk size past 64 bits", chunked("10000000000000005\r\nhello\r\n0\r\n\r\n")},
      {"chunk size that ends in a bare line feed", chunked("5\nhello\r\n0\r\n\r\n")},
      {"chunk that is longer than its size", chunked("4\r\nhello\r\n0\r\n\r\n")},
      {"chunk that ends in a bare line feed", chunked("5\r\nhello\n0\r\n\r\n")},
      {"chunk that ends in a bare carriage return", chunked("5\r\nhello\r0\r\n\r\n")},
      {"extension without a name", chunked("5;\r\nhello\r\n0\r\n\r\n")},
      {"extension with a control character", chunked("5;a=\x01\r\nhello\r\n0\r\n\r\n")},
      {"extension with an open quote", chunked("5;a=\"b\r\nhello\r\n0\r\n\r\n")},
      {"extension with a bare line feed", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n")},
      {"trailer without a colon", chunked("0\r\nnonsense\r\n\r\n")},
      {"trailer that is folded", chunked("0\r\nA: b\r\n c\r\n\r\n")},
      {"body ended by a bare line feed", chunked("0\r\n\n")},
  };
  return cases;
}

class FramingTest : public ServerFixture {};

TEST_F(FramingTest, MalformedRequestsAreAnsweredAndTheConnectionEnds) {
  add_basic_routes();
  start();
  for (const Case& each : malformed()) {
    RawClient client = connect();
    client.send(each.bytes + "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, each.status) << each.name;
    EXPECT_EQ(answer.header("Connection"), "close") << each.name;
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json") << each.name;
    EXPECT_TRUE(client.ended()) << each.name;
  }
}

TEST_F(FramingTest, SoundButUnusualRequestsAreTaken) {
  add_basic_routes();
  start();
  const std::vector<std::pair<const char*, std::string>> sound{
      {"empty line before", "\r\n" + head("GET", "/hello") + "\r\n"},
      {"no space behind the colon", head("GET", "/hello", "X-A:b\r\n") + "\r\n"},
      {"tabs and spaces around a value", head("GET", "/hello", "X-A: \t b \t \r\n") + "\r\n"},
      {"empty value", head("GET", "/hello", "X-A:\r\n") + "\r\n"},
      {"bytes above 127 in a value", head("GET", "/hello", "X-A: \xc3\xa9\xff\r\n") + "\r\n"},
      {"empty host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n"},
      {"host with a port", "GET /hello HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"},
      {"coding in capitals", head("POST", "/hello", "Transfer-Encoding: CHUNKED\r\n") + "\r\n0\r\n\r\n"},
      {"percent in a fixed part", head("GET", "/h%65llo") + "\r\n"},
      {"length 0", head("GET", "/hello", "Content-Length: 0\r\n") + "\r\n"},
      {"body with GET", head("GET", "/hello", "Content-Length: 2\r\n") + "\r\n{}"},
  };
  for (const auto& [name, bytes] : sound) {
    const int status = ask(bytes).status;
    EXPECT_TRUE(status == 200 || status == 405) << name << " gives " << status;
  }
}

}  // namespace
}  // namespace sj::http::testing
