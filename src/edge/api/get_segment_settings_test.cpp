// What Segment's browser library is told: to send to where it asked, and to load nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/testing/endpoints_fixture.hpp"

namespace sj::api {
namespace {

using access::KeyKind;
using http::Method;
using ::testing::HasSubstr;

class SegmentSettings : public testing::EndpointsFixture {
 protected:
  http::Response settings(const std::string& key, const testing::Headers& headers = {{"Host", "kyc.example:8080"}}) {
    return ask(Method::get, "/v1/projects/" + key + "/settings", headers);
  }
};

TEST_F(SegmentSettings, SendTheLibraryBackToWhereItAsked) {
  const std::string key = add_key(KeyKind::publishable).text;
  const http::Response answer = settings(key);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr(R"("Segment.io":{"apiKey":")" + key +
                                     R"(","apiHost":"kyc.example:8080/v1","protocol":"http"})"));
  EXPECT_THAT(answer.body, HasSubstr(R"("remotePlugins":[])"));
  EXPECT_THAT(answer.body, HasSubstr(R"("metrics":{"sampleRate":0})"));
}

TEST_F(SegmentSettings, HaveTheSchemeThatTheProxySaw) {
  const std::string key = add_key(KeyKind::publishable).text;
  const auto protocol = [&](std::string_view said) {
    return settings(key, {{"Host", "kyc.example"}, {"X-Forwarded-Proto", said}}).body;
  };
  EXPECT_THAT(protocol("https"), HasSubstr(R"("protocol":"https")"));
  EXPECT_THAT(protocol("gopher"), HasSubstr(R"("protocol":"http")"));
}

TEST_F(SegmentSettings, EscapeWhatTheRequestSays) {
  const std::string key = add_key(KeyKind::publishable).text;
  EXPECT_THAT(settings(key, {{"Host", "x\",\"y"}}).body, HasSubstr(R"("apiHost":"x\",\"y/v1")"));
}

TEST_F(SegmentSettings, AreThereForPublishableKeysInUseOnly) {
  for (const KeyKind kind : {KeyKind::server, KeyKind::read, KeyKind::admin})
    EXPECT_EQ(testing::code_of(settings(add_key(kind).text)), "not_found");
  EXPECT_EQ(testing::code_of(settings(access::generate_key(KeyKind::publishable))), "not_found");
  const access::NewKey revoked = add_key(KeyKind::publishable);
  ASSERT_TRUE(registry_->revoke_key(project_.id, revoked.id));
  EXPECT_EQ(testing::code_of(settings(revoked.text)), "not_found");
}

}  // namespace
}  // namespace sj::api
