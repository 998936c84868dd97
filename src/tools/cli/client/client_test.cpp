#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "cli/client/http_api.hpp"
#include "cli/client/problem.hpp"
#include "cli/client/url.hpp"

namespace sj::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* silence = "";  // no answer, and the connection stays open
constexpr const char* hang_up = "hang up";
constexpr const char* read_and_hang_up = "read and hang up";

/// Answers request after request with what it was told, on one connection as long as that lasts.
class LoopbackServer {
 public:
  explicit LoopbackServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {::htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 8);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ::ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~LoopbackServer() {
    ::shutdown(listener_, SHUT_RDWR);
    stopping_ = true;
    thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  std::vector<std::string> requests;  // after the client has its answer
  std::atomic<int> connections = 0;

 private:
  void serve() {
    std::size_t next = 0;
    while (next < answers_.size()) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      ++connections;
      while (next < answers_.size()) {
        if (answers_[next] == hang_up) {
          ++next;
          break;
        }
        const std::string request = read_request(connection);
        if (request.empty()) break;
        requests.push_back(request);
        const std::string& answer = answers_[next++];
        if (answer == read_and_hang_up) break;
        while (answer == silence && !stopping_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
      }
      ::close(connection);
    }
  }
  static std::string read_request(int connection) {
    std::string request;
    char buffer[4096];
    for (;;) {
      const std::size_t head = request.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t length = request.find("Content-Length: ");
        const std::size_t body = length == std::string::npos ? 0 : std::stoul(request.substr(length + 16));
        if (request.size() >= head + 4 + body) return request;
      }
      const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
      if (count <= 0) return {};
      request.append(buffer, static_cast<std::size_t>(count));
    }
  }

