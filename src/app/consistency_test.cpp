// A start is refused where journal, store and access file are not of one directory and one time, and the operator is
// told what to do; with --accept-loss it goes on.
#include "app/consistency.hpp"

#include <gmock/gmock.h>

#include "access/access_file.hpp"
#include "app/testing/temporary_directory.hpp"
#include "store/memory/memory_store.hpp"

namespace sj::app {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class Consistency : public testing::TemporaryDirectory {
 protected:
  void SetUp() override { access_ = access::Registry::create(*disk_, directory_, clock_, identity).value(); }

  /// Why a start is refused; empty where it is not.
  std::string refused(const ingest::JournalState& journal = {}) {
    const auto checked = check_consistency(store_, journal, files_, *access_, false);
    if (checked) return {};
    EXPECT_EQ(checked.error().code, Errc::refused);
    EXPECT_THAT(checked.error().message, HasSubstr("Restore the whole data directory from one backup"));
    EXPECT_TRUE(check_consistency(store_, journal, files_, *access_, true)) << "--accept-loss";
    return checked.error().message;
  }
  std::string refused_without_store(const ingest::JournalState& journal = {}) {
    const auto checked = check_no_store_was_there(journal, files_, *access_, false);
    if (checked) return {};
    EXPECT_EQ(checked.error().code, Errc::refused);
    EXPECT_TRUE(check_no_store_was_there(journal, files_, *access_, true)) << "--accept-loss";
    return checked.error().message;
  }
  void start() { ASSERT_TRUE(note_start(store_, files_, *access_)); }

  void keep_access_file() { fs::copy_file(access::access_file_in(directory_), directory_ / "kept"); }
  void put_access_file_back() {
    fs::copy_file(directory_ / "kept", access::access_file_in(directory_), fs::copy_options::overwrite_existing);
    access_ = access::Registry::open(*disk_, directory_, clock_, identity).value();
  }

  static constexpr const char* identity = "00112233445566778899aabbccddeeff";
  std::unique_ptr<FileSystem> disk_ = posix_file_system();
  SystemClock clock_;
  store::MemoryStore store_;
  DataDirectory files_{.root = directory_, .identity = identity};
  std::unique_ptr<access::Registry> access_;
};

TEST_F(Consistency, AFirstStartAndEachThatFollowsBelongTogether) {
  EXPECT_EQ(refused(), "");
  for (std::uint64_t starts = 1; starts < 4; ++starts) {
    start();
    EXPECT_EQ(access_->starts(), starts);
    EXPECT_EQ(refused(), "");
  }
}

TEST_F(Consistency, KeysThatWereMadeSinceTheLastStartDoNotDisturb) {
  start();
  ASSERT_TRUE(access_->add_project("another"));
  EXPECT_EQ(refused(), "");
}

TEST_F(Consistency, AStoreOfAnotherDirectoryIsRefused) {
  start();
  files_.identity = std::string(32, 'f');
  EXPECT_THAT(refused(), HasSubstr((directory_ / "store").string() + " belongs to another data directory"));
}

TEST_F(Consistency, AStoreThatLostWhatTheJournalGaveItIsRefused) {
  start();
  EXPECT_THAT(refused({.store_position = 7}), HasSubstr("acknowledged events are missing"));
}

TEST_F(Consistency, AStoreThatIsOlderThanTheAccessFileIsRefused) {
  start();
  ASSERT_TRUE(access_->note_starts(2));
  EXPECT_THAT(refused(), HasSubstr("it knows of 1 starts, and there were 2"));
}

TEST_F(Consistency, AnEmptyStoreInPlaceOfOneIsRefused) {
  ASSERT_TRUE(access_->note_starts(1));
  EXPECT_THAT(refused(), HasSubstr("it knows of 0 starts, and there were 1"));
}

TEST_F(Consistency, AnAccessFileWhoseKeysWereChangedSinceIsRefused) {
  keep_access_file();
  ASSERT_TRUE(access_->add_project("another"));
  start();
  put_access_file_back();
  EXPECT_THAT(refused(), HasSubstr("Keys that were revoked may work again"));
}

TEST_F(Consistency, AnAccessFileIsOneStartBehindAfterAKillInBetweenAndNoMore) {
  keep_access_file();
  start();
  put_access_file_back();
  EXPECT_EQ(refused(), "");
  start();
  start();
  put_access_file_back();
  EXPECT_THAT(refused(), HasSubstr("access.json is older than the rest"));
}

TEST_F(Consistency, WithoutAStoreOnlyTheVeryFirstStartGoesOn) {
  EXPECT_EQ(refused_without_store(), "");
  EXPECT_THAT(refused_without_store({.store_position = 3}),
              HasSubstr("there is no store in " + (directory_ / "store").string()));
  start();
  EXPECT_THAT(refused_without_store(), HasSubstr("Is the volume mounted?"));
}

TEST_F(Consistency, AStoreIsKnownByItsOwnFileAndNotByItsDirectory) {
  EXPECT_FALSE(store_exists(files_));
  fs::create_directories(directory_ / "store");
  EXPECT_FALSE(store_exists(files_));
  write("store/CURRENT", "MANIFEST-000001\n");
  EXPECT_TRUE(store_exists(files_));
}

TEST_F(Consistency, TheJournalHadReachedWhatTheStoreNoted) {
  EXPECT_EQ(journal_record_reached(store_).value(), 0U);
  ASSERT_TRUE(store_.set_note("journal_record", "1042"));
  EXPECT_EQ(journal_record_reached(store_).value(), 1042U);
}

}  // namespace
}  // namespace sj::app
