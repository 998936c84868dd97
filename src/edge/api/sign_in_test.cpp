// How a page gets its cookie, what the cookie is good for, and until when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/testing/endpoints_fixture.hpp"

namespace sj::api {
namespace {

using access::KeyKind;
using http::Method;
using testing::code_of;
using ::testing::HasSubstr;
using testing::Headers;
using ::testing::StartsWith;

const Headers same_origin{
    {"Content-Type", "application/json"}, {"Host", "kyc.example"}, {"Sec-Fetch-Site", "same-origin"}};

class SignInTest : public testing::EndpointsFixture {
 protected:
  http::Response sign_in(const std::string& key, const Headers& headers = same_origin) {
    return ask(Method::post, "/v1/sign-in", headers, R"({"key":")" + key + "\"}");
  }
  http::Response viewer(const std::string& cookie) { return ask(Method::get, "/v1/viewer", {{"Cookie", cookie}}); }

  /// `Set-Cookie` whole; empty without one.
  static std::string cookie_set_by(const http::Response& response) {
    for (const http::Header& header : response.headers)
      if (header.name == "Set-Cookie") return std::string(header.value);
    return {};
  }
  /// What a browser would send back.
  static std::string cookie_of(const http::Response& response) {
    const std::string set = cookie_set_by(response);
    return set.substr(0, set.find(';'));
  }
};

TEST_F(SignInTest, AReadKeyBecomesACookieThatScriptsAndOtherSitesDoNotGet) {
  const http::Response answer = sign_in(add_key(KeyKind::read).text);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"project":{"id":")" + project_.id +
                             R"(","name":"acme"},"kind":"read","expires_at":"2026-06-21T12:00:00.000Z"})");
  const std::string cookie = cookie_set_by(answer);
  EXPECT_THAT(cookie, StartsWith("sj_session="));
  for (const char* bound : {"; Path=/", "; Max-Age=43200", "; HttpOnly", "; SameSite=Strict"})
    EXPECT_THAT(cookie, HasSubstr(bound));
  EXPECT_EQ(viewer(cookie_of(answer)).body, answer.body);
}

TEST_F(SignInTest, LastsTwelveHoursHoweverOftenItIsUsed) {
  const std::string cookie = cookie_of(sign_in(add_key(KeyKind::read).text));
  clock_.set(clock_.now() + 12 * hour_ms - 1);
  EXPECT_EQ(viewer(cookie).status, 200);
  clock_.set(clock_.now() + 1);
  EXPECT_EQ(code_of(viewer(cookie)), "unauthorized");
}

TEST_F(SignInTest, EndsWithItsKey) {
  const access::NewKey key = add_key(KeyKind::read);
  const std::string cookie = cookie_of(sign_in(key.text));
  ASSERT_TRUE(registry_->revoke_key(project_.id, key.id));
  EXPECT_EQ(code_of(viewer(cookie)), "unauthorized");
}

TEST_F(SignInTest, SigningOutEndsItHereAndInTheBrowser) {
  const std::string cookie = cookie_of(sign_in(add_key(KeyKind::read).text));
  Headers headers = same_origin;
  headers.emplace_back("Cookie", cookie);
  const http::Response answer = ask(Method::post, "/v1/sign-out", headers);
  EXPECT_EQ(answer.status, 204);
  EXPECT_THAT(cookie_set_by(answer), StartsWith("sj_session=; Path=/; Max-Age=0;"));
  EXPECT_EQ(code_of(viewer(cookie)), "unauthorized");
}

TEST_F(SignInTest, OneViewersEndIsNotAnothers) {
  const std::string key = add_key(KeyKind::read).text;
  const std::string one = cookie_of(sign_in(key)), other = cookie_of(sign_in(key));
  EXPECT_NE(one, other);
  ask(Method::post, "/v1/sign-out", {{"Content-Type", "application/json"}, {"Cookie", one}});
  EXPECT_EQ(viewer(other).status, 200);
}

TEST_F(SignInTest, AKeyThatMayNotReadIsForbiddenAndNoGuess) {
  for (const KeyKind kind : {KeyKind::server, KeyKind::publishable}) {
    const http::Response answer = sign_in(add_key(kind).text);
    EXPECT_EQ(code_of(answer), "forbidden");
    EXPECT_EQ(answer.problem->key_failures, 0U);
    EXPECT_EQ(cookie_set_by(answer), "");
  }
}

TEST_F(SignInTest, AWrongKeyCountsAsFiveGuesses) {
  const http::Response answer = sign_in(access::generate_key(KeyKind::read));
  EXPECT_EQ(code_of(answer), "unauthorized");
  EXPECT_EQ(answer.problem->key_failures, 5U);
  EXPECT_EQ(cookie_set_by(answer), "");
}

TEST_F(SignInTest, ABodyWithoutAKeyIsToldWhatItShouldBe) {
  for (const char* body : {"", "{", "[]", "null", R"("sj_read_x")", "{}", R"({"key":1})", R"({"key":null})",
                           R"({"Key":"sj_read_x"})", R"({"key":"a"}})"}) {
    const http::Response answer = ask(Method::post, "/v1/sign-in", same_origin, body);
    EXPECT_EQ(code_of(answer), "invalid_field") << body;
    EXPECT_EQ(answer.problem->field, "key");
  }
}

TEST_F(SignInTest, AnotherSitesPageNeitherSignsInNorOut) {
  const std::string key = add_key(KeyKind::read).text;
  for (const char* path : {"/v1/sign-in", "/v1/sign-out"})
    for (const Headers& headers :
         {Headers{{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "cross-site"}},
          Headers{{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "same-site"}},
          Headers{{"Content-Type", "application/json"}, {"Host", "kyc.example"}, {"Origin", "https://evil.example"}}}) {
      const http::Response answer = ask(Method::post, path, headers, R"({"key":")" + key + "\"}");
      EXPECT_EQ(code_of(answer), "origin_not_allowed") << path;
      EXPECT_EQ(cookie_set_by(answer), "");
    }
}

TEST_F(SignInTest, WhatAFormCouldSendIsTakenFromProgramsOnly) {
  const std::string key = add_key(KeyKind::read).text;
  EXPECT_EQ(sign_in(key, {}).status, 200) << "a program that names no type";
  EXPECT_EQ(sign_in(key, {{"Content-Type", "Application/JSON; charset=utf-8"}}).status, 200);
  EXPECT_EQ(code_of(sign_in(key, {{"Content-Type", "text/plain"}})), "unsupported_media_type");
  EXPECT_EQ(code_of(sign_in(key, {{"Sec-Fetch-Site", "same-origin"}})), "unsupported_media_type");
}

TEST_F(SignInTest, NobodyIsSignedInByACookieThatWasMadeUp) {
  for (const char* cookie : {"", "sj_session=", "sj_session=x", "other=sj_session"})
    EXPECT_EQ(code_of(viewer(cookie)), "unauthorized") << cookie;
}

}  // namespace
}  // namespace sj::api
