#pragma once
// Bytes made smaller by zstd, for the parts of a kept table.
#include <string>
#include <string_view>

namespace sj::store {

[[nodiscard]] std::string pack_bytes(std::string_view bytes);

/// Fills `bytes`, which has the size that they had before. False if that is not what was packed.
[[nodiscard]] bool unpack_bytes(std::string_view packed, std::string& bytes);

}  // namespace sj::store
