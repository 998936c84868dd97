#pragma once
// A directory of its own for each test, gone with it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace sj::app::testing {

class TemporaryDirectory : public ::testing::Test {
 protected:
  ~TemporaryDirectory() override { std::filesystem::remove_all(directory_); }

  /// Writes a file there, and the directories on its way.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view text) {
    const std::filesystem::path file = directory_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

  const std::filesystem::path directory_ = [] {
    std::string pattern = ::testing::TempDir() + "app_XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    return std::filesystem::path(pattern);
  }();
};

}  // namespace sj::app::testing
