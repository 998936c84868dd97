#include "base/file_system.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>

namespace sj {
namespace {

class FileSystemTest : public ::testing::Test {
 protected:
  FileSystemTest()
      : directory_(std::filesystem::temp_directory_path() / ("file_system_test_" + std::to_string(::getpid()))),
        files_(posix_file_system()) {
    std::filesystem::remove_all(directory_);
    (void)files_->make_directory(directory_);
  }
  ~FileSystemTest() override { std::filesystem::remove_all(directory_); }

  /// Appends pieces of all kinds of sizes, each synced, and looks after each at what the file holds.
  std::string append_pieces(AppendFile& file, const std::filesystem::path& path, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string all;
    for (const std::size_t size : {24u, 1u, 4071u, 4096u, 0u, 5000u, 100'000u, 8192u, 3u, 12'288u, 777u}) {
      std::string piece(size, '\0');
      for (char& c : piece) c = static_cast<char>(random() % 255 + 1);
      EXPECT_TRUE(file.append(piece));
      EXPECT_TRUE(file.sync());
      all += piece;
      EXPECT_EQ(files_->read(path)->substr(0, all.size()), all);
    }
    return all;
  }

  const std::filesystem::path directory_;
  const std::unique_ptr<FileSystem> files_;
};

TEST_F(FileSystemTest, WhatIsAppendedIsThereAndTheReservedRoomBehindItIsZeros) {
  const auto path = directory_ / "file";
  const auto file = files_->create(path, 200'000).value();
  const std::string all = append_pieces(*file, path, 1);
  const std::string held = files_->read(path).value();
  EXPECT_GE(held.size(), 200'000u);
  EXPECT_EQ(held.find_first_not_of('\0', all.size()), std::string::npos);
  EXPECT_FALSE(files_->create(path, 10)) << "it exists";
}

TEST_F(FileSystemTest, MoreThanWasReservedCanBeAppended) {
  const auto path = directory_ / "file";
  const auto file = files_->create(path, 10).value();
  append_pieces(*file, path, 2);
}

TEST_F(FileSystemTest, AFileThatIsWrittenOverKeepsWhatIsBehind) {
  const auto path = directory_ / "file", renamed = directory_ / "renamed";
  const std::string before = append_pieces(*files_->create(path, 200'000).value(), path, 3);
  const auto file = files_->overwrite(path).value();
  ASSERT_TRUE(file->append("front"));
  ASSERT_TRUE(file->sync());
  ASSERT_TRUE(files_->rename(path, renamed));
  ASSERT_TRUE(file->append(" and more"));
  const std::string held = files_->read(renamed).value();
  EXPECT_TRUE(held.starts_with("front and more"));
  constexpr std::size_t page = 4096;
  EXPECT_EQ(held.substr(page, before.size() - page), before.substr(page));
  EXPECT_FALSE(files_->overwrite(path)) << "its name is another now";
}

TEST_F(FileSystemTest, AFileThatWasDeletedCannotBeSynced) {
  const auto path = directory_ / "file";
  const auto file = files_->create(path, 10).value();
  ASSERT_TRUE(files_->rename(path, directory_ / "renamed"));
  ASSERT_TRUE(file->append("more"));
  EXPECT_TRUE(file->sync());
  std::filesystem::remove_all(directory_);
  ASSERT_TRUE(file->append("and more"));
  const auto synced = file->sync();
  ASSERT_FALSE(synced);
  EXPECT_NE(synced.error().message.find("was deleted"), std::string::npos) << synced.error().message;
}

TEST_F(FileSystemTest, ReplacingAndNotesLeaveNothingBeside) {
  const auto path = directory_ / "deep" / "er" / "list";
  EXPECT_EQ(files_->list(path.parent_path()).error().code, Errc::not_found);
  ASSERT_TRUE(files_->make_directory(path.parent_path()));
  ASSERT_TRUE(files_->make_directory(path.parent_path()));
  for (const char* text : {"one", "another", ""}) {
    ASSERT_TRUE(files_->replace(path, text));
    EXPECT_EQ(files_->read(path), text);
  }
  const auto note = files_->open_note(directory_ / "note").value();
  ASSERT_TRUE(note->write(4, "four"));
  ASSERT_TRUE(note->write(0, "zero"));
  EXPECT_EQ(files_->read(directory_ / "note"), "zerofour");
  EXPECT_EQ(files_->list(path.parent_path()).value(), std::vector<std::string>{"list"});
}

TEST_F(FileSystemTest, ATruncatedFileEndsThere) {
  const auto path = directory_ / "file";
  const auto file = files_->create(path, 100'000).value();
  const std::string all = append_pieces(*file, path, 4);
  ASSERT_TRUE(files_->truncate(path, 5'001));
  EXPECT_EQ(files_->read(path).value(), all.substr(0, 5'001));
}

}  // namespace
}  // namespace sj
