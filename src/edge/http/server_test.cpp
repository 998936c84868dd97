#include "http/server.hpp"

#include <gtest/gtest.h>

#include <latch>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

class ServerTest : public ServerFixture {};

TEST_F(ServerTest, AnswersWithTheHeadersThatEveryAnswerHas) {
  add_basic_routes();
  on(Method::get, "/v1/thing", [](const Request&, const Reply& reply) { reply(json_response("{}")); });
  start();
  const Answer hello = get("/hello");
  EXPECT_EQ(hello.status, 200);
  EXPECT_EQ(hello.body, "hello");
  EXPECT_EQ(hello.header("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(hello.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(hello.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(hello.header("X-Request-Id").value_or("").size(), 20U);
  EXPECT_TRUE(hello.header("Date"));
  EXPECT_FALSE(hello.header("Cache-Control"));
  EXPECT_EQ(get("/v1/thing").header("Cache-Control"), "no-store");
  EXPECT_EQ(get("/v1/nothing").header("Cache-Control"), "no-store");
}

TEST_F(ServerTest, TakesASaneRequestIdOver) {
  add_basic_routes();
  start();
  EXPECT_EQ(get("/hello", "X-Request-Id: abc-123\r\n").header("X-Request-Id"), "abc-123");
  EXPECT_NE(get("/hello", "X-Request-Id: a b\r\n").header("X-Request-Id"), "a b");
  EXPECT_EQ(get("/hello", "X-Request-Id: " + std::string(129, 'a') + "\r\n").header("X-Request-Id").value_or("").size(),
            20U);
  const Answer missing = get("/nothing", "X-Request-Id: abc-123\r\n");
  EXPECT_TRUE(missing.says("\"request_id\":\"abc-123\""));
}

TEST_F(ServerTest, KeepsTheConnectionFromRequestToRequest) {
  add_basic_routes();
  start();
  RawClient client = connect();
  for (int i = 0; i < 5; ++i) {
    client.send(post_text("/echo", "body " + std::to_string(i)));
    EXPECT_EQ(client.read().body, "body " + std::to_string(i));
  }
  client.send("GET /hello HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
  const Answer last = client.read();
  EXPECT_EQ(last.header("Connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  add_basic_routes();
  start();
  RawClient client = connect();
  std::string all;
  for (int i = 0; i < 200; ++i) all += post_text("/echo", std::to_string(i));
  client.send(all + "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  for (int i = 0; i < 200; ++i) ASSERT_EQ(client.read().body, std::to_string(i));
  EXPECT_EQ(client.read().body, "hello");
}

TEST_F(ServerTest, ServesPipelinedRequestsOneAtATime) {
  std::mutex mutex;
  std::vector<Reply> waiting;
  bool first_is_answered = false;
  on(Method::get, "/later", [&](const Request&, const Reply& reply) {
    const std::lock_guard lock(mutex);
    EXPECT_EQ(first_is_answered, !waiting.empty());
    waiting.push_back(reply);
  });
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return waiting.size();
  };
  start();
  RawClient client = connect();
  client.send(head("GET", "/later") + "\r\n" + head("GET", "/later") + "\r\n");
  ASSERT_TRUE(becomes([&] { return count() == 1; }));
  {
    const std::lock_guard lock(mutex);
    first_is_answered = true;
  }
  waiting[0](text_response("one"));
  EXPECT_EQ(client.read().body, "one");
  ASSERT_TRUE(becomes([&] { return count() == 2; }));
  waiting[1](text_response("two"));
  EXPECT_EQ(client.read().body, "two");
  stop();
}

TEST_F(ServerTest, ReadsBodiesInWhateverPiecesTheyCome) {
  add_basic_routes();
  start();
  const std::string request = post_text("/echo", "0123456789");
  for (std::size_t cut = 1; cut < request.size(); cut += 7) {
    RawClient client = connect();
    client.send(request.substr(0, cut));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // slow on purpose
    client.send(request.substr(cut));
    ASSERT_EQ(client.read().body, "0123456789") << "cut at " << cut;
  }
}

TEST_F(ServerTest, ReadsLargeBodies) {
  add_basic_routes();
  start();
  for (const std::size_t size : {1'000U, 16'000U, 30'000U, 300'000U, 5'000'000U}) {
    std::string body(size, 'x');
    for (std::size_t i = 0; i < size; i += 97) body[i] = static_cast<char>('a' + i % 26);
    EXPECT_TRUE(post("/echo", body).body == body) << size;
  }
  EXPECT_EQ(server_->body_bytes_in_flight(), 0U);
}

TEST_F(ServerTest, ReadsChunkedBodies) {
  add_basic_routes();
  start();
  RawClient client = connect();
  const std::string request =
      head("POST", "/echo", "Transfer-Encoding: chunked\r\n") +
      "\r\n5\r\nhello\r\n1;name=\"va\\\"lue\"\r\n \r\n00005\r\nworld\r\n0\r\nTrailer: x\r\n\r\n";
  client.send(request);
  EXPECT_EQ(client.read().body, "hello world");
  for (const char c : request) client.send(std::string_view(&c, 1));  // byte by byte
  EXPECT_EQ(client.read().body, "hello world");
  const std::string large(200'000, 'y');
  client.send(head("POST", "/size", "Transfer-Encoding: chunked\r\n") + "\r\n30d40\r\n" + large + "\r\n0\r\n\r\n");
  EXPECT_EQ(client.read().body, "200000");
}

TEST_F(ServerTest, SaysContinueWhenTheClientWaitsForIt) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(head("POST", "/echo", "Expect: 100-continue\r\nContent-Length: 4\r\n") + "\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("body");
  EXPECT_EQ(client.read().body, "body");
  client.send(head("POST", "/echo", "Expect: 100-continue\r\nContent-Length: 4\r\n") + "\r\nhere");
  EXPECT_EQ(client.read().body, "here") << "a body that is there already needs no 100";
}

TEST_F(ServerTest, RefusesBeforeTheBodyWhenItCan) {
  on(
      Method::post, "/keyed", [](const Request&, const Reply& reply) { reply(no_content()); }, access::Right::read);
  start();
  RawClient client = connect();
  client.send(head("POST", "/keyed", "Expect: 100-continue\r\nContent-Length: 4\r\n") + "\r\n");
  const Answer answer = client.read();
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(post("/keyed", "", "Expect: magic\r\n").status, 417);
}

TEST_F(ServerTest, KeepsTheConnectionBehindASmallBodyThatIsNotWanted) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(post_text("/nothing", "dropped"));
  EXPECT_EQ(client.read().status, 404);
  client.send(head("POST", "/nothing", "Transfer-Encoding: chunked\r\n") + "\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(client.read().status, 404);
  client.send(post_text("/echo", "kept"));
  EXPECT_EQ(client.read().body, "kept");
  client.send(head("POST", "/nothing", "Content-Length: 1000000\r\n") + "\r\n");
  EXPECT_EQ(client.read().status, 404) << "a large one is not waited for";
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, AnswersHeadLikeGetWithoutTheBody) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send(head("HEAD", "/hello") + "\r\n");
  const Answer answer = client.read(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Length"), "5");
  client.send(head("HEAD", "/nothing") + "\r\n");
  EXPECT_EQ(client.read(true).status, 404);
  client.send(head("GET", "/hello") + "\r\n");
  EXPECT_EQ(client.read().body, "hello") << "nothing of a body was sent";
}

TEST_F(ServerTest, TellsMethodsThatAPathHas) {
  add_basic_routes();
  on(Method::del, "/hello", [](const Request&, const Reply& reply) { reply(no_content()); });
  start();
  const Answer wrong = post("/hello", "x");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD, DELETE, OPTIONS");
  EXPECT_TRUE(wrong.says("\"code\":\"method_not_allowed\""));
  EXPECT_EQ(ask(head("BREW", "/hello") + "\r\n").status, 405);
  EXPECT_EQ(ask(head("BREW", "/nothing") + "\r\n").status, 404);
  const Answer options = ask(head("OPTIONS", "/hello") + "\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(ask(head("OPTIONS", "*") + "\r\n").status, 204);
  EXPECT_EQ(ask("DELETE /hello HTTP/1.1\r\nHost: t\r\n\r\n").status, 204);
}

TEST_F(ServerTest, GivesHandlersTheWholeRequest) {
  on(Method::get, "/v1/sessions/{session_id}/events", [](const Request& request, const Reply& reply) {
    std::string seen = std::string(request.param("session_id")) + "|" + request.path;
    for (const auto& [name, value] : request.query) seen += "|" + name + "=" + value;
    seen += "|" + std::string(request.content_type()) + "|" + std::string(request.header("x-THING").value_or("none"));
    seen += "|" + request.remote_address;
    reply(text_response(seen));
  });
  start();
  EXPECT_EQ(
      get("/v1/sessions/a%2Fb%20c/events?from=2026-06-21T00:00:00+09:00&q=a%26b&q=&x",
          "X-Thing:  v \r\nContent-Type: application/json ; charset=utf-8\r\n")
          .body,
      "a/b c|/v1/sessions/a%2Fb%20c/events|from=2026-06-21T00:00:00 09:00|q=a&b|q=|x=|application/json|v|127.0.0.1");
  EXPECT_EQ(get("/v1/sessions//events").status, 404);
  EXPECT_EQ(get("/v1/sessions/%ff/events").status, 400);
  EXPECT_TRUE(get("/v1/sessions/a/events?q=%ff").says("invalid_parameter"));
  EXPECT_EQ(get("http://test/v1/sessions/a/events").status, 200) << "absolute form";
}

TEST_F(ServerTest, TakesAnswersFromAnyThreadAtAnyTime) {
  on(Method::get, "/thread", [](const Request&, const Reply& reply) {
    std::thread([reply] {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));  // late on purpose: the handler has returned
      reply(text_response("from a thread"));
    }).detach();
  });
  on(
      Method::get, "/pooled", [](const Request&, const Reply& reply) { reply(text_response("from the pool")); }, {},
      Lane::pooled);
  start();
  RawClient client = connect();
  for (int i = 0; i < 20; ++i) {
    client.send(head("GET", "/thread") + "\r\n" + head("GET", "/pooled") + "\r\n");
    ASSERT_EQ(client.read().body, "from a thread");
    ASSERT_EQ(client.read().body, "from the pool");
  }
}

TEST_F(ServerTest, AnswersWhatIsQuickThoughThePoolIsBusy) {
  std::latch released(1);
  std::atomic<bool> busy = false;
  router_.add({.pattern = "/list",
               .lane = Lane::pooled,
               .handler =
                   [&](const Request& request, const Reply& reply) {
                     if (!request.query.empty()) {
                       busy = true;
                       released.wait();
                     }
                     reply(text_response("page"));
                   },
               .is_quick = [](const Request& request) { return request.query.empty(); }});
  options_.pool_threads = 1;
  start();
  RawClient searching = connect();
  searching.send(head("GET", "/list?q=a") + "\r\n");
  EXPECT_TRUE(becomes([&] { return busy.load(); }));
  EXPECT_EQ(get("/list").body, "page");
  released.count_down();
  EXPECT_EQ(searching.read().body, "page");
}

TEST_F(ServerTest, TurnsAFailedHandlerIntoATryAgain) {
  const auto failing = [](const Request&, const Reply&) { throw std::runtime_error("secret insides"); };
  on(Method::get, "/throws", failing);
  on(Method::get, "/throws-pooled", failing, {}, Lane::pooled);
  on(Method::get, "/forgets", [](const Request&, const Reply&) {});
  on(Method::get, "/twice", [](const Request&, const Reply& reply) {
    reply(text_response("first"));
    reply(text_response("second"));
  });
  start();
  for (const char* path : {"/throws", "/throws-pooled", "/forgets"}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    EXPECT_TRUE(answer.says("\"code\":\"unavailable\""));
    EXPECT_FALSE(answer.says("secret"));
  }
  RawClient client = connect();
  client.send(head("GET", "/twice") + "\r\n" + head("GET", "/forgets") + "\r\n");
  EXPECT_EQ(client.read().body, "first");
  EXPECT_EQ(client.read().status, 503);
}

TEST_F(ServerTest, SendsSharedAndLargeBodies) {
  const auto shared = std::make_shared<const std::string>(3'000'000, 's');
  on(Method::get, "/shared", [shared](const Request&, const Reply& reply) {
    Response response;
    response.content_type = "text/javascript";
    response.headers.push_back({"Cache-Control", "public, max-age=3600"});
    response.shared_body = shared;
    reply(std::move(response));
  });
  start();
  const Answer answer = get("/shared");
  EXPECT_TRUE(answer.body == *shared);
  EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=3600");
}

TEST_F(ServerTest, KeepsLineBreaksOfValuesOutOfHeads) {
  on(Method::get, "/split", [](const Request&, const Reply& reply) {
    Response response = no_content();
    response.headers.push_back({"X-Name", "a\r\nX-Evil: 1"});
    reply(std::move(response));
  });
  start();
  const Answer answer = get("/split");
  EXPECT_FALSE(answer.header("X-Evil"));
  EXPECT_EQ(answer.header("X-Name"), "a  X-Evil: 1");
}

TEST_F(ServerTest, SpeaksHttp10) {
  add_basic_routes();
  start();
  RawClient client = connect();
  client.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.read().body, "hello");
  EXPECT_TRUE(client.ended());
  RawClient keeping = connect();
  keeping.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(keeping.read().header("Connection"), "keep-alive");
  keeping.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(keeping.read().body, "hello");
}

TEST_F(ServerTest, TellsItsObserver) {
  options_.io_threads = 1;  // so that it is told in order
  on(Method::get, "/v1/sessions/{session_id}", [](const Request&, const Reply& reply) { reply(no_content()); });
  start();
  get("/v1/sessions/abc");
  get("/nothing");
  ask("nonsense\r\n\r\n");
  ASSERT_TRUE(becomes([&] { return observer_.entries().size() == 3; }));
  const auto entries = observer_.entries();
  EXPECT_EQ(entries[0].pattern, "/v1/sessions/{session_id}");
  EXPECT_EQ(entries[0].method, "GET");
  EXPECT_EQ(entries[0].status, 204);
  EXPECT_GE(entries[0].seconds, 0);
  EXPECT_LT(entries[0].seconds, 5);
  EXPECT_EQ(entries[1].pattern, "");
  EXPECT_EQ(entries[1].status, 404);
  EXPECT_EQ(entries[2].status, 400);
  EXPECT_LT(entries[2].seconds, 5);
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  start();
  ServerOptions taken;
  taken.port = server_->port();
  Server second(taken, Router(), access().registry());
  EXPECT_EQ(second.start().error().code, Errc::io);
  ServerOptions nowhere;
  nowhere.address = "localhost";
  Server third(nowhere, Router(), access().registry());
  EXPECT_EQ(third.start().error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace sj::http::testing
