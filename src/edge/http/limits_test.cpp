#include "http/bounds.hpp"

#include <gtest/gtest.h>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

using std::chrono::milliseconds;

class LimitsTest : public ServerFixture {
 protected:
  Limits& limits() { return options_.limits; }
  void start_basic() {
    add_basic_routes();
    start();
  }
};

TEST_F(LimitsTest, DefaultsAreTheContracts) {
  const Limits defaults;
  EXPECT_EQ(defaults.head_bytes_max, 16U * 1024);
  EXPECT_EQ(defaults.headers_max, 100U);
  EXPECT_EQ(defaults.target_bytes_max, 8U * 1024);
  EXPECT_EQ(defaults.body_bytes_max, 10U * 1024 * 1024);
  EXPECT_EQ(defaults.head_timeout, milliseconds(10'000));
  EXPECT_EQ(defaults.idle_timeout, milliseconds(60'000));
  EXPECT_EQ(defaults.stop_timeout, milliseconds(3'000));
}

TEST_F(LimitsTest, Head) {
  start_basic();
  EXPECT_EQ(get("/hello", "X-A: " + std::string(15'000, 'a') + "\r\n").status, 200);
  EXPECT_EQ(get("/hello", "X-A: " + std::string(17'000, 'a') + "\r\n").status, 431);
  EXPECT_EQ(ask("GET /hello HTTP/1.1\r\nX-A: " + std::string(100'000, 'a')).status, 431);
}

TEST_F(LimitsTest, Headers) {
  start_basic();
  std::string lines;
  for (int i = 0; i < 99; ++i) lines += "X-A: b\r\n";
  EXPECT_EQ(get("/hello", lines).status, 200) << "with Host they are 100";
  EXPECT_EQ(get("/hello", lines + "X-A: b\r\n").status, 431);
}

TEST_F(LimitsTest, Target) {
  start_basic();
  EXPECT_EQ(get("/hello?q=" + std::string(8'000, 'a')).status, 200);
  EXPECT_EQ(get("/hello?q=" + std::string(8'200, 'a')).status, 414);
  EXPECT_EQ(get("/hello?q=" + std::string(15'000, 'a')).status, 414);
}

TEST_F(LimitsTest, SizedBody) {
  start_basic();
  const std::size_t most = limits().body_bytes_max;
  EXPECT_EQ(post("/size", std::string(most, 'a')).body, std::to_string(most));
  const Answer over = ask(head("POST", "/size", "Content-Length: " + std::to_string(most + 1) + "\r\n") + "\r\n");
  EXPECT_EQ(over.status, 413);
  EXPECT_TRUE(over.says("\"code\":\"too_large\""));
}

TEST_F(LimitsTest, ChunkedBody) {
  limits().body_bytes_max = 1'000;
  start_basic();
  const std::string start_of = head("POST", "/size", "Transfer-Encoding: chunked\r\n") + "\r\n";
  EXPECT_EQ(ask(start_of + "3e8\r\n" + std::string(1'000, 'a') + "\r\n0\r\n\r\n").body, "1000");
  EXPECT_EQ(ask(start_of + "3e9\r\n").status, 413) << "as soon as it is announced";
  EXPECT_EQ(ask(start_of + "3e8\r\n" + std::string(1'000, 'a') + "\r\n1\r\n").status, 413);
  EXPECT_EQ(ask(start_of + "ffffffffffffff\r\n").status, 413);
}

TEST_F(LimitsTest, ChunkLinesAndTrailers) {
  start_basic();
  const std::string start_of = head("POST", "/size", "Transfer-Encoding: chunked\r\n") + "\r\n";
  EXPECT_EQ(ask(start_of + "1;a=" + std::string(3'000, 'b') + "\r\nx\r\n0\r\n\r\n").body, "1");
  EXPECT_EQ(ask(start_of + "1;a=" + std::string(5'000, 'b')).status, 400);
  EXPECT_EQ(ask(start_of + std::string(5'000, '0')).status, 400);
  std::string trailers;
  for (int i = 0; i < 1'000; ++i) trailers += "A: b\r\n";
  EXPECT_EQ(ask(start_of + "0\r\n" + trailers).status, 400);
}

TEST_F(LimitsTest, BodyOfARoute) {
  Route route;
  route.method = Method::post;
  route.pattern = "/small";
  route.body_max = 10;
  route.handler = [](const Request&, const Reply& reply) { reply(no_content()); };
  router_.add(std::move(route));
  start_basic();
  EXPECT_EQ(post("/small", "0123456789").status, 204);
  EXPECT_EQ(post("/small", "0123456789a").status, 413);
  EXPECT_EQ(ask(head("GET", "/hello", "Content-Length: 70000\r\n") + "\r\n").status, 413);
}

TEST_F(LimitsTest, HeadTimeout) {
  limits().head_timeout = milliseconds(150);
  start_basic();
  RawClient silent = connect();
  RawClient slow = connect();
  slow.send("GET /hello HTTP/1.1\r\nHost:");
  const Answer answer = slow.read();
  EXPECT_EQ(answer.status, 408);
  EXPECT_TRUE(answer.says("request_timeout"));
  EXPECT_TRUE(slow.ended());
  EXPECT_TRUE(silent.ended()) << "a connection that never asks is closed without a word";
}

TEST_F(LimitsTest, HeadTimeoutCountsFromTheFirstByte) {
  limits().head_timeout = milliseconds(100);
  start_basic();
  RawClient client = connect();
  for (int i = 0; i < 25 && client.send("G"); ++i) std::this_thread::sleep_for(milliseconds(10));  // slow on purpose
  EXPECT_EQ(client.read().status, 408) << "a byte now and then does not help";
}

TEST_F(LimitsTest, IdleTimeout) {
  limits().idle_timeout = milliseconds(30);
  start_basic();
  RawClient client = connect();
  client.send(head("GET", "/hello") + "\r\n");
  EXPECT_EQ(client.read().status, 200);
  EXPECT_TRUE(client.ended());
}

TEST_F(LimitsTest, SlowBody) {
  limits().body_grace = milliseconds(50);
  start_basic();
  RawClient client = connect();
  client.send(head("POST", "/size", "Content-Length: 10\r\n") + "\r\n12345");
  EXPECT_EQ(client.read().status, 408);
  EXPECT_TRUE(client.ended());
  RawClient chunks = connect();
  chunks.send(head("POST", "/size", "Transfer-Encoding: chunked\r\n") + "\r\n5\r\n12");
  EXPECT_EQ(chunks.read().status, 408);
  RawClient unwanted = connect();
  unwanted.send(head("POST", "/nothing", "Content-Length: 10\r\n") + "\r\n12345");
  EXPECT_EQ(unwanted.read().status, 404) << "its answer was known already";
  EXPECT_TRUE(unwanted.ended());
}

TEST_F(LimitsTest, BodyThatIsSlowButFastEnough) {
  limits().body_grace = milliseconds(200);
  limits().body_bytes_per_second_min = 100;
  start_basic();
  RawClient client = connect();
  client.send(head("POST", "/size", "Content-Length: 100\r\n") + "\r\n");
  for (int i = 0; i < 10; ++i) {
    client.send("0123456789");
    std::this_thread::sleep_for(milliseconds(25));  // slow on purpose
  }
  EXPECT_EQ(client.read().body, "100");
}

TEST_F(LimitsTest, BodyInTotal) {
  limits().body_grace = milliseconds(30);
  limits().body_bytes_per_second_min = 1;
  limits().body_timeout = milliseconds(60);
  start_basic();
  RawClient client = connect();
  client.send(head("POST", "/size", "Content-Length: 1000\r\n") + "\r\n" + std::string(900, 'a'));
  EXPECT_EQ(client.read().status, 408);
}

TEST_F(LimitsTest, BodyWithoutAKey) {
  limits().keyless_body_bytes_max = Limits().keyless_body_bytes_max;
  on(
      Method::post, "/keyed", [](const Request&, const Reply& reply) { reply(no_content()); }, access::Right::write_fe);
  start_basic();
  EXPECT_EQ(post("/size", std::string(4'096, 'a')).body, "4096");
  EXPECT_EQ(post("/size", std::string(4'097, 'a')).status, 413);
  EXPECT_EQ(post("/keyed", std::string(100'000, 'a'), bearer(access().server)).status, 204);
}

TEST_F(LimitsTest, AByteNowAndThenIsNotTakingAnAnswer) {
  limits().write_timeout = milliseconds(150);
  on(Method::get, "/large",
     [](const Request&, const Reply& reply) { reply(text_response(std::string(30'000'000, 'a'))); });
  start();
  RawClient client = connect(4'096);
  client.send(head("GET", "/large") + "\r\n");
  EXPECT_TRUE(becomes([&] {
    client.take_some(1);
    return server_->connections() == 0;
  }));
}

TEST_F(LimitsTest, FailedKeys) {
  limits().failed_keys_at_once_max = 3;
  limits().failed_keys_forgiven_per_second = 0.001;
  on(
      Method::get, "/keyed", [](const Request&, const Reply& reply) { reply(no_content()); }, access::Right::read);
  start();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(get("/keyed", bearer("nonsense")).status, 401);
  const Answer late = get("/keyed", bearer("nonsense"));
  EXPECT_EQ(late.status, 429);
  EXPECT_TRUE(late.says("\"code\":\"rate_limited\""));
  EXPECT_EQ(late.header("Retry-After"), "1000");
  EXPECT_EQ(get("/keyed").status, 401) << "no key is no guess";
  EXPECT_EQ(get("/keyed", bearer(access().read)).status, 204)
      << "a good key is good, whoever else is behind its address";
}

TEST_F(LimitsTest, ClientThatDoesNotTakeItsAnswer) {
  limits().write_timeout = milliseconds(50);
  on(Method::get, "/large",
     [](const Request&, const Reply& reply) { reply(text_response(std::string(30'000'000, 'a'))); });
  start();
  RawClient client = connect(4'096);
  client.send(head("GET", "/large") + "\r\n");
  EXPECT_TRUE(becomes([&] { return server_->connections() == 0; }));
}

class ConnectionLimitTest : public LimitsTest {
 protected:
  ~ConnectionLimitTest() override { stop(); }  // before what the handlers hold goes
  void start_with_bounds(std::size_t all, std::size_t of_address) {
    limits().connections_max = all;
    limits().connections_of_address_max = of_address;
    on(Method::get, "/hold", [this](const Request&, const Reply& reply) {
      const std::lock_guard lock(mutex_);
      held_.push_back(reply);
    });
    start_basic();
  }
  std::unique_ptr<RawClient> connect_idle(std::size_t open) {
    auto client = std::make_unique<RawClient>(server_->port());
    EXPECT_TRUE(becomes([&] { return server_->connections() == open; }));
    return client;
  }
  std::unique_ptr<RawClient> connect_served() {
    auto client = std::make_unique<RawClient>(server_->port());
    const std::size_t before = held();
    client->send(head("GET", "/hold") + "\r\n");
    EXPECT_TRUE(becomes([&] { return held() == before + 1; }));
    return client;
  }
  std::size_t held() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  void answer_held() {
    const std::lock_guard lock(mutex_);
    for (const Reply& reply : held_) reply(no_content());
    held_.clear();
  }

  std::mutex mutex_;
  std::vector<Reply> held_;
};

TEST_F(ConnectionLimitTest, TheOldestIdleOneGivesWayToANewOne) {
  start_with_bounds(2, 2);
  const auto oldest = connect_idle(1);
  const auto next = connect_idle(2);
  EXPECT_EQ(get("/hello").status, 200);
  EXPECT_TRUE(oldest->ended());
  next->send(head("GET", "/hello") + "\r\n");
  EXPECT_EQ(next->read().status, 200);
}

TEST_F(ConnectionLimitTest, WhileAllAreServedAFurtherOneIsToldSo) {
  start_with_bounds(2, 2);
  const auto first = connect_served();
  const auto second = connect_served();
  RawClient third = connect();
  const Answer refused = third.read();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_EQ(observer_.refusal_causes(), std::vector{RefusalCause::connections});
  EXPECT_TRUE(third.ended());
  answer_held();
  EXPECT_EQ(first->read().status, 204);
  EXPECT_EQ(second->read().status, 204);
}

TEST_F(ConnectionLimitTest, OneAddressHasAPart) {
  start_with_bounds(4, 1);
  const auto first = connect_served();
  EXPECT_EQ(connect().read().status, 503);
  answer_held();
  EXPECT_EQ(first->read().status, 204);
}

TEST_F(LimitsTest, BytesOfBodiesInFlight) {
  limits().keyless_bytes_in_flight_max = 200'000;  // of which one address may have half
  std::mutex mutex;
  std::vector<std::pair<Request, Reply>> held;
  on(Method::post, "/hold", [&](Request request, const Reply& reply) {
    const std::lock_guard lock(mutex);
    held.emplace_back(std::move(request), reply);
  });
  start_basic();
  RawClient holding = connect();
  holding.send(post_text("/hold", std::string(60'000, 'a')));
  ASSERT_TRUE(becomes([&] {
    const std::lock_guard lock(mutex);
    return !held.empty();
  }));
  EXPECT_EQ(server_->body_bytes_in_flight(), 60'000U);
  for (const std::string& request : {post_text("/size", std::string(60'000, 'b')),
                                     head("POST", "/size", "Transfer-Encoding: chunked\r\n") + "\r\nea60\r\n" +
                                         std::string(60'000, 'b') + "\r\n0\r\n\r\n"}) {
    const Answer refused = ask(request);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_TRUE(refused.says("unavailable"));
  }
  EXPECT_EQ(observer_.refusal_causes(), std::vector(2, RefusalCause::body_memory));
  EXPECT_EQ(post("/size", std::string(30'000, 'b')).body, "30000") << "a smaller one has room";
  held[0].second(no_content());
  held.clear();
  EXPECT_EQ(holding.read().status, 204);
  EXPECT_TRUE(becomes([&] { return server_->body_bytes_in_flight() == 0; }));
  EXPECT_EQ(post("/size", std::string(60'000, 'b')).body, "60000");
}

TEST_F(LimitsTest, AnAnnouncedBodyTakesNothingFromOthers) {
  limits().keyless_bytes_in_flight_max = 22 * 1024 * 1024;
  start_basic();
  std::vector<std::unique_ptr<RawClient>> announcing;
  for (int i = 0; i < 10; ++i) {
    announcing.push_back(std::make_unique<RawClient>(server_->port()));
    announcing.back()->send(head("POST", "/size", "Content-Length: 10000000\r\n") + "\r\n");
  }
  EXPECT_EQ(post("/size", std::string(5'000'000, 'b')).body, "5000000");
}

TEST_F(LimitsTest, RequestsWaitingForThePool) {
  options_.pool_threads = 1;
  limits().pooled_waiting_max = 1;
  std::mutex gate;
  std::atomic<int> entered{0};
  on(
      Method::get, "/slow",
      [&](const Request&, const Reply& reply) {
        ++entered;
        const std::lock_guard lock(gate);
        reply(no_content());
      },
      {}, Lane::pooled);
  start();
  std::unique_lock lock(gate);
  RawClient running = connect();
  running.send(head("GET", "/slow") + "\r\n");
  ASSERT_TRUE(becomes([&] { return entered == 1; }));
  RawClient one = connect(), other = connect();
  for (RawClient* client : {&one, &other}) client->send(head("GET", "/slow") + "\r\n");
  ASSERT_TRUE(becomes([&] { return observer_.refusal_causes() == std::vector{RefusalCause::pool}; }));
  lock.unlock();
  EXPECT_EQ(running.read().status, 204);
  EXPECT_EQ(std::minmax({one.read().status, other.read().status}), std::pair(204, 503))
      << "one waits, one has no place";
  stop();  // before the gate goes
}

}  // namespace
}  // namespace sj::http::testing
