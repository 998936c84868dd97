#include "store/conformance/backend.hpp"

#include <unistd.h>

#include "store/memory/memory_store.hpp"
#include "store/rocksdb/rocksdb_store.hpp"

namespace sj::store::conformance {
namespace {

std::unique_ptr<Store> open_memory(const std::filesystem::path&) {
  return std::make_unique<MemoryStore>();
}

}  // namespace

std::unique_ptr<Store> open_rocksdb(const std::filesystem::path& directory) {
  auto store = open_rocksdb_store(directory, {.block_cache_bytes = 4 << 20, .write_buffer_bytes = 4 << 20});
  if (!store) throw std::runtime_error(store.error().message);
  return *std::move(store);
}

const std::vector<Backend>& backends() {
  static const std::vector<Backend> all{{"memory", open_memory, false}, {"rocksdb", open_rocksdb, true}};
  return all;
}

TemporaryDirectory::TemporaryDirectory() {
  static int number = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("store_test_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
  std::filesystem::remove_all(path_);
}

}  // namespace sj::store::conformance
