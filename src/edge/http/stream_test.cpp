#include <gtest/gtest.h>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

using std::chrono::milliseconds;

/// What a test sees of a stream.
struct Watch {
  std::atomic<int> asked{0};
  std::atomic<int> alive{0};
  std::atomic<bool> inside{false};
};

class ScriptedStream final : public BodyStream {
 public:
  ScriptedStream(Watch& watch, std::function<Chunk(int)> script) : watch_(watch), script_(std::move(script)) {
    ++watch_.alive;
  }
  ~ScriptedStream() override {
    EXPECT_FALSE(watch_.inside) << "destroyed during next()";
    --watch_.alive;
  }
  Chunk next() override {
    EXPECT_FALSE(watch_.inside.exchange(true)) << "asked twice at once";
    struct Leave {
      Watch& watch;
      ~Leave() { watch.inside = false; }
    } leave{watch_};
    return script_(watch_.asked++);
  }

 private:
  Watch& watch_;
  std::function<Chunk(int)> script_;
};

class StreamTest : public ServerFixture, public ::testing::WithParamInterface<Lane> {
 protected:
  ~StreamTest() override { stop(); }  // before watch_ goes
  void start_stream(std::function<Chunk(int)> script) {
    on(
        Method::get, "/stream",
        [this, script = std::move(script)](const Request&, const Reply& reply) {
          reply(stream_response("text/event-stream", std::make_unique<ScriptedStream>(watch_, script)));
        },
        {}, GetParam());
    on(Method::get, "/hello", [](const Request&, const Reply& reply) { reply(text_response("hello")); });
    start();
  }
  static Chunk count_to(int last, int i) { return {.bytes = std::to_string(i) + ";", .end = i == last}; }
  [[nodiscard]] bool gone() {
    return becomes([&] { return watch_.alive == 0; });
  }

  Watch watch_;
};

INSTANTIATE_TEST_SUITE_P(Lanes, StreamTest, ::testing::Values(Lane::immediate, Lane::pooled),
                         [](const auto& lane) { return lane.param == Lane::immediate ? "immediate" : "pooled"; });

TEST_P(StreamTest, SendsPiecesInOrderAndKeepsTheConnection) {
  start_stream([](int i) { return count_to(9, i % 10); });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n" + head("GET", "/hello") + "\r\n");
  const Answer answer = client.read();
  EXPECT_EQ(answer.header("Transfer-Encoding"), "chunked");
  EXPECT_FALSE(answer.header("Content-Length"));
  EXPECT_EQ(answer.body, "0;1;2;3;4;5;6;7;8;9;");
  EXPECT_TRUE(client.saw_last_chunk());
  EXPECT_EQ(client.read().body, "hello") << "which was sent before the stream ended";
  EXPECT_EQ(watch_.alive, 0);
  ASSERT_TRUE(becomes([&] { return observer_.entries().size() == 2; }));
}

TEST_P(StreamTest, MayEndWithoutAPiece) {
  start_stream([](int) { return Chunk{.bytes = {}, .end = true}; });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_EQ(client.read().body, "");
  EXPECT_TRUE(client.saw_last_chunk());
}

