#include "liveform/webhook.hpp"

#include <sodium.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

namespace sj::liveform {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr DurationMs tolerance_ms = 5 * minute_ms;

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::vector<unsigned char> key_of(std::string_view secret) {
  if (secret.starts_with(prefix)) secret.remove_prefix(prefix.size());
  std::vector<unsigned char> key(secret.size());
  std::size_t size = 0;
  if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    size = 0;
  key.resize(size);
  return key;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

std::string webhook_secret() {
  std::array<unsigned char, 24> key{};
  randombytes_buf(key.data(), key.size());
  return std::string(prefix) + base64(key.data(), key.size());
}

std::string sign_webhook(std::string_view secret, std::string_view id, std::string_view timestamp,
                         std::string_view body) {
  const auto key = key_of(secret);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (const std::string_view part : {id, std::string_view("."), timestamp, std::string_view("."), body})
    crypto_auth_hmacsha256_update(&state, bytes_of(part), part.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code{};
  crypto_auth_hmacsha256_final(&state, code.data());
  return "v1," + base64(code.data(), code.size());
}

bool webhook_is_genuine(std::string_view secret, const WebhookHeaders& headers, std::string_view body, TimeMs now) {
  std::int64_t seconds = 0;
  const auto [end, error] =
      std::from_chars(headers.timestamp.data(), headers.timestamp.data() + headers.timestamp.size(), seconds);
  if (error != std::errc{} || end != headers.timestamp.data() + headers.timestamp.size()) return false;
  if (seconds < 0 || seconds > time_max_ms / second_ms || std::abs(seconds * second_ms - now) > tolerance_ms)
    return false;
  const std::string expected = sign_webhook(secret, headers.id, headers.timestamp, body);
  std::string_view rest = headers.signature;  // several, with spaces between, while a secret is being changed
  for (bool more = true; more;) {
    const std::size_t space = rest.find(' ');
    if (same(rest.substr(0, space), expected)) return true;
    more = space != std::string_view::npos;
    rest.remove_prefix(more ? space + 1 : rest.size());
  }
  return false;
}

}  // namespace sj::liveform
