#pragma once
// The files that RocksDB writes, written by us. Its own (7.8, as Debian builds it) ends the process by an assertion when
// the kernel reports a failed write-back at the wrong moment, and lets a sync succeed after one that failed.
#include <rocksdb/env.h>

namespace sj::store {

/// RocksDB's usual environment with our files for writing; lives as long as the process.
[[nodiscard]] rocksdb::Env* store_environment();

}  // namespace sj::store
