#include <gtest/gtest.h>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

using std::chrono::milliseconds;

class StopTest : public ServerFixture {
 protected:
  milliseconds stop_and_measure() {
    const auto began = std::chrono::steady_clock::now();
    stop();
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  }
  bool takes_connections() {
    try {
      (void)connect();
      return true;
    } catch (const std::runtime_error&) {
      return false;
    }
  }
};

TEST_F(StopTest, ClosesIdleConnectionsAtOnce) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(head("GET", "/hello") + "\r\n");
  EXPECT_EQ(client.read().status, 200);
  RawClient silent = connect();
  ASSERT_TRUE(becomes([&] { return server_->connections() == 2; }));
  EXPECT_LT(stop_and_measure(), milliseconds(1'000));
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(silent.ended());
  EXPECT_THROW((void)connect(), std::runtime_error);
}

TEST_F(StopTest, LetsRequestsInFlightFinish) {
  std::atomic<bool> entered{false};
  std::atomic<bool> go{false};
  on(
      Method::get, "/slow",
      [&](const Request&, const Reply& reply) {
        entered = true;
        go.wait(false);
        reply(text_response("done"));
      },
      {}, Lane::pooled);
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(head("GET", "/slow") + "\r\n");
  RawClient half = connect();
  half.send(head("POST", "/echo", "Content-Length: 8\r\n") + "\r\nhalf");
  ASSERT_TRUE(becomes([&] { return entered.load(); }));
  std::thread stopper([&] { stop(); });
  ASSERT_TRUE(becomes([&] { return !takes_connections(); })) << "it stops";
  go = true;
  go.notify_all();
  half.send("body");
  const Answer slow = client.read();
  EXPECT_EQ(slow.body, "done");
  EXPECT_EQ(slow.header("Connection"), "close");
  EXPECT_EQ(half.read().body, "halfbody");
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(half.ended());
  client.close();
  half.close();
  stopper.join();
}

TEST_F(StopTest, CutsWhatIsLeftAtTheDeadline) {
  options_.limits.stop_timeout = milliseconds(40);
  std::mutex mutex;
  std::vector<Reply> never;
  on(Method::get, "/never", [&](const Request&, const Reply& reply) {
    const std::lock_guard lock(mutex);
    never.push_back(reply);
  });
  start();
  RawClient client = connect();
  client.send(head("GET", "/never") + "\r\n");
  ASSERT_TRUE(becomes([&] {
    const std::lock_guard lock(mutex);
    return never.size() == 1;
  }));
  const milliseconds taken = stop_and_measure();
  EXPECT_GE(taken, milliseconds(40));
  EXPECT_LT(taken, milliseconds(1'000));
  EXPECT_TRUE(client.ended());
  never[0](text_response("too late"));
  server_.reset();
  never.clear();  // a reply may outlive the server
}

TEST_F(StopTest, UnderLoadEveryAnswerIsWholeOrMissing) {
  add_basic_routes();
  start();
  std::atomic<int> whole{0};
  std::atomic<int> broken{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      const std::string body(2'000, 'b');
      RawClient client = connect();
      while (client.send(post_text("/echo", body))) {
        const Answer answer = client.read();
        if (answer.status == 0) return;
        ++(answer.body == body ? whole : broken);
      }
    });
  }
  ASSERT_TRUE(becomes([&] { return whole > 200; }));
  stop();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(broken, 0);
}

TEST_F(StopTest, StoppingTwiceAndWithoutStartIsFine) {
  Server never_started({}, Router(), access().registry());
  never_started.stop();
  start();
  stop();
  stop();
}

}  // namespace
}  // namespace sj::http::testing