TEST_P(StreamTest, SendsItsHeadBeforeItsFirstPiece) {
  start_stream([](int) { return Chunk{.bytes = {}, .end = false, .wait = milliseconds(10'000)}; });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_EQ(client.read(true).status, 200);
}

TEST_P(StreamTest, AsksAgainAfterTheWait) {
  start_stream(
      [](int i) { return i % 2 == 0 ? Chunk{.bytes = {}, .end = false, .wait = milliseconds(5)} : count_to(5, i); });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_EQ(client.read().body, "1;3;5;");
}

TEST_P(StreamTest, ASlowClientSlowsTheStream) {
  start_stream([](int) { return Chunk{.bytes = std::string(64 * 1024, 'x')}; });
  RawClient client = connect(16 * 1024);
  client.send(head("GET", "/stream") + "\r\n");
  int before = -1;
  ASSERT_TRUE(becomes([&] {
    const int now = watch_.asked;
    std::this_thread::sleep_for(milliseconds(30));  // only time tells that it stands still
    return std::exchange(before, now) == now && now > 0;
  })) << "the stream runs on though nobody reads";
  EXPECT_LT(watch_.asked, 200) << "no more than what the kernel's buffers hold";
  EXPECT_EQ(get("/hello").status, 200) << "others are served meanwhile";
  EXPECT_EQ(client.read(true).status, 200);
  EXPECT_EQ(client.read_chunk().value_or("").size(), 64U * 1024);
  client.close();
  EXPECT_TRUE(gone());
}

TEST_P(StreamTest, AFastStreamLetsOthersHaveTheirTurn) {
  options_.io_threads = 1;
  options_.pool_threads = 1;
  start_stream([](int) { return Chunk{.bytes = std::string(1024, 'x')}; });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_EQ(client.read(true).status, 200);
  std::atomic<bool> done{false};
  std::thread reader([&] {
    while (!done && client.read_chunk()) {
    }
  });
  for (int i = 0; i < 20; ++i) EXPECT_EQ(get("/hello").body, "hello");
  done = true;
  reader.join();
}

TEST_P(StreamTest, EndsWhenTheClientGoesAwayWhileItWaits) {
  start_stream([](int) { return Chunk{.bytes = {}, .end = false, .wait = milliseconds(60'000)}; });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_EQ(client.read(true).status, 200);
  ASSERT_TRUE(becomes([&] { return watch_.asked == 1; }));
  client.close();
  EXPECT_TRUE(gone());
  EXPECT_TRUE(becomes([&] { return server_->connections() == 0; }));
}

TEST_P(StreamTest, ItsFailureCutsTheConnection) {
  start_stream([](int i) -> Chunk {
    if (i == 2) throw std::runtime_error("secret insides");
    return count_to(100, i);
  });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  EXPECT_FALSE(client.read().says("secret"));
  EXPECT_FALSE(client.saw_last_chunk()) << "a broken export must not look whole";
  EXPECT_TRUE(gone());
}

TEST_P(StreamTest, AKeyHasOnlySoManyAtOnce) {
  Route route;
  route.pattern = "/few";
  route.lane = GetParam();
  route.streams_of_key_max = 1;
  route.handler = [this](const Request&, const Reply& reply) {
    reply(stream_response("text/event-stream", std::make_unique<ScriptedStream>(watch_, [](int) {
                            return Chunk{.bytes = {}, .end = false, .wait = milliseconds(60'000)};
                          })));
  };
  router_.add(std::move(route));
  start();
  RawClient first = connect();
  first.send(head("GET", "/few") + "\r\n");
  EXPECT_EQ(first.read(true).status, 200);
  const Answer second = get("/few");
  EXPECT_EQ(second.status, 429);
  EXPECT_TRUE(second.header("Retry-After"));
  first.close();
  EXPECT_TRUE(becomes([&] {
    RawClient third = connect();
    third.send(head("GET", "/few") + "\r\n");
    return third.read(true).status == 200;
  }));
}

TEST_P(StreamTest, HeadHasNoBody) {
  start_stream([](int i) { return count_to(3, i); });
  RawClient client = connect();
  client.send(head("HEAD", "/stream") + "\r\n" + head("GET", "/hello") + "\r\n");
  EXPECT_EQ(client.read(true).header("Content-Type"), "text/event-stream");
  EXPECT_EQ(client.read().body, "hello");
  EXPECT_EQ(watch_.asked, 0);
  EXPECT_TRUE(gone());
}

TEST_P(StreamTest, Http10ReadsToTheEndOfTheConnection) {
  start_stream([](int i) { return count_to(3, i); });
  RawClient client = connect();
  client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string all = client.read_to_end();
  EXPECT_TRUE(all.ends_with("\r\n\r\n0;1;2;3;")) << all;
  EXPECT_EQ(all.find("Transfer-Encoding"), std::string::npos);
}

TEST_P(StreamTest, ALiveOneIsEndedInGoodOrderWhenTheServerStops) {
  start_stream([](int) { return Chunk{.bytes = {}, .end = false, .wait = milliseconds(60'000)}; });
  RawClient client = connect();
  client.send(head("GET", "/stream") + "\r\n");
  ASSERT_TRUE(becomes([&] { return watch_.asked == 1; }));
  std::thread stopper([&] { stop(); });
  client.read();
  EXPECT_TRUE(client.saw_last_chunk());
  client.close();
  stopper.join();
  EXPECT_EQ(watch_.alive, 0);
}

TEST_P(StreamTest, AnExportIsCutAtTheDeadlineWhenTheServerStops) {
  options_.limits.stop_timeout = milliseconds(50);
  start_stream([](int) { return Chunk{.bytes = std::string(1024, 'x')}; });
  RawClient client = connect(4'096);
  client.send(head("GET", "/stream") + "\r\n");
  ASSERT_TRUE(becomes([&] { return watch_.asked > 3; }));
  stop();
  client.read();
  EXPECT_FALSE(client.saw_last_chunk());
  EXPECT_EQ(watch_.alive, 0);
}

}  // namespace
}  // namespace sj::http::testing
