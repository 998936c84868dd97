#include <zstd.h>

#include <gtest/gtest.h>

#include <latch>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

// Events and questions over the same connections and apart (docs/adr/0015-questions-go-first.md).
class TrafficTest : public ServerFixture {
 protected:
  void add_events_echo() {
    on_events("/events", [](Request request, const Reply& reply) { reply(text_response(std::move(request.body))); });
  }
};

TEST_F(TrafficTest, QuestionsAreAnsweredWhileEveryThreadForEventsIsBusy) {
  std::latch released(1);
  std::atomic<int> busy = 0;
  on_events("/events", [&](const Request&, const Reply& reply) {
    ++busy;
    released.wait();
    reply(text_response("taken"));
  });
  add_basic_routes();
  options_.io_threads = 1;
  options_.ingest_threads = 2;
  start();
  RawClient senders[] = {connect(), connect()};
  for (RawClient& sender : senders) sender.send(post_text("/events", "a"));
  EXPECT_TRUE(becomes([&] { return busy == 2; }));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(get("/hello").body, "hello");
  released.count_down();
  for (RawClient& sender : senders) EXPECT_EQ(sender.read().body, "taken");
}

TEST_F(TrafficTest, ABodyThatIsLargeOnceDecodedHoldsNoOtherUp) {
  std::latch released(1);
  std::atomic<int> busy = 0;
  on_events("/events", [&](const Request& request, const Reply& reply) {
    if (request.body.size() > 1) ++busy, released.wait();
    reply(text_response("taken"));
  });
  options_.ingest_threads = 1;
  start();
  const std::string large(1'000'000, 'a');
  std::string packed(ZSTD_compressBound(large.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), large.data(), large.size(), 3));
  RawClient sender = connect();
  sender.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Encoding: zstd\r\nContent-Length: " +
              std::to_string(packed.size()) + "\r\n\r\n" + packed);
  EXPECT_TRUE(becomes([&] { return busy == 1; }));
  RawClient other = connect();
  other.send(post_text("/events", "a"));
  EXPECT_EQ(other.read().body, "taken");
  released.count_down();
  EXPECT_EQ(sender.read().body, "taken");
}

TEST_F(TrafficTest, OneConnectionMayDoBothInAnyOrder) {
  add_events_echo();
  add_basic_routes();
  start();
  RawClient client = connect();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += post_text("/events", "event " + std::to_string(i)) + post_text("/echo", "question " + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(client.read().body, "event " + std::to_string(i));
    ASSERT_EQ(client.read().body, "question " + std::to_string(i));
  }
  EXPECT_TRUE(becomes([&] { return server_->connections() == 1; }));
}

TEST_F(TrafficTest, ABodyMayComeInPiecesAroundTheChange) {
  add_events_echo();
  start();
  const std::string body(300'000, 'b');
  const std::string request = post_text("/events", body);
  for (const std::size_t first : {std::size_t{1}, request.find("\r\n\r\n") + 4, request.find("\r\n\r\n") + 9}) {
    RawClient client = connect();
    client.send(request.substr(0, first));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // a client that is slow: nothing tells what was read
    client.send(request.substr(first));
    EXPECT_EQ(client.read().body, body);
  }
}

TEST_F(TrafficTest, AClientThatWaitsToContinueIsToldOnce) {
  add_events_echo();
  start();
  RawClient client = connect();
  client.send(head("POST", "/events", "Content-Length: 2\r\nExpect: 100-continue\r\n") + "\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("ok");
  EXPECT_EQ(client.read().body, "ok");
}

TEST_F(TrafficTest, WhatIsLeftOfAConnectionThatChangedEndsWithTheServer) {
  add_events_echo();
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(post_text("/events", "a"));
  EXPECT_EQ(client.read().body, "a");
  stop();
  EXPECT_TRUE(client.ended());
}

}  // namespace
}  // namespace sj::http::testing
