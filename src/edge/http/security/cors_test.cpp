#include "http/security/cors.hpp"

#include <gtest/gtest.h>

#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

class CorsTest : public ServerFixture {
 protected:
  void start_with_route() {
    on(
        Method::post, "/v1/events", [](const Request&, const Reply& reply) { reply(json_response("{}")); },
        access::Right::write_fe);
    start();
  }
  Answer preflight(std::string_view origin, std::string_view path = "/v1/events") {
    return ask(head("OPTIONS", path,
                    "Origin: " + std::string(origin) + "\r\nAccess-Control-Request-Method: POST\r\n" +
                        "Access-Control-Request-Headers: authorization, content-type\r\n") +
               "\r\n");
  }
};

TEST_F(CorsTest, PreflightsOfRegisteredOriginsAreAnswered) {
  start_with_route();
  const Answer answer = preflight(registered_origin);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), registered_origin);
  EXPECT_TRUE(answer.header("Access-Control-Allow-Methods").value_or("").contains("POST"));
  EXPECT_EQ(answer.header("Access-Control-Allow-Headers"), "authorization, content-type");
  EXPECT_TRUE(answer.header("Access-Control-Max-Age"));
  EXPECT_EQ(answer.header("Vary"), "Origin");
  EXPECT_FALSE(answer.header("Access-Control-Allow-Credentials"));
  EXPECT_FALSE(answer.header("Content-Length"));
}

TEST_F(CorsTest, PreflightsOfOthersAreRefused) {
  start_with_route();
  const Answer answer = preflight("https://evil.example");
  EXPECT_EQ(answer.status, 403);
  EXPECT_FALSE(answer.header("Access-Control-Allow-Origin"));
  EXPECT_TRUE(answer.says("origin_not_allowed"));
}

TEST_F(CorsTest, AnswersCarryTheHeadersAlsoWhenTheyAreErrors) {
  start_with_route();
  const std::string origin = "Origin: " + std::string(registered_origin) + "\r\n";
  for (const Answer& answer : {post("/v1/events", "{}", origin + bearer(access().bound_publishable)),
                               post("/v1/events", "{}", origin), get("/v1/events", origin), get("/nothing", origin),
                               post("/v1/events", "{}", origin + "Content-Encoding: br\r\n" + bearer(access().server)),
                               ask("GET /v1/events HTTP/1.1\r\nHost: a\r\n" + origin + "Expect: x\r\n\r\n")}) {
    EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), registered_origin) << answer.head;
    EXPECT_EQ(answer.header("Access-Control-Expose-Headers"), "Retry-After, X-Request-Id") << answer.head;
    EXPECT_EQ(answer.header("Vary"), "Origin") << answer.head;
  }
}

TEST_F(CorsTest, AnswersToOtherOriginsCarryThemOnlyAsErrors) {
  start_with_route();
  const std::string origin = "Origin: https://evil.example\r\n";
  const Answer taken = post("/v1/events", "{}", origin + bearer(access().server));
  EXPECT_EQ(taken.status, 200);
  EXPECT_FALSE(taken.header("Access-Control-Allow-Origin"));
  EXPECT_TRUE(post("/v1/events", "{}", origin).header("Access-Control-Allow-Origin"));
}

TEST_F(CorsTest, RequestsWithoutOriginCarryNone) {
  start_with_route();
  const Answer answer = post("/v1/events", "{}", bearer(access().server));
  EXPECT_FALSE(answer.header("Access-Control-Allow-Origin"));
  EXPECT_EQ(answer.header("Vary"), "Origin") << "what a cache keeps must not be given to a page of another origin";
}

TEST_F(CorsTest, AHandlersOwnVaryDoesNotHideTheOrigin) {
  on(Method::get, "/file", [](const Request&, const Reply& reply) {
    Response response = text_response("file");
    response.headers.push_back({"Vary", "Accept-Encoding"});
    reply(std::move(response));
  });
  start();
  const Answer answer = get("/file", "Origin: " + std::string(registered_origin) + "\r\n");
  EXPECT_TRUE(answer.head.contains("\r\nVary: Origin\r\n")) << answer.head;
  EXPECT_TRUE(answer.head.contains("\r\nVary: Accept-Encoding")) << answer.head;
}

TEST_F(CorsTest, WhileNoOriginIsRegisteredAllMayAsk) {
  TestAccess without_origins(true);
  on(
      Method::post, "/v1/events", [](const Request&, const Reply& reply) { reply(json_response("{}")); },
      access::Right::write_fe);
  server_ = std::make_unique<Server>(options_, std::move(router_), without_origins.registry());
  ASSERT_TRUE(server_->start());
  EXPECT_EQ(preflight("https://anyone.example").status, 204);
  const Answer answer =
      post("/v1/events", "{}", "Origin: https://anyone.example\r\n" + bearer(without_origins.publishable));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "https://anyone.example");
  server_->stop();
}

}  // namespace
}  // namespace sj::http::testing
