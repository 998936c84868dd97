#pragma once
// How the events of a chunk are kept on disk: field by field instead of event by event, what repeats told once, and ids
// that are hexadecimal as the bytes that they stand for. A third of the size of the records, before the blocks are
// compressed. The byte format is docs/formats/storage.md, "Chunk".
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::store {

/// Packs event records; nullopt if they are not whole records.
[[nodiscard]] std::optional<std::string> pack_chunk(std::string_view records);

/// Appends the records that were packed, byte for byte. A chunk of format 1 is records as they are. `corrupt`, with
/// what is wrong and a part of them appended, if the chunk cannot be read.
[[nodiscard]] Result<void> unpack_chunk(std::string_view chunk, std::string& records);

}  // namespace sj::store
