#include "access/password.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace sj::access {

Result<std::string> hash_password(std::string_view password) {
  if (password.size() < password_bytes_min || password.size() > password_bytes_max) {
    return fail(Errc::invalid_argument,
                fmt::format("a password has {} to {} bytes", password_bytes_min, password_bytes_max));
  }
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return fail(Errc::unavailable, "not enough memory to hash a password");
  }
  hash.resize(hash.find('\0'));
  return hash;
}

bool verify_password(const std::string& hash, std::string_view password) {
  if (password.size() > password_bytes_max || sodium_init() < 0) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& hash_of_nobody() {
  // Of 32 random bytes that were thrown away. Written down, since making one at the first use would itself tell.
  static const std::string hash =
      "$argon2id$v=19$m=65536,t=2,p=1$RHh52rnpXQS5OdDfFc6YXA$0aQLXkH1QjRZI5LlKWLlOdfkjejZSlN4z74Fwho78us";
  return hash;
}

}  // namespace sj::access
