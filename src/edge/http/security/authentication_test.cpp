#include "http/security/authentication.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "access/key.hpp"
#include "http/security/basic_user.hpp"
#include "http/testing/server_fixture.hpp"

namespace sj::http::testing {
namespace {

std::string base64(std::string_view text) {
  std::string out(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.resize(out.find('\0'));
  return out;
}

class AuthenticationTest : public ServerFixture {
 protected:
  void SetUp() override {
    const auto tell = [](const Request& request, const Reply& reply) {
      std::string seen = request.caller->project_id;
      for (const auto& [name, value] : request.query) seen += "|" + name + "=" + value;
      reply(text_response(seen));
    };
    on(Method::post, "/fe", tell, access::Right::write_fe);
    on(Method::post, "/be", tell, access::Right::write_be);
    on(Method::get, "/read", tell, access::Right::read);
    on(Method::get, "/admin", tell, access::Right::administer);
    Route basic;
    basic.method = Method::post;
    basic.pattern = "/basic";
    basic.right = access::Right::write_fe;
    basic.basic_key = true;
    basic.handler = tell;
    router_.add(std::move(basic));
    start();
  }
};

TEST_F(AuthenticationTest, MatrixOfKindsAndRights) {
  struct Row {
    std::string key;
    int fe, be, read, admin;
  };
  const std::vector<Row> rows{
      {access().publishable, 200, 403, 403, 403},
      {access().server, 200, 200, 403, 403},
      {access().read, 403, 403, 200, 403},
      {access().admin, 200, 200, 200, 200},
      {"", 401, 401, 401, 401},
      {"nonsense", 401, 401, 401, 401},
      {access::generate_key(access::KeyKind::admin), 401, 401, 401, 401},
  };
  for (const Row& row : rows) {
    const std::string header = row.key.empty() ? std::string() : bearer(row.key);
    EXPECT_EQ(post("/fe", "", header).status, row.fe) << row.key;
    EXPECT_EQ(post("/be", "", header).status, row.be) << row.key;
    EXPECT_EQ(get("/read", header).status, row.read) << row.key;
    EXPECT_EQ(get("/admin", header).status, row.admin) << row.key;
  }
}

TEST_F(AuthenticationTest, RefusalsSayWhatTheyAre) {
  const Answer nobody = get("/read");
  EXPECT_EQ(nobody.header("WWW-Authenticate"), "Bearer realm=\"session-journey\"");
  EXPECT_TRUE(nobody.says("\"code\":\"unauthorized\""));
  const Answer somebody = get("/read", bearer(access().server));
  EXPECT_TRUE(somebody.says("\"code\":\"forbidden\""));
  EXPECT_FALSE(somebody.header("WWW-Authenticate"));
}

TEST_F(AuthenticationTest, TheCallersProjectReachesTheHandler) {
  EXPECT_EQ(get("/read", bearer(access().read)).body, access().open.id);
}

TEST_F(AuthenticationTest, KeysComeInHeaders) {
  EXPECT_EQ(get("/read", "X-Api-Key: " + access().read + "\r\n").status, 200);
  EXPECT_EQ(get("/read", "authorization: bearer   " + access().read + "\r\n").status, 200);
  EXPECT_EQ(get("/read", "Authorization: Token " + access().read + "\r\n").status, 401);
  EXPECT_EQ(get("/read", "Authorization: Bearer\r\n").status, 401);
  EXPECT_EQ(get("/read", "Authorization: Bearer " + access().read + "x\r\n").status, 401);
}

TEST_F(AuthenticationTest, OnlyPublishableKeysComeInUrls) {
  const Answer taken = post("/fe?key=" + access().publishable + "&a=b", "");
  EXPECT_EQ(taken.status, 200);
  EXPECT_EQ(taken.body, access().open.id + "|a=b") << "the handler does not see the key";
  EXPECT_EQ(post("/fe?key=" + access().server, "").status, 401);
  EXPECT_EQ(post("/fe?key=" + access().admin, "").status, 401);
  EXPECT_EQ(get("/read?key=" + access().read).status, 401);
  EXPECT_EQ(get("/read?key=" + access().publishable).status, 403);
  EXPECT_EQ(post("/fe?key=", "").status, 401);
}

TEST_F(AuthenticationTest, BasicOnlyWhereTheRouteSaysSo) {
  const std::string header = "Authorization: Basic " + base64(access().server + ":") + "\r\n";
  EXPECT_EQ(post("/basic", "", header).status, 200);
  EXPECT_EQ(post("/basic", "", bearer(access().server)).status, 200);
  EXPECT_EQ(post("/fe", "", header).status, 401);
  EXPECT_EQ(post("/basic", "", "Authorization: Basic " + base64("nobody:") + "\r\n").status, 401);
  EXPECT_EQ(post("/basic", "", "Authorization: Basic !!!\r\n").status, 401);
}

TEST_F(AuthenticationTest, PublishableKeysWorkFromTheirProjectsOriginsOnly) {
  const std::string key = bearer(access().bound_publishable);
  EXPECT_EQ(post("/fe", "", key + "Origin: https://app.example\r\n").status, 200);
  const Answer elsewhere = post("/fe", "", key + "Origin: https://evil.example\r\n");
  EXPECT_EQ(elsewhere.status, 403);
  EXPECT_TRUE(elsewhere.says("\"code\":\"origin_not_allowed\""));
  EXPECT_EQ(elsewhere.header("Access-Control-Allow-Origin"), "https://evil.example") << "so that the page can read why";
  EXPECT_EQ(post("/fe", "", key).status, 403) << "no origin is not one of the project's";
  EXPECT_EQ(post("/fe", "", key + "Origin: null\r\n").status, 403);
  EXPECT_EQ(post("/fe", "", bearer(access().publishable) + "Origin: https://evil.example\r\n").status, 200)
      << "a project without origins takes all";
  EXPECT_EQ(post("/fe", "", bearer(access().server) + "Origin: https://evil.example\r\n").status, 200)
      << "other kinds of keys are not bound to origins";
}

TEST_F(AuthenticationTest, RevokedKeysAreNobody) {
  auto& registry = access().registry();
  const auto key = registry.add_key(access().open.id, access::KeyKind::read).value();
  RawClient client = connect();
  client.send(head("GET", "/read", bearer(key.text)) + "\r\n");
  EXPECT_EQ(client.read().status, 200);
  ASSERT_TRUE(registry.revoke_key(access().open.id, key.id));
  client.send(head("GET", "/read", bearer(key.text)) + "\r\n");
  EXPECT_EQ(client.read().status, 401) << "on an open connection too";
}

TEST_F(AuthenticationTest, EveryRequestOfAConnectionIsJudgedByItsOwnKey) {
  RawClient client = connect();
  const auto status = [&](const std::string& key) {
    client.send(head("GET", "/read", key.empty() ? "" : bearer(key)) + "\r\n");
    return client.read().status;
  };
  const std::string read = access().registry().add_key(access().open.id, access::KeyKind::read).value().text;
  EXPECT_EQ(status(read), 200);
  EXPECT_EQ(status(""), 401);
  EXPECT_EQ(status(access().server), 403);
  EXPECT_EQ(status(access::generate_key(access::KeyKind::read)), 401);
  EXPECT_EQ(status(read), 200);
}

TEST(BasicUser, IsTheTextBeforeTheColon) {
  EXPECT_EQ(basic_user(base64("key:")), "key");
  EXPECT_EQ(basic_user(base64("a:b:c")), "a");
  EXPECT_EQ(basic_user(base64("ab:")), "ab") << "with padding";
  EXPECT_EQ(basic_user("a2V5Og"), "key") << "without";
  EXPECT_EQ(basic_user(base64("key")), std::nullopt);
  EXPECT_EQ(basic_user("a2V5\nOg=="), std::nullopt);
  EXPECT_EQ(basic_user(""), std::nullopt);
}

}  // namespace
}  // namespace sj::http::testing
