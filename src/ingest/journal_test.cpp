// The journal under cut-off writes, damage and a disk that fails: synced means kept, and nothing is made up.
#include "ingest/journal.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "ingest/testing/fake_disk.hpp"

namespace sj::ingest {
namespace {

using testing::FakeDisk;
using Fault = FakeDisk::Fault;
using Records = std::vector<std::string>;

const std::filesystem::path directory = "/journal";
const JournalOptions small{.segment_bytes = 1024};

struct Reopened {
  Records records;
  std::optional<Error> error;
  std::unique_ptr<Journal> journal;
};

Reopened open(FileSystem& disk, const JournalOptions& options = small) {
  Reopened out;
  auto journal =
      Journal::open(disk, directory, options, [&](std::span<const std::string_view> records) -> Result<void> {
        out.records.insert(out.records.end(), records.begin(), records.end());
        return {};
      });
  if (journal)
    out.journal = *std::move(journal);
  else
    out.error = journal.error();
  return out;
}

std::string record(int number, std::size_t size = 100) {
  return std::to_string(number) + std::string(size, static_cast<char>('a' + number % 26));
}

/// Appends records first..last, each synced alone.
void append(Journal& journal, int first, int last, Records* kept = nullptr) {
  for (int number = first; number <= last; ++number) {
    const Records one{record(number)};
    ASSERT_TRUE(journal.append(one));
    if (kept) kept->push_back(one.front());
  }
}

std::filesystem::path segment(int number) {
  std::string name = std::to_string(number);
  return directory / (std::string(16 - name.size(), '0') + name + ".journal");
}

/// Where record `number` (of `record`) begins in the file.
std::size_t place_of(const std::string& bytes, int number) {
  return bytes.find(record(number)) - 24;
}

TEST(Journal, GivesBackWhatWasAppendedInOrder) {
  FakeDisk disk;
  Records kept;
  for (int round = 0; round < 4; ++round) {
    Reopened opened = open(disk);
    ASSERT_FALSE(opened.error);
    EXPECT_EQ(opened.records, kept);
    append(*opened.journal, round * 20, round * 20 + 19, &kept);
    const Records group{"", record(1000), "x", std::string("\0\xff", 2)};
    ASSERT_TRUE(opened.journal->append(group));
    kept.insert(kept.end(), group.begin(), group.end());
  }
  EXPECT_EQ(open(disk).records, kept);
  EXPECT_GT(disk.files(), 4u) << "several files were filled";
}

TEST(Journal, ARecordLargerThanAFileGetsAFileOfItsOwn) {
  FakeDisk disk;
  const Records large{std::string(5'000, 'x')};
  auto opened = open(disk);
  append(*opened.journal, 1, 1);
  ASSERT_TRUE(opened.journal->append(large));
  append(*opened.journal, 2, 2);
  EXPECT_EQ(open(disk).records, (Records{record(1), large[0], record(2)}));
}

TEST(Journal, OnRealFilesToo) {
  const auto real = std::filesystem::temp_directory_path() / ("journal_test_" + std::to_string(::getpid()));
  std::filesystem::remove_all(real);
  const auto files = posix_file_system();
  const Records both{record(1), record(2)};
  for (int round = 0; round < 3; ++round) {
    Records seen;
    auto journal = Journal::open(*files, real, small, [&](std::span<const std::string_view> records) -> Result<void> {
      seen.insert(seen.end(), records.begin(), records.end());
      return {};
    });
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(2 * round));
    ASSERT_TRUE((*journal)->append(both));
  }
  std::filesystem::remove_all(real);
}

TEST(Journal, TheLastRecordMayBeCutOffAtEveryByte) {
  FakeDisk full;
  Records kept;
  append(*open(full).journal, 1, 3, &kept);
  const std::size_t begin = place_of(full.bytes(segment(1)), 3), end = begin + 24 + record(3).size();
  kept.pop_back();
  for (std::size_t size = begin; size < end; ++size) {
    for (const bool zeros : {false, true}) {  // the file ends there, or its reserved room follows
      FakeDisk disk(full);
      std::string& bytes = disk.bytes(segment(1));
      bytes.resize(size);
      if (zeros) bytes.resize(1024);
      Reopened opened = open(disk);
      ASSERT_FALSE(opened.error) << size << opened.error->message;
      ASSERT_EQ(opened.records, kept) << size;
      append(*opened.journal, 9, 9);
      Records more = kept;
      more.push_back(record(9));
      ASSERT_EQ(open(disk).records, more) << "what comes after a cut is kept";
    }
  }
}

TEST(Journal, AFileThatWasCutOffWhileItWasBegunIsEmpty) {
  FakeDisk full;
  Records kept;
  append(*open(full).journal, 1, 3, &kept);
  append(*open(full).journal, 4, 4);  // in a second file
  for (std::size_t size = 0; size <= 24; ++size) {
    FakeDisk disk(full);
    disk.bytes(segment(2)).resize(size);
    disk.bytes(segment(2)).resize(1024);
    Reopened opened = open(disk);
    ASSERT_FALSE(opened.error) << size << opened.error->message;
    EXPECT_EQ(opened.records, kept);
    append(*opened.journal, 9, 9);
    EXPECT_EQ(open(disk).records.size(), 4u);
  }
}

TEST(Journal, EveryFlippedBitBeforeALaterRecordIsFoundAndNamed) {
  FakeDisk full;
  append(*open(full).journal, 1, 3);
  const std::size_t begin = place_of(full.bytes(segment(1)), 1), end = place_of(full.bytes(segment(1)), 3);
  for (std::size_t at = 0; at < end; ++at) {
    FakeDisk disk(full);
    char& byte = disk.bytes(segment(1))[at];
    byte = static_cast<char>(byte ^ 1 << at % 8);
    const Reopened opened = open(disk);
    const std::size_t used = begin + 24 + record(1).size();
    const bool is_padding = (at >= used && at < used + (8 - used % 8) % 8) || opened.records.size() == 3;
    if (is_padding) continue;
    ASSERT_TRUE(opened.error) << at;
    const bool is_version = at == 6 || at == 7;
    EXPECT_EQ(opened.error->code, is_version && opened.error->code == Errc::refused ? Errc::refused : Errc::corrupt)
        << at;
    EXPECT_NE(opened.error->message.find("0000000000000001.journal"), std::string::npos) << opened.error->message;
  }
}

TEST(Journal, DamageAtTheEndOfAnOlderFileIsFoundByTheNext) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 3);
  append(*open(disk).journal, 4, 5);  // in a second file
  disk.bytes(segment(1))[place_of(disk.bytes(segment(1)), 3) + 30] ^= 1;
  const Reopened opened = open(disk);
  ASSERT_TRUE(opened.error);
  EXPECT_EQ(opened.error->code, Errc::corrupt);
  EXPECT_NE(opened.error->message.find("from 3 to 3"), std::string::npos) << opened.error->message;
}

TEST(Journal, AFileThatIsMissingIsMissed) {
  FakeDisk disk;
  for (int number = 1; number <= 3; ++number) append(*open(disk).journal, number, number);
  FakeDisk without_first(disk), without_second(disk);
  ASSERT_TRUE(without_first.remove(segment(1)));
  ASSERT_TRUE(without_second.remove(segment(2)));
  EXPECT_EQ(open(without_first).records.size(), 2u) << "the oldest are dropped in the ordinary way";
  const Reopened opened = open(without_second);
  ASSERT_TRUE(opened.error);
  EXPECT_EQ(opened.error->code, Errc::corrupt);
}

TEST(Journal, ANewerFormatIsRefused) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 1);
  disk.bytes(segment(1)).replace(6, 2, "02");
  const Reopened opened = open(disk);
  ASSERT_TRUE(opened.error);
  EXPECT_EQ(opened.error->code, Errc::refused);
}

