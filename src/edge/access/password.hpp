#pragma once
// Passwords of the people who sign in: argon2id, with libsodium's interactive cost (64 MiB, about 50 ms).
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::access {

inline constexpr std::size_t password_bytes_min = 8;      ///< OWASP ASVS 5 V6.2.1
inline constexpr std::size_t password_bytes_max = 1'024;  ///< so that nobody makes us hash a megabyte

/// The text to keep: algorithm, cost and salt are in it. `invalid_argument` outside the lengths above, `unavailable`
/// without 64 MiB to spare. Thread-safe.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);

/// False for a wrong password and for a hash that is none. Thread-safe.
[[nodiscard]] bool verify_password(const std::string& hash, std::string_view password);

/// A well-formed hash that no password has: verifying against it takes as long as against a real one.
[[nodiscard]] const std::string& hash_of_nobody();

}  // namespace sj::access
