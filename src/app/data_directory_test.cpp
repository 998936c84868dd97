// What a data directory is made of, who may open it, and what is refused.
#include "app/data_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "app/directory_format.hpp"
#include "base/file_system.hpp"
#include "ingest/journal.hpp"

namespace sj::app {
namespace {

class DataDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "data_directory_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    parent_ = pattern;
    root_ = parent_ / "deep" / "data";
  }
  void TearDown() override { std::filesystem::remove_all(parent_); }

  void write_format_text(std::string_view text) const { std::ofstream(format_file_in(root_)) << text; }

  std::filesystem::path parent_, root_;
};

TEST_F(DataDirectoryTest, IsMadePrivateWithAnIdentityThatItsJournalHas) {
  const auto made = create_data_directory(root_);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->identity.size(), 32U);
  const auto again = create_data_directory(root_);
  EXPECT_EQ(again->identity, made->identity);
  const auto opened = open_data_directory(root_);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->identity, made->identity);
  EXPECT_FALSE(opened->is_older);
  EXPECT_EQ(ingest::Journal::inspect(*posix_file_system(), opened->journal())->identity, made->identity);
  struct stat about {};
  ASSERT_EQ(::stat(root_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0700U);
}

TEST_F(DataDirectoryTest, OnlyOneHasItOpenAndInitDoesNotMind) {
  ASSERT_TRUE(create_data_directory(root_));
  auto opened = open_data_directory(root_);
  ASSERT_TRUE(opened);
  const auto second = open_data_directory(root_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::unavailable);
  EXPECT_TRUE(create_data_directory(root_));
  opened->lock.reset();
  EXPECT_TRUE(open_data_directory(root_));
}

TEST_F(DataDirectoryTest, ManyMayMakeItAtOnce) {
  std::vector<std::string> identities(8);
  {
    std::vector<std::jthread> makers;
    for (std::string& identity : identities)
      makers.emplace_back([&] {
        if (auto made = create_data_directory(root_)) identity = made->identity;
      });
  }
  for (const std::string& identity : identities) EXPECT_EQ(identity, identities[0]);
  EXPECT_FALSE(identities[0].empty());
}

TEST_F(DataDirectoryTest, AnInitThatWasCutOffIsGoneOnWith) {
  ASSERT_TRUE(create_data_directory(root_));
  std::filesystem::remove(format_file_in(root_));
  const auto made = create_data_directory(root_);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(ingest::Journal::inspect(*posix_file_system(), made->journal())->identity, made->identity);
}

TEST_F(DataDirectoryTest, WhatIsNotOursIsLeftAlone) {
  std::filesystem::create_directories(root_);
  EXPECT_EQ(open_data_directory(root_).error().code, Errc::not_found);
  std::ofstream(root_ / "letter.txt") << "dear";
  EXPECT_EQ(create_data_directory(root_).error().code, Errc::refused);
  EXPECT_EQ(open_data_directory(root_).error().code, Errc::not_found);
}

TEST_F(DataDirectoryTest, OnlyFormatsAsTheyAreWrittenAreTaken) {
  ASSERT_TRUE(create_data_directory(root_));
  const std::string identity(32, 'a');
  for (const std::string& text :
       std::vector<std::string>{"", "\n", "-1\n", "0\n", "1.5\n", "01\n", "2\n", "2", "2\nabc\n", "2\n" + identity,
                                "2\n" + identity + "b\n", "2 \n" + identity + "\n", "x\n", "1\nabc\n"}) {
    write_format_text(text);
    const auto opened = open_data_directory(root_);
    ASSERT_FALSE(opened) << text;
    EXPECT_EQ(opened.error().code, Errc::corrupt) << text;
  }
  for (const char* text : {"3\n", "3\nsomething else\n", "12\n"}) {
    write_format_text(text);
    EXPECT_EQ(open_data_directory(root_).error().code, Errc::refused) << text;
  }
}

TEST_F(DataDirectoryTest, OneOfAnOlderProgramGetsAnIdentityThatStays) {
  ASSERT_TRUE(create_data_directory(root_));
  write_format_text("1\n");
  std::string identity;
  for (int start = 0; start < 2; ++start) {  // the second after a crash of the first
    const auto opened = open_data_directory(root_);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_TRUE(opened->is_older);
    EXPECT_EQ(opened->identity.size(), 32U);
    EXPECT_TRUE(start == 0 || opened->identity == identity);
    identity = opened->identity;
  }
  {
    auto opened = open_data_directory(root_);
    ASSERT_TRUE(finish_upgrade(*opened));
  }
  const auto opened = open_data_directory(root_);
  EXPECT_FALSE(opened->is_older);
  EXPECT_EQ(opened->identity, identity);
}

TEST_F(DataDirectoryTest, OneThatAnyoneMayWriteToIsRefused) {
  ASSERT_TRUE(create_data_directory(root_));
  std::filesystem::permissions(root_, std::filesystem::perms::all);
  const auto opened = open_data_directory(root_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::refused);
  EXPECT_NE(opened.error().message.find("chmod 700"), std::string::npos);
}

}  // namespace
}  // namespace sj::app