TEST(Journal, OtherFilesInTheDirectoryAreLeftAlone) {
  FakeDisk disk;
  for (const char* name : {"notes.txt", "x.journal", "1.journal.bak"}) ASSERT_TRUE(disk.create(directory / name, 10));
  append(*open(disk).journal, 1, 1);
  EXPECT_EQ(open(disk).records.size(), 1u);
  EXPECT_EQ(disk.files(), 4u);
}

TEST(Journal, AFailedAppendCountsForNothingAndTheNextGoesOn) {
  spdlog::set_level(spdlog::level::off);
  for (const Fault fault : {Fault::create, Fault::write, Fault::sync})
    for (const bool cut_fails : {false, true})
      for (int pass = 0; pass < 12; ++pass) {
        FakeDisk disk;
        Records kept, tried;
        Reopened opened = open(disk);
        disk.fail(fault, 2, pass);
        if (cut_fails) disk.fail(Fault::truncate);
        for (int number = 1; number <= 20; ++number) {
          const Records group{record(number), record(number + 100)};
          const bool taken = opened.journal->append(group).has_value();
          if (taken) kept.insert(kept.end(), group.begin(), group.end());
        }
        EXPECT_GE(kept.size(), 36u);
        const Reopened again = open(disk);
        ASSERT_FALSE(again.error) << again.error->message;
        Records seen = again.records;
        // Where even the cutting off failed, what was not acknowledged may come back; acknowledged ones always do.
        if (cut_fails)
          std::erase_if(seen, [&](const std::string& one) { return std::ranges::find(kept, one) == kept.end(); });
        EXPECT_EQ(seen, kept) << static_cast<int>(fault) << " after " << pass;
      }
}

