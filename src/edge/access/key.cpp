#include "access/key.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace sj::access {
namespace {

constexpr std::size_t random_length = 27;   // 27 base62 characters carry 160.7 bits
constexpr std::size_t checksum_length = 6;  // 62^6 > 2^32
constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct KindRow {
  KeyKind kind;
  std::string_view name;
  std::string_view prefix;
};
constexpr std::array<KindRow, key_kind_count> kinds{{
    {KeyKind::publishable, "publishable", "sj_pub_"},
    {KeyKind::server, "server", "sj_srv_"},
    {KeyKind::read, "read", "sj_read_"},
    {KeyKind::admin, "admin", "sj_adm_"},
}};

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
    table[i] = value;
  }
  return table;
}

/// The CRC-32 of zip and PNG.
std::uint32_t crc32(std::string_view text) {
  static constexpr auto table = make_crc_table();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : text) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

using Checksum = std::array<char, checksum_length>;

Checksum checksum_of(std::string_view text) {
  std::uint32_t rest = crc32(text);
  Checksum digits{};
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    *digit = base62[rest % 62];
    rest /= 62;
  }
  return digits;
}

bool is_base62(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string_view prefix_of(KeyKind kind) {
  return kinds[static_cast<std::size_t>(kind)].prefix;
}

std::string_view name_of(KeyKind kind) {
  return kinds[static_cast<std::size_t>(kind)].name;
}

std::optional<KeyKind> key_kind_named(std::string_view name) {
  for (const KindRow& row : kinds) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

std::string random_base62(std::size_t length) {
  if (sodium_init() < 0) std::abort();  // no source of randomness: nothing made here would be secret
  std::string text(length, '0');
  for (char& c : text) c = base62[randombytes_uniform(static_cast<std::uint32_t>(base62.size()))];
  return text;
}

std::string generate_key(KeyKind kind) {
  std::string key(prefix_of(kind));
  key += random_base62(random_length);
  const Checksum checksum = checksum_of(key);
  key.append(checksum.data(), checksum.size());
  return key;
}

std::optional<KeyKind> parse_key(std::string_view text) {
  for (const KindRow& row : kinds) {
    if (!text.starts_with(row.prefix)) continue;
    if (text.size() != row.prefix.size() + random_length + checksum_length) return std::nullopt;
    for (const char c : text.substr(row.prefix.size())) {
      if (!is_base62(c)) return std::nullopt;
    }
    const Checksum expected = checksum_of(text.substr(0, text.size() - checksum_length));
    if (!text.ends_with(std::string_view(expected.data(), expected.size()))) return std::nullopt;
    return row.kind;
  }
  return std::nullopt;
}

KeyHash hash_of(std::string_view key) {
  KeyHash hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return hash;
}

std::optional<KeyHash> LastKey::hash_of(std::string_view key) {
  if (!text_.empty() && key == text_) return hash_;
  if (!parse_key(key)) return std::nullopt;
  hash_ = access::hash_of(key);
  text_ = key;
  return hash_;
}

bool same_hash(const KeyHash& left, const KeyHash& right) {
  return sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace sj::access