  const std::vector<std::string> answers_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

std::string answer(int status, const std::string& body, const std::string& headers = "") {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::unique_ptr<Api> client_of(const LoopbackServer& server,
                               std::chrono::milliseconds timeout = std::chrono::seconds(10)) {
  return make_http_api(server.url(), "sj_srv_secret",
                       {.user_agent = "session-journey/test", .exchange_timeout = timeout});
}

TEST(HttpApi, SendsWhatTheServerNeedsAndKeepsTheConnection) {
  LoopbackServer server({answer(200, "one"), answer(404, "two"), answer(503, "", "Retry-After: 3\r\n")});
  const auto api = client_of(server);
  EXPECT_EQ(api->post_events(BodyType::ndjson, "{\"a\":1}\n")->body, "one");
  const auto second = api->get("/v1/sessions/s-1?as_of=5");
  EXPECT_EQ(second->status, 404);
  EXPECT_EQ(second->retry_after_ms, std::nullopt);
  const auto third = api->post_events(BodyType::json, "[]");
  EXPECT_EQ(third->status, 503);
  EXPECT_EQ(third->retry_after_ms, 3 * second_ms);

  EXPECT_EQ(server.connections, 1);
  ASSERT_EQ(server.requests.size(), 3u);
  EXPECT_THAT(server.requests[0], StartsWith("POST /v1/events HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests[0], HasSubstr("Authorization: Bearer sj_srv_secret\r\n"));
  EXPECT_THAT(server.requests[0], HasSubstr("Content-Type: application/x-ndjson\r\n"));
  EXPECT_THAT(server.requests[0], HasSubstr("Host: 127.0.0.1:"));
  EXPECT_THAT(server.requests[0], HasSubstr("\r\n\r\n{\"a\":1}\n"));
  EXPECT_THAT(server.requests[1], StartsWith("GET /v1/sessions/s-1?as_of=5 HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests[2], HasSubstr("Content-Type: application/json\r\n"));
}

TEST(HttpApi, ConnectsAgainWhenTheServerClosed) {
  LoopbackServer server({answer(200, "one"), hang_up, answer(200, "two"), answer(200, "three", "Connection: close\r\n"),
                         hang_up, answer(200, "four")});
  const auto api = client_of(server);
  for (const char* body : {"one", "two", "three", "four"}) {
    const auto told = api->get("/");
    ASSERT_TRUE(told) << told.error().message;
    EXPECT_EQ(told->body, body);
  }
  EXPECT_EQ(server.connections, 3);
}

TEST(HttpApi, SendsOnceMoreWhenAKeptConnectionDiesUnderARequest) {
  LoopbackServer server({answer(200, "one"), read_and_hang_up, answer(200, "two")});
  const auto api = client_of(server);
  EXPECT_EQ(api->get("/")->body, "one");
  const auto told = api->post_events(BodyType::ndjson, "{\"a\":1}\n");
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_EQ(told->body, "two");
  ASSERT_EQ(server.requests.size(), 3u);
  EXPECT_EQ(server.requests[1], server.requests[2]);
}

TEST(HttpApi, DoesNotSendOnceMoreOnANewConnection) {
  LoopbackServer server({read_and_hang_up, answer(200, "not asked for")});
  const auto told = client_of(server)->get("/");
  ASSERT_FALSE(told.has_value());
  EXPECT_EQ(told.error().code, Errc::unavailable);
  EXPECT_THAT(told.error().message, StartsWith("no answer from http://127.0.0.1:"));
}

TEST(HttpApi, SendsALargeBodyWithoutAskingFirst) {
  LoopbackServer server({answer(200, "{}")});
  const std::string body(3 << 20, ' ');
  EXPECT_EQ(client_of(server)->post_events(BodyType::ndjson, body)->body, "{}");
  ASSERT_EQ(server.requests.size(), 1u);
  EXPECT_THAT(server.requests[0], testing::EndsWith("\r\n\r\n" + body));
}

TEST(HttpApi, TakesTheKeyNowhereElse) {
  LoopbackServer elsewhere({answer(200, "stolen")});
  LoopbackServer server({answer(307, "", "Location: " + elsewhere.url() + "/\r\n")});
  EXPECT_EQ(client_of(server)->post_events(BodyType::json, "[]")->status, 307);
  EXPECT_EQ(elsewhere.connections, 0);
}

TEST(HttpApi, TakesNoAnswerWithoutEnd) {
  LoopbackServer server({answer(200, std::string((64u << 20) + 1, 'x'))});
  const auto told = client_of(server)->get("/");
  ASSERT_FALSE(told.has_value());
  EXPECT_EQ(told.error().code, Errc::refused);
  EXPECT_THAT(told.error().message, HasSubstr("longer than 64 MiB"));
}

TEST(HttpApi, BelievesNoRetryAfterBeyondADay) {
  LoopbackServer server({answer(503, "", "Retry-After: 9223372036854775807\r\n")});
  EXPECT_EQ(client_of(server)->get("/")->retry_after_ms, day_ms);
}

TEST(HttpApi, GoesThroughTheProxyOfTheEnvironment) {
  LoopbackServer proxy({answer(200, "by proxy")});
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  const auto told = make_http_api("http://journey.invalid", "k", {})->get("/v1/me");
  ::unsetenv("http_proxy");
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_EQ(told->body, "by proxy");
  EXPECT_THAT(proxy.requests[0], StartsWith("GET http://journey.invalid/v1/me HTTP/1.1\r\n"));
}

TEST(HttpApi, TellsOfAProxyThatIsNotThere) {
  const std::string proxy = LoopbackServer({}).url();
  ::setenv("http_proxy", proxy.c_str(), 1);
  const auto told = make_http_api("http://journey.invalid", "k", {})->get("/");
  ::unsetenv("http_proxy");
  ASSERT_FALSE(told.has_value());
  EXPECT_THAT(told.error().message, StartsWith("cannot connect to http://journey.invalid: Connection refused"));
  EXPECT_THAT(told.error().message, HasSubstr("127.0.0.1 port " + proxy.substr(proxy.rfind(':') + 1)));
}

TEST(HttpApi, ReadsChunks) {
  LoopbackServer server({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"});
  EXPECT_EQ(client_of(server)->get("/")->body, "abcde");
}

TEST(HttpApi, DoesNotWaitForEver) {
  LoopbackServer server({silence});
  const auto told = client_of(server, std::chrono::milliseconds(50))->get("/");
  ASSERT_FALSE(told.has_value());
  EXPECT_EQ(told.error().code, Errc::unavailable);
  EXPECT_THAT(told.error().message, StartsWith("no answer from http://127.0.0.1:"));
}

TEST(HttpApi, TellsWhenNobodyIsThere) {
  const std::string url = LoopbackServer({}).url();
  const auto told = make_http_api(url, "k", {})->get("/");
  ASSERT_FALSE(told.has_value());
  EXPECT_THAT(told.error().message, StartsWith("cannot connect to " + url + ": Connection refused"));
}

TEST(HttpApi, StandsWhatIsNotHttp) {
  LoopbackServer server({"SSH-2.0-OpenSSH\r\n\r\n"});
  EXPECT_FALSE(client_of(server)->get("/").has_value());
}

TEST(ParseServerUrl, TakesWhatPeopleWrite) {
  EXPECT_EQ(parse_server_url("http://localhost:8080"), "http://localhost:8080");
  EXPECT_EQ(parse_server_url("http://example.com/"), "http://example.com");
  EXPECT_EQ(parse_server_url("http://[::1]:8080/"), "http://[::1]:8080");
  EXPECT_EQ(parse_server_url("http://[::1]"), "http://[::1]");
  EXPECT_EQ(parse_server_url("https://example.com"), "https://example.com");
  EXPECT_EQ(parse_server_url("http://proxy:80/journey/"), "http://proxy:80/journey");
  EXPECT_EQ(parse_server_url("http://proxy/a/b//"), "http://proxy/a/b");
}

TEST(ParseServerUrl, RefusesTheRest) {
  for (const char* text : {"",
                           "localhost:8080",
                           "ftp://x",
                           "file:///etc/passwd",
                           "http:a",
                           "http://",
                           "https:///",
                           "http://:80",
                           "http://a:",
                           "http://a:0",
                           "http://a:99999",
                           "http://a:b",
                           "http://a b",
                           "http://a/?q",
                           "http://a/#f",
                           "http://u@a",
                           "http://u:p@a",
                           "http://[::1",
                           "http://a\r\nX: y",
                           "http://a/\r\nX: y"}) {
    const auto url = parse_server_url(text);
    ASSERT_FALSE(url.has_value()) << text;
    EXPECT_EQ(url.error().code, Errc::invalid_argument);
    EXPECT_THAT(url.error().message, HasSubstr("; write http://HOST:PORT or https://HOST:PORT"));
  }
}

TEST(PercentEncoded, EscapesWhatHasAMeaning) {
  EXPECT_EQ(percent_encoded("2026-06-21T09:00:00+09:00"), "2026-06-21T09:00:00%2B09:00");
  EXPECT_EQ(percent_encoded("a/b?c&d=e 한"), "a%2Fb%3Fc%26d%3De%20%ED%95%9C");
}

TEST(ProblemText, TellsWhatItKnows) {
  EXPECT_EQ(problem_text({401, R"({"code":"unauthorized","detail":"no key"})", {}}), "401 unauthorized: no key");
  EXPECT_EQ(problem_text({502, "<html>", {}}), "502");
  EXPECT_EQ(problem_text({500, "[1]", {}}), "500");
}

}  // namespace
}  // namespace sj::cli