TEST(Journal, SyncedMeansKeptAndAnUnsyncedGroupNeverStopsAStart) {
  spdlog::set_level(spdlog::level::off);
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    FakeDisk disk;
    Records kept;
    Reopened opened = open(disk);
    append(*opened.journal, 1, static_cast<int>(seed % 9), &kept);
    disk.fail(Fault::sync, 1, 0);
    disk.fail(Fault::truncate);  // as if the power went before the sync returned
    Records group;
    for (int number = 50; number < 53 + static_cast<int>(seed % 3); ++number) group.push_back(record(number));
    (void)opened.journal->append(group);

    FakeDisk after = disk.after_power_cut(seed);
    Reopened again = open(after);
    ASSERT_FALSE(again.error) << seed << ": " << again.error->message;
    ASSERT_GE(again.records.size(), kept.size()) << seed;
    ASSERT_TRUE(std::equal(kept.begin(), kept.end(), again.records.begin())) << seed;
    for (std::size_t i = kept.size(); i < again.records.size(); ++i)
      ASSERT_EQ(again.records[i], group[i - kept.size()]) << seed;
    kept = again.records;
    append(*again.journal, 80, 85, &kept);
    const Reopened last = open(after);
    ASSERT_FALSE(last.error) << seed << ": " << last.error->message;
    ASSERT_EQ(last.records, kept) << seed;
  }
}

TEST(Journal, FilesThatWereReadAreCutToWhatTheyHold) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 3);
  EXPECT_EQ(disk.bytes(segment(1)).size(), 1024u);
  FakeDisk uncut(disk);
  uncut.fail(Fault::truncate);
  EXPECT_EQ(open(uncut).records.size(), 3u);
  const std::uint64_t held = open(disk).journal->bytes();
  EXPECT_EQ(disk.bytes(segment(1)).size(), held);
  EXPECT_EQ(open(disk).records.size(), 3u);
}

TEST(Journal, AReplayThatFailsStopsTheOpening) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 2);
  const auto journal = Journal::open(disk, directory, small, [](std::span<const std::string_view>) -> Result<void> {
    return fail(Errc::corrupt, "no");
  });
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().message, "no");
}

TEST(Journal, AFileIsDroppableOnceNothingHoldsItOrAnOlderOne) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  const Journal::Segment newest = journal->active();
  ASSERT_GE(newest, 4u);
  EXPECT_EQ(journal->droppable(), newest - 1) << "all but the one that is written to";
  journal->hold(2);
  journal->hold(2);
  journal->hold(3);
  EXPECT_EQ(journal->droppable(), 1u);
  journal->release(2);
  EXPECT_EQ(journal->droppable(), 1u) << "held twice";
  journal->release(2);
  EXPECT_EQ(journal->droppable(), 2u);
  journal->release(3);
  EXPECT_EQ(journal->droppable(), newest - 1);
  journal->hold(1);
  EXPECT_EQ(journal->droppable(), std::nullopt);
  journal->release(1);
  journal->close();
  EXPECT_EQ(journal->droppable(), newest);
}

TEST(Journal, DroppingGivesTheSpaceBackAndOnlyThat) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  const std::uint64_t all = journal->bytes();
  EXPECT_GT(all, 30u * 100);
  ASSERT_TRUE(journal->drop_through(2, 0));
  EXPECT_EQ(journal->oldest(), 3u);
  EXPECT_LT(journal->bytes(), all);
  disk.fail(Fault::remove);
  EXPECT_FALSE(journal->drop_through(3, 0));
  EXPECT_EQ(journal->oldest(), 3u);
  disk.repair();
  const Reopened again = open(disk);
  EXPECT_EQ(again.records.back(), record(30));
  EXPECT_EQ(again.journal->bytes(), journal->bytes());
  journal->close();
  ASSERT_TRUE(journal->drop_through(journal->active(), 0));
  EXPECT_EQ(journal->bytes(), 0u);
  EXPECT_EQ(disk.files(), 0u);
}

std::filesystem::path spare(int number) {
  return segment(number).replace_extension(".spare");
}

/// Appends records first..last, each synced alone; files are dropped as soon as they may be. `kept`: what is left.
void append_and_drop(Journal& journal, int first, int last, Records& kept) {
  std::map<Journal::Segment, Records> in_file;
  for (int number = first; number <= last; ++number) {
    append(journal, number, number);
    in_file[journal.active()].push_back(record(number));
    if (const auto done = journal.droppable()) {
      ASSERT_TRUE(journal.drop_through(*done, 0));
    }
  }
  kept = in_file[journal.active()];
}

