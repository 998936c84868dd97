#pragma once
// The text of an API key and its hash.
//
//   sj_pub_ | sj_srv_ | sj_read_ | sj_adm_   27 base62 characters   6 base62 characters
//   prefix: what kind it is                  160 random bits        CRC-32 of all that stands before
//
// The checksum lets a typing error or a made-up key be refused without a look-up, and secret scanners be sure of a
// find. Only the SHA-256 of a key is kept: 160 random bits need no slow hash.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/rights.hpp"

namespace sj::access {

using KeyHash = std::array<unsigned char, 32>;

/// `sj_pub_` and so on; a static text.
[[nodiscard]] std::string_view prefix_of(KeyKind kind);
/// `publishable`, `server`, `read`, `admin`: the words of the API and of access.json.
[[nodiscard]] std::string_view name_of(KeyKind kind);
[[nodiscard]] std::optional<KeyKind> key_kind_named(std::string_view name);

/// A fresh key from the operating system's randomness. Thread-safe.
[[nodiscard]] std::string generate_key(KeyKind kind);

/// The kind of a well-formed key, nullopt for anything else. Says nothing about whether the key exists.
[[nodiscard]] std::optional<KeyKind> parse_key(std::string_view text);

/// SHA-256 of the whole text.
[[nodiscard]] KeyHash hash_of(std::string_view key);

/// Remembers the key that one connection showed last, because most show the same one with every request and hashing it
/// takes longer than to find whose it is. Not to be shared between connections: how long a comparison takes tells of
/// the key. One thread at a time.
class LastKey {
 public:
  /// The key's hash; nullopt if it is not well-formed.
  [[nodiscard]] std::optional<KeyHash> hash_of(std::string_view key);

 private:
  std::string text_;  ///< well-formed, or empty
  KeyHash hash_{};
};

/// In a time that does not depend on where they differ.
[[nodiscard]] bool same_hash(const KeyHash& left, const KeyHash& right);

/// `length` random base62 characters, for ids. Thread-safe.
[[nodiscard]] std::string random_base62(std::size_t length);

}  // namespace sj::access
