#include "liveform/webhook.hpp"

#include <gtest/gtest.h>

namespace sj::liveform {
namespace {

// A known answer of the public libraries of the Standard Webhooks.
constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::string_view timestamp = "1614265330";
constexpr std::string_view body = R"({"test": 2432232314})";
constexpr std::string_view signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr TimeMs sent = 1'614'265'330'000;

TEST(Webhook, SignsAsTheSpecificationDoes) {
  EXPECT_EQ(sign_webhook(secret, id, timestamp, body), signature);
}

TEST(Webhook, AGenuineOneIsKnown) {
  EXPECT_TRUE(webhook_is_genuine(secret, {id, timestamp, signature}, body, sent));
  EXPECT_TRUE(webhook_is_genuine(secret, {id, timestamp, std::string("v1,b2xk ") + std::string(signature)}, body,
                                 sent + minute_ms));
}

TEST(Webhook, AChangedAForeignAndAnOldOneAreNot) {
  EXPECT_FALSE(webhook_is_genuine(secret, {id, timestamp, signature}, R"({"test": 2})", sent));
  EXPECT_FALSE(webhook_is_genuine(secret, {"msg_other", timestamp, signature}, body, sent));
  EXPECT_FALSE(webhook_is_genuine(webhook_secret(), {id, timestamp, signature}, body, sent));
  EXPECT_FALSE(webhook_is_genuine(secret, {id, timestamp, signature}, body, sent + 6 * minute_ms));
  EXPECT_FALSE(webhook_is_genuine(secret, {id, "99999999999999999", signature}, body, sent));
  EXPECT_FALSE(webhook_is_genuine(secret, {id, "", ""}, body, sent));
}

}  // namespace
}  // namespace sj::liveform