TEST(Journal, AFileThatIsDoneWithIsWrittenOver) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  const Journal::Segment active = journal->active();
  ASSERT_GE(active, 5u);
  ASSERT_TRUE(journal->drop_through(3, 0));
  EXPECT_TRUE(disk.has(spare(1)) && disk.has(spare(2)));
  EXPECT_FALSE(disk.has(spare(3)) || disk.has(segment(1)) || disk.has(segment(3))) << "two are kept at most";
  const std::size_t files = disk.files();
  for (int number = 31; journal->active() == active; ++number) append(*journal, number, number);
  EXPECT_EQ(disk.files(), files) << "the new file is one of the spares";
}

TEST(Journal, WhatStoodInAFileBeforeIsNeverReadAgain) {
  for (int last = 10; last < 60; ++last) {
    FakeDisk disk;
    Records kept;
    auto journal = std::move(open(disk).journal);
    append_and_drop(*journal, 1, last, kept);
    const Reopened again = open(disk);
    ASSERT_FALSE(again.error) << again.error->message;
    ASSERT_EQ(again.records, kept) << last;
  }
}

TEST(Journal, SyncedMeansKeptWhereFilesAreWrittenOver) {
  spdlog::set_level(spdlog::level::off);
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    FakeDisk disk;
    Records kept, group;
    auto journal = std::move(open(disk).journal);
    append_and_drop(*journal, 1, 20 + static_cast<int>(seed % 17), kept);
    disk.fail(Fault::sync, 1, 0);
    disk.fail(Fault::truncate);  // as if the power went before the sync returned
    for (int number = 70; number < 73; ++number) group.push_back(record(number, 60 + seed % 50));
    (void)journal->append(group);

    FakeDisk after = disk.after_power_cut(seed);
    Reopened again = open(after);
    ASSERT_FALSE(again.error) << seed << ": " << again.error->message;
    ASSERT_GE(again.records.size(), kept.size()) << seed;
    for (std::size_t i = 0; i < again.records.size(); ++i)
      ASSERT_EQ(again.records[i], i < kept.size() ? kept[i] : group[i - kept.size()]) << seed;
  }
}

TEST(Journal, ASpareThatCannotBeUsedCostsNothing) {
  spdlog::set_level(spdlog::level::off);
  for (const Fault fault : {Fault::overwrite, Fault::write, Fault::sync, Fault::rename})
    for (int pass = 0; pass < 30; ++pass) {
      FakeDisk disk;
      Records taken;
      auto journal = std::move(open(disk).journal);
      disk.fail(fault, 2, pass);
      for (int number = 1; number <= 40; ++number) {
        const Records one{record(number)};
        if (journal->append(one)) taken.push_back(one.front());
        if (const auto done = journal->droppable()) (void)journal->drop_through(*done, 0);
      }
      EXPECT_GE(taken.size(), 38u);
      const Reopened again = open(disk);
      ASSERT_FALSE(again.error) << again.error->message;
      ASSERT_FALSE(again.records.empty());
      EXPECT_TRUE(std::ranges::equal(again.records, std::span(taken).last(again.records.size())))
          << static_cast<int>(fault) << " after " << pass;
    }
}

TEST(Journal, AFileThatFailedIsNotWrittenOver) {
  spdlog::set_level(spdlog::level::off);
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 2);
  disk.fail(Fault::sync, 1, 0);
  disk.fail(Fault::truncate);
  const Records one{record(3)};
  EXPECT_FALSE(journal->append(one));
  disk.repair();
  append(*journal, 4, 4);
  ASSERT_TRUE(journal->drop_through(1, 0));
  EXPECT_FALSE(disk.has(spare(1))) << "it has a record with a number that is given out again";
}

TEST(Journal, SparesGoWhenItIsClosedAndAtTheNextStart) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  ASSERT_TRUE(journal->drop_through(2, 0));
  FakeDisk killed(disk);
  const Reopened again = open(killed);
  EXPECT_FALSE(killed.has(spare(1)) || killed.has(spare(2)));
  EXPECT_EQ(again.records.back(), record(30));
  journal->close();
  EXPECT_FALSE(disk.has(spare(1)) || disk.has(spare(2)));
  ASSERT_TRUE(journal->drop_through(journal->active(), 0));
  EXPECT_EQ(disk.files(), 0u);
}

TEST(Journal, BytesAreThoseOnTheDiskAlsoAfterFailures) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  for (int number = 1; number <= 20; ++number) {
    disk.fail(number % 3 == 0 ? Fault::write : Fault::sync, number % 4 == 0 ? 1 : 0, 0);
    const Records one{record(number)};
    (void)journal->append(one);
    disk.repair();
  }
  EXPECT_EQ(open(disk).journal->bytes(), journal->bytes());
}

}  // namespace
}  // namespace sj::ingest
