#pragma once
// Keys of the one column family (docs/formats/storage.md, "Store"). The first byte says what a key is, so that notes,
// rows and chunks are apart although nothing else separates them.
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "store/table/block_rows.hpp"

namespace sj::store {

/// What a key is: stored, do not change.
enum class KeyKind : char { note = 1, row = 2, chunk = 3 };

inline std::string note_key(std::string_view name) {
  std::string key(1, static_cast<char>(KeyKind::note));
  key.append(name);
  return key;
}

// Project id, a zero byte, then numbers in big-endian: a project's sessions are together, in the order of their
// numbers, so that new rows and chunks go to the end and compaction has nothing to move.
inline std::string session_key(KeyKind kind, std::string_view project_id, RowNumber row) {
  std::string key(1, static_cast<char>(kind));
  key.append(project_id);
  key += '\0';
  put_big_endian(key, row);
  return key;
}

inline std::string row_key(std::string_view project_id, RowNumber row) {
  return session_key(KeyKind::row, project_id, row);
}

inline std::string chunk_key(std::string_view project_id, RowNumber row, std::uint64_t first_accept_seq) {
  std::string key = session_key(KeyKind::chunk, project_id, row);
  put_big_endian(key, first_accept_seq);
  return key;
}

struct RowKey {
  std::string_view project_id;
  RowNumber row = 0;
};

/// What a row's key says; nullopt: it is none.
inline std::optional<RowKey> read_row_key(std::string_view key) {
  if (key.empty() || key.front() != static_cast<char>(KeyKind::row)) return std::nullopt;
  key.remove_prefix(1);
  const std::size_t zero = key.find('\0');
  if (zero == std::string_view::npos || key.size() != zero + 1 + sizeof(RowNumber)) return std::nullopt;
  return RowKey{key.substr(0, zero), get_big_endian<RowNumber>(key.substr(zero + 1))};
}

/// Bounds of all keys of a kind.
inline std::string first_key(KeyKind kind) {
  return std::string(1, static_cast<char>(kind));
}
inline std::string key_behind(KeyKind kind) {
  return std::string(1, static_cast<char>(static_cast<char>(kind) + 1));
}

}  // namespace sj::store
