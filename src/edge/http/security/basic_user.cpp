#include "http/security/basic_user.hpp"

#include <sodium.h>

namespace sj::http {
namespace {

constexpr std::size_t credentials_max = 512;  // keys are short; the rest would be a password that we do not read

}  // namespace

std::optional<std::string> basic_user(std::string_view credentials) {
  while (credentials.ends_with('=')) credentials.remove_suffix(1);  // some clients leave the padding out
  if (credentials.size() > credentials_max) return std::nullopt;
  std::string decoded(credentials.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(), credentials.data(),
                        credentials.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0) {
    return std::nullopt;
  }
  decoded.resize(length);
  const std::size_t colon = decoded.find(':');
  if (colon == std::string::npos) return std::nullopt;
  return decoded.substr(0, colon);
}

}  // namespace sj::http
