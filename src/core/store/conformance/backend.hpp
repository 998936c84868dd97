#pragma once
// The stores that are held to the contract of store.hpp. A new one adds a line to `backends` and passes the suite.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "store/store.hpp"

namespace sj::store::conformance {

struct Backend {
  const char* name;
  std::unique_ptr<Store> (*open)(const std::filesystem::path& directory);
  bool lasts;  ///< what was saved and synced is there when the directory is opened again
};

[[nodiscard]] const std::vector<Backend>& backends();
[[nodiscard]] std::unique_ptr<Store> open_rocksdb(const std::filesystem::path& directory);

/// A directory that is gone with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class StoreTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override { store_ = GetParam().open(directory_.path()); }

  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

#define SJ_FOR_EVERY_STORE(Suite)                                                                    \
  INSTANTIATE_TEST_SUITE_P(Stores, Suite, ::testing::ValuesIn(::sj::store::conformance::backends()), \
                           [](const auto& backend) { return std::string(backend.param.name); })

}  // namespace sj::store::conformance
