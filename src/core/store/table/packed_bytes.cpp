#include "store/table/packed_bytes.hpp"

#include <zstd.h>

#include <cstdlib>

namespace sj::store {

std::string pack_bytes(std::string_view bytes) {
  constexpr int level = 1;  // a clean stop waits for it
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level);
  if (ZSTD_isError(size)) std::abort();  // there was room, so only memory can have been missing
  packed.resize(size);
  return packed;
}

bool unpack_bytes(std::string_view packed, std::string& bytes) {
  return ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size()) == bytes.size();
}

}  // namespace sj::store
