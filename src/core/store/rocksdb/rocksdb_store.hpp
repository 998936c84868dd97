#pragma once
// The embedded store: rows and events in RocksDB, in one directory. Key layouts are in docs/formats/storage.md.
//
// It writes without RocksDB's own log: the journal already has every event, so a crash only costs a replay of what was
// not yet flushed, and every byte is written once less. `sync` flushes, and looks whether the files hold it.
#include <filesystem>
#include <memory>

#include "store/store.hpp"

namespace sj::store {

struct RocksdbOptions {
  std::size_t block_cache_bytes = 128u << 20;  ///< uncompressed blocks kept for reads
  std::size_t write_buffer_bytes = 96u << 20;  ///< of rows and events; what a crash makes to be replayed grows with it
  /// Nothing is written, not even RocksDB's own files: for a disk that is full or cannot be written to.
  bool read_only = false;
  /// For a look before anything is changed: reading only, without rows. Only position and notes can be asked then.
  bool notes_only = false;
  /// Files are not merged: one of them is damaged, and merging would meet the damage again and again.
  bool merge_files = true;
  /// Rows that cannot be read are left out, and told in the log, where otherwise the opening is refused.
  bool accept_loss = false;
};

/// Opens or creates the store. Errc::refused: the directory was written by a newer version, or another process has it
/// open; Errc::corrupt: what is there cannot be read; Errc::unavailable: there is no room.
[[nodiscard]] Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& directory,
                                                                const RocksdbOptions& options = {});

}  // namespace sj::store
