#include "http/routing/router.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

class RouterTest : public testing::Test {
 protected:
  void add(Method method, std::string pattern) {
    Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.handler = [](const Request&, const Reply&) {};
    router_.add(std::move(route));
  }
  /// `pattern name=value…`, or what else was found.
  std::string find(std::optional<Method> method, std::string_view path) const {
    const auto found = router_.find(method, path);
    if (const auto* match = std::get_if<Router::Match>(&found)) {
      std::string text = match->route->pattern;
      for (const auto& [name, value] : match->path_params) text += " " + std::string(name) + "=" + value;
      return text;
    }
    if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) return "allow " + wrong->allow;
    return std::holds_alternative<Router::BadPath>(found) ? "bad path" : "not found";
  }
  std::string get(std::string_view path) const { return find(Method::get, path); }

  Router router_;
};

TEST_F(RouterTest, FindsFixedPathsExactly) {
  add(Method::get, "/");
  add(Method::get, "/v1/sessions");
  add(Method::post, "/batch");
  add(Method::post, "/batch/");
  EXPECT_EQ(get("/"), "/");
  EXPECT_EQ(get("/v1/sessions"), "/v1/sessions");
  EXPECT_EQ(get("/v1/sessions/"), "not found");
  EXPECT_EQ(get("/v1"), "not found");
  EXPECT_EQ(get("//v1/sessions"), "not found");
  EXPECT_EQ(get("/V1/sessions"), "not found");
  EXPECT_EQ(get(""), "not found");
  EXPECT_EQ(find(Method::post, "/batch"), "/batch");
  EXPECT_EQ(find(Method::post, "/batch/"), "/batch/");
}

TEST_F(RouterTest, GivesDecodedParameters) {
  add(Method::get, "/v1/sessions/{session_id}");
  add(Method::get, "/v1/sessions/{session_id}/events/{event_id}");
  EXPECT_EQ(get("/v1/sessions/a%20b"), "/v1/sessions/{session_id} session_id=a b");
  EXPECT_EQ(get("/v1/sessions/a%2Fb/events/c+d"),
            "/v1/sessions/{session_id}/events/{event_id} session_id=a/b event_id=c+d");
  EXPECT_EQ(get("/v1/sessions/"), "not found") << "a parameter is not empty";
  EXPECT_EQ(get("/v1/sessions/%zz"), "bad path");
  EXPECT_EQ(get("/v1/sessions/%00"), "bad path");
  EXPECT_EQ(get("/v1/%73essions/x"), "/v1/sessions/{session_id} session_id=x");
}

TEST_F(RouterTest, PrefersFixedSegments) {
  add(Method::get, "/a/{x}/c");
  add(Method::get, "/a/b");
  add(Method::get, "/a/{x}");
  EXPECT_EQ(get("/a/b"), "/a/b");
  EXPECT_EQ(get("/a/z"), "/a/{x} x=z");
  EXPECT_EQ(get("/a/b/c"), "/a/{x}/c x=b") << "tried again where the fixed one leads nowhere";
}

TEST_F(RouterTest, MayTakeTheRestOfThePath) {
  add(Method::get, "/");
  add(Method::get, "/assets/{path...}");
  add(Method::get, "/{page...}");
  add(Method::get, "/v1/sessions");
  EXPECT_EQ(get("/assets/js/app.js"), "/assets/{path...} path=js/app.js");
  EXPECT_EQ(get("/assets/"), "/assets/{path...} path=");
  EXPECT_EQ(get("/assets"), "/{page...} page=assets");
  EXPECT_EQ(get("/sessions/x"), "/{page...} page=sessions/x");
  EXPECT_EQ(get("/v1/sessions"), "/v1/sessions");
  EXPECT_EQ(get("/"), "/");
}

TEST_F(RouterTest, TellsOtherMethods) {
  add(Method::post, "/v1/events");
  add(Method::get, "/v1/sessions/{id}");
  add(Method::del, "/v1/sessions/{id}");
  EXPECT_EQ(get("/v1/events"), "allow POST, OPTIONS");
  EXPECT_EQ(find(Method::post, "/v1/sessions/x"), "allow GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(find(std::nullopt, "/v1/events"), "allow POST, OPTIONS");
  EXPECT_EQ(find(std::nullopt, "/nothing"), "not found");
}

TEST_F(RouterTest, HasSomethingForAPersonWhoWentElsewhere) {
  add(Method::post, "/v1/events");
  EXPECT_EQ(get("/nothing"), "not found");
  router_.set_elsewhere([](const Request&, const Reply&) {});
  EXPECT_EQ(get("/nothing"), "");
  EXPECT_EQ(find(Method::post, "/nothing"), "not found");
  EXPECT_EQ(get("/v1/events"), "allow POST, OPTIONS");
}

TEST_F(RouterTest, StopsForMistakesInTheTable) {
  add(Method::get, "/a/{x}");
  EXPECT_DEATH(add(Method::get, "/a/{x}"), "");
  EXPECT_DEATH(add(Method::get, "a"), "");
  EXPECT_DEATH(add(Method::get, "/{x...}/b"), "");
}

}  // namespace
}  // namespace sj::http
