#pragma once
// The embedded store: rows and events in RocksDB, in one directory. Key layouts are in docs/formats/storage.md.
//
// It writes without RocksDB's own log: the journal already has every event, so a crash only costs a replay of what was
// not yet flushed, and every byte is written once less. `sync` flushes.
#include <filesystem>
#include <memory>

#include "store/store.hpp"

namespace sj::store {

struct RocksdbOptions {
  std::size_t block_cache_bytes = 128u << 20;  ///< uncompressed blocks kept for reads
  std::size_t write_buffer_bytes = 64u << 20;  ///< of events; what a crash makes to be replayed grows with it
};

/// Opens or creates the store. Errc::refused: the directory was written by a newer version, or another process has it
/// open; Errc::corrupt: what is there cannot be read.
[[nodiscard]] Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& directory,
                                                                const RocksdbOptions& options = {});

}  // namespace sj::store
