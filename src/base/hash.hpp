#pragma once
// 64-bit hashes and checksums (XXH3), one spelling for all of the product.
#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace sj {

[[nodiscard]] inline std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

}  // namespace sj
