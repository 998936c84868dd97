#pragma once
// 64-bit hashes (XXH3), one spelling for all of the product: `hash64` is a fixed function of the bytes, for checksums
// and what is kept; a HashKey's is for tables whose keys a sender chooses.
#include <xxhash.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace sj {

[[nodiscard]] inline std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

/// A secret by which a table hashes its keys, so that nobody can choose keys that fall into one place (ADR 21).
/// Hashes by it stay in the process, or are kept beside the key.
class HashKey {
 public:
  /// By the system's random numbers; without those the process ends.
  HashKey();

  [[nodiscard]] std::uint64_t hash(std::string_view bytes) const {
    return XXH3_64bits_withSecret(bytes.data(), bytes.size(), secret_.data(), secret_.size());
  }

 private:
  std::array<unsigned char, 192> secret_;
};

/// The key of everything that is not kept, drawn when first asked for.
[[nodiscard]] const HashKey& process_hash_key();

/// By the process's key: for std::unordered_map and the like over texts that a sender chooses.
struct KeyedHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return process_hash_key().hash(text); }
};

}  // namespace sj
