#pragma once
// Webhooks by the Standard Webhooks specification: who gets one can tell that it comes from us, unchanged and now.
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace sj::liveform {

struct WebhookHeaders {
  std::string_view id, timestamp, signature;  ///< `webhook-id`, `webhook-timestamp`, `webhook-signature`
};

/// A fresh secret: `whsec_` and base64 of 24 random bytes.
[[nodiscard]] std::string webhook_secret();

/// The signature header `v1,…`: HMAC-SHA256 over `id.timestamp.body`. `timestamp` in seconds since 1970.
[[nodiscard]] std::string sign_webhook(std::string_view secret, std::string_view id, std::string_view timestamp,
                                       std::string_view body);

/// The receiver's side: one of the signatures is right, and the message is not older or newer than five minutes.
[[nodiscard]] bool webhook_is_genuine(std::string_view secret, const WebhookHeaders& headers, std::string_view body,
                                      TimeMs now);

}  // namespace sj::liveform
