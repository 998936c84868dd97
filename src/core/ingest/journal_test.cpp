// The journal under cut-off writes, damage and a disk that fails: synced means kept, and nothing is made up.
#include "ingest/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"
#include "base/testing/seeds.hpp"

namespace sj::ingest {
namespace {

using sj::testing::FakeDisk;
using Fault = FakeDisk::Fault;
using Records = std::vector<std::string>;

const std::filesystem::path directory = "/journal";
sj::testing::FakeClock clock;
const JournalOptions small{.segment_bytes = 1024, .retry_after = {}};
const JournalOptions accepting{.segment_bytes = 1024, .retry_after = {}, .accept_loss = true};

struct Reopened {
  Records records;
  std::optional<Error> error;
  std::unique_ptr<Journal> journal;
};

Reopened open(FileSystem& disk, const JournalOptions& options = small) {
  Reopened out;
  auto journal =
      Journal::open(disk, clock, directory, options, [&](std::span<const std::string_view> records) -> Result<void> {
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

const std::filesystem::path list = directory / "FILES", mark = directory / "SYNCED";

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
    auto journal =
        Journal::open(*files, clock, real, small, [&](std::span<const std::string_view> records) -> Result<void> {
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
      ASSERT_TRUE(disk.remove(mark));  // the machine crashed, and it never came to the disk
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
  const FakeDisk before(full);
  append(*open(full).journal, 4, 4);  // in a second file
  (void)full.replace(list, FakeDisk(before).bytes(list));
  (void)full.replace(mark, FakeDisk(before).bytes(mark));
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
  EXPECT_NE(opened.error->message.find("1 batch of events, number 3"), std::string::npos) << opened.error->message;
}

TEST(Journal, AFileThatIsMissingIsMissed) {
  FakeDisk disk;
  for (int number = 1; number <= 3; ++number) append(*open(disk).journal, number, number);
  for (int number = 1; number <= 3; ++number) {
    FakeDisk without(disk);
    ASSERT_TRUE(without.remove(segment(number)));
    const FakeDisk before(without);
    const Reopened opened = open(without);
    ASSERT_TRUE(opened.error) << number;
    EXPECT_EQ(opened.error->code, Errc::corrupt);
    EXPECT_NE(opened.error->message.find(segment(number).string()), std::string::npos) << opened.error->message;
    EXPECT_NE(opened.error->message.find("--accept-loss"), std::string::npos);
    EXPECT_TRUE(without.holds_the_same_as(before)) << "a refusal changes nothing";
    Reopened accepted = open(without, accepting);
    ASSERT_FALSE(accepted.error) << accepted.error->message;
    EXPECT_EQ(accepted.records.size(), 2u);
    EXPECT_EQ(accepted.journal->losses().size(), 1u);
    EXPECT_EQ(accepted.journal->next_record(), 4u) << "numbers are never given out twice";
    append(*accepted.journal, 4, 4);
    EXPECT_EQ(open(without).records.size(), 3u) << "once is enough";
  }
}

TEST(Journal, AFileThatIsEmptyOrCutShortIsMissed) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 3);
  append(*open(disk).journal, 4, 6);
  for (const int number : {1, 2})
    for (const std::size_t size : {0u, 10u, 24u, 100u, 200u, 300u, 380u}) {
      FakeDisk cut(disk);
      cut.bytes(segment(number)).resize(size);
      const FakeDisk before(cut);
      const Reopened opened = open(cut);
      ASSERT_TRUE(opened.error) << number << " " << size;
      EXPECT_NE(opened.error->message.find(segment(number).filename().string()), std::string::npos);
      EXPECT_TRUE(cut.holds_the_same_as(before));
      Reopened accepted = open(cut, accepting);
      ASSERT_FALSE(accepted.error);
      EXPECT_GE(accepted.records.size(), 3u);
      EXPECT_EQ(accepted.journal->next_record(), 7u);
      const Reopened again = open(cut);
      ASSERT_FALSE(again.error) << again.error->message;
      EXPECT_EQ(again.records, accepted.records);
    }
}

TEST(Journal, AFlippedBitInTheLastGroupIsNoCutOffWrite) {
  FakeDisk full;
  Records all;
  append(*open(full).journal, 1, 3, &all);
  const std::size_t begin = place_of(full.bytes(segment(1)), 3), end = begin + 24 + record(3).size();
  for (std::size_t at = begin; at < end; ++at) {
    FakeDisk disk(full);
    disk.bytes(segment(1))[at] ^= 4;
    const Reopened opened = open(disk);
    ASSERT_TRUE(opened.error) << at;
    EXPECT_NE(opened.error->message.find("1 batch of events, number 3"), std::string::npos) << opened.error->message;
  }
}

TEST(Journal, DamageInTheMiddleCostsOnlyWhatIsDamaged) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 5);
  disk.bytes(segment(1))[place_of(disk.bytes(segment(1)), 2) + 30] ^= 1;
  const Reopened opened = open(disk, accepting);
  ASSERT_FALSE(opened.error);
  EXPECT_EQ(opened.records, (Records{record(1), record(3), record(4), record(5)}));
  EXPECT_EQ(open(disk).records, opened.records);
}

TEST(Journal, TheListAndTheMarkUnderFlippedBits) {
  FakeDisk full;
  Records kept;
  append(*open(full).journal, 1, 3, &kept);
  append(*open(full).journal, 4, 6, &kept);
  for (std::size_t at = 0; at < full.bytes(list).size() * 8; ++at) {
    FakeDisk disk(full);
    disk.bytes(list)[at / 8] ^= static_cast<char>(1 << at % 8);
    ASSERT_TRUE(open(disk).error) << at;
    JournalOptions options = accepting;
    const Reopened accepted = open(disk, options);
    if (accepted.error) {
      EXPECT_EQ(accepted.error->code, Errc::refused) << "it looks like a newer version's";
    } else {
      EXPECT_EQ(accepted.records, kept) << at;
    }
  }
  for (std::size_t at = 0; at < full.bytes(mark).size(); ++at) {
    FakeDisk disk(full);
    disk.bytes(mark)[at] ^= 1;
    EXPECT_EQ(open(disk).records, kept) << at;
  }
}

TEST(Journal, ListMissingOrOlderThanTheFilesIsRefused) {
  FakeDisk disk;
  Records kept;
  append(*open(disk).journal, 1, 3, &kept);
  const std::string older = disk.bytes(list);
  append(*open(disk).journal, 4, 6, &kept);
  JournalOptions made = small;
  made.must_exist = true;
  FakeDisk with_older(disk), without(disk), without_mark(disk), empty;
  (void)with_older.replace(list, older);
  (void)without_mark.replace(list, older);
  ASSERT_TRUE(without_mark.remove(mark));
  ASSERT_TRUE(without.remove(list));
  for (FakeDisk* one : {&with_older, &without, &without_mark, &empty}) {
    EXPECT_EQ(open(*one, made).error->code, Errc::corrupt);
    made.accept_loss = true;
    const Reopened accepted = open(*one, made);
    made.accept_loss = false;
    ASSERT_FALSE(accepted.error) << accepted.error->message;
    EXPECT_EQ(accepted.records.size(), one == &empty ? 0u : 6u);
  }
}

TEST(Journal, AnotherDirectorysJournalIsRefused) {
  FakeDisk ours, theirs;
  JournalOptions options = small, others = small;
  options.identity = "one";
  others.identity = "two";
  for (FakeDisk* disk : {&ours, &theirs}) {
    auto journal = std::move(open(*disk, disk == &ours ? options : others).journal);
    append(*journal, 1, 3);
  }
  EXPECT_EQ(open(theirs, options).error->code, Errc::refused);
  EXPECT_EQ(Journal::inspect(theirs, directory)->identity, "two");
  (void)ours.replace(segment(1), theirs.bytes(segment(1)));
  EXPECT_EQ(open(ours, options).error->code, Errc::corrupt) << "one file of another journal";
}

TEST(Journal, AJournalThatIsOlderThanTheStoreIsRefused) {
  FakeDisk disk;
  append(*open(disk).journal, 1, 3);
  JournalOptions options = small;
  options.reached = 4;
  EXPECT_FALSE(open(disk, options).error);
  options.reached = 10;
  EXPECT_EQ(open(disk, options).error->code, Errc::corrupt);
  options.accept_loss = true;
  EXPECT_EQ(open(disk, options).journal->next_record(), 10u);
}

TEST(Journal, RemembersHowFarTheStoreWasAndGoesOnCounting) {
  FakeDisk disk;
  {
    auto journal = std::move(open(disk).journal);
    append(*journal, 1, 30);
    journal->close();
    ASSERT_TRUE(journal->truncate_through(2, 700));
    ASSERT_TRUE(journal->truncate_through(journal->active(), 500));
  }
  EXPECT_EQ(Journal::inspect(disk, directory)->store_position, 700u);
  EXPECT_EQ(Journal::inspect(disk, directory)->next_record, 31u);
  const auto journal = std::move(open(disk).journal);
  EXPECT_EQ(journal->store_position(), 700u);
  EXPECT_EQ(journal->next_record(), 31u);
}

TEST(Journal, WhatFailedDoesNotCountWhenItIsOpenedAgainAlthoughTheListCouldNotBeWritten) {
  spdlog::set_level(spdlog::level::off);
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 2);
  for (const Fault fault : {Fault::sync, Fault::replace}) disk.fail(fault);
  const Records refused{record(3)};
  ASSERT_FALSE(journal->append(refused)) << "and it stands in the file now";
  JournalOptions again = small;
  again.known = journal->current_list();
  journal.reset();
  disk.repair();
  EXPECT_EQ(open(disk, again).records, (Records{record(1), record(2)}));
  EXPECT_EQ(open(disk).records, (Records{record(1), record(2)})) << "the list was written at the first chance";
}

TEST(Journal, AFileThatIsDeletedInUseTakesNothingMore) {
  spdlog::set_level(spdlog::level::off);
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 2);
  ASSERT_TRUE(disk.remove(segment(1)));
  const Records one{record(3)};
  EXPECT_FALSE(journal->append(one));
  append(*journal, 4, 4);  // in a new file
  EXPECT_TRUE(open(disk).error) << "the first two are nowhere";
  ASSERT_TRUE(journal->truncate_through(1, 0));
  EXPECT_EQ(open(disk).records, Records{record(4)}) << "unless the store has them";
}

TEST(Journal, ADiskThatRefusesIsAskedAgainAfterWaitsThatDouble) {
  using namespace std::chrono_literals;
  spdlog::set_level(spdlog::level::off);
  FakeDisk disk;
  JournalOptions options = small;
  options.retry_after = 100ms;
  options.retry_after_max = 300ms;
  const auto journal = std::move(open(disk, options).journal);
  const Records one{record(1)};
  disk.fail(Fault::create, 3);
  EXPECT_FALSE(journal->append(one));
  for (const auto wait : {100ms, 200ms, 300ms}) {
    clock.pass(wait - 1ms);
    EXPECT_THAT(journal->append(one).error().message, ::testing::HasSubstr("waiting before"));
    clock.pass(1ms);
    EXPECT_EQ(journal->append(one).has_value(), wait == 300ms) << "it is asked";
  }
  EXPECT_EQ(open(disk).records, one);
}

TEST(Journal, ADiskThatRefusesIsNotAskedAgainAtOnceAndGetsNoFurtherFiles) {
  spdlog::set_level(spdlog::level::off);
  for (const Fault fault : {Fault::create, Fault::write, Fault::sync, Fault::replace}) {
    FakeDisk disk;
    JournalOptions options = small;
    options.retry_after = std::chrono::hours(1);
    auto journal = std::move(open(disk, options).journal);
    disk.fail(fault);
    const Records one{record(1)};
    EXPECT_FALSE(journal->append(one));
    disk.repair();
    EXPECT_FALSE(journal->append(one)) << "it waits";
    options.retry_after = {};
    journal = std::move(open(disk, options).journal);
    disk.fail(fault);
    for (int attempt = 0; attempt < 50; ++attempt) EXPECT_FALSE(journal->append(one));
    EXPECT_LE(disk.files(), 1u) << static_cast<int>(fault);
    disk.repair();
    EXPECT_TRUE(journal->append(one));
    EXPECT_EQ(open(disk).records, one);
  }
}

TEST(Journal, NothingIsLostWhenTheProcessDiesAtAnyStepOfItsFiles) {
  spdlog::set_level(spdlog::level::off);
  for (const Fault fault :
       {Fault::create, Fault::overwrite, Fault::rename, Fault::replace, Fault::remove, Fault::truncate})
    for (int pass = 0; pass < 40; ++pass) {
      FakeDisk disk;
      Records taken;
      auto journal = std::move(open(disk).journal);
      disk.fail(fault, 1 << 30, pass);  // from here on as if the process were gone
      for (int number = 1; number <= 40; ++number) {
        const Records one{record(number)};
        if (!journal->append(one)) break;
        taken.push_back(one.front());
        const auto done = journal->truncatable();
        if (done && !journal->truncate_through(*done, number)) break;
      }
      for (FakeDisk* after :
           {new FakeDisk(disk), new FakeDisk(disk.after_power_cut(static_cast<std::uint64_t>(pass)))}) {
        after->repair();
        const Reopened again = open(*after);
        ASSERT_FALSE(again.error) << static_cast<int>(fault) << " after " << pass << ": " << again.error->message;
        ASSERT_LE(again.records.size(), taken.size());
        EXPECT_TRUE(std::ranges::equal(again.records, std::span(taken).last(again.records.size())));
        EXPECT_EQ(again.journal->next_record(), taken.size() + 1);
        delete after;
      }
    }
}

TEST(Journal, ADirectoryOfAnOlderProgramIsTakenOver) {
  FakeDisk disk;
  Records kept;
  append(*open(disk).journal, 1, 3, &kept);
  append(*open(disk).journal, 4, 6, &kept);
  ASSERT_TRUE(disk.remove(list));
  ASSERT_TRUE(disk.remove(mark));
  FakeDisk gap(disk);
  EXPECT_EQ(open(disk).records, kept);
  EXPECT_TRUE(disk.has(list));
  gap.bytes(segment(1))[place_of(gap.bytes(segment(1)), 3) + 30] ^= 1;
  const Reopened opened = open(gap);
  ASSERT_TRUE(opened.error);
  EXPECT_NE(opened.error->message.find("number 3"), std::string::npos) << opened.error->message;
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
    for (const bool list_fails : {false, true})
      for (int pass = 0; pass < 12; ++pass) {
        FakeDisk disk;
        Records kept, tried;
        Reopened opened = open(disk);
        disk.fail(fault, 2, pass);
        if (list_fails) disk.fail(Fault::replace, 1, 2);
        for (int number = 1; number <= 20; ++number) {
          const Records group{record(number), record(number + 100)};
          const bool taken = opened.journal->append(group).has_value();
          if (taken) kept.insert(kept.end(), group.begin(), group.end());
        }
        EXPECT_GE(kept.size(), 34u);
        disk.repair();
        const Reopened again = open(disk);
        ASSERT_FALSE(again.error) << again.error->message;
        EXPECT_EQ(again.records, kept) << static_cast<int>(fault) << " after " << pass;
      }
}

TEST(Journal, SyncedMeansKeptAndAnUnsyncedGroupNeverStopsAStart) {
  spdlog::set_level(spdlog::level::off);
  for (const std::uint64_t seed : sj::testing::seeds(400)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    FakeDisk disk;
    Records kept;
    Reopened opened = open(disk);
    append(*opened.journal, 1, static_cast<int>(seed % 9), &kept);
    disk.fail(Fault::sync, 1, 0);
    disk.fail(Fault::replace);  // as if the power went before the sync returned
    Records group;
    for (int number = 50; number < 53 + static_cast<int>(seed % 3); ++number) group.push_back(record(number));
    (void)opened.journal->append(group);

    FakeDisk after = disk.after_power_cut(seed);
    Reopened again = open(after);
    ASSERT_FALSE(again.error) << again.error->message;
    ASSERT_GE(again.records.size(), kept.size());
    ASSERT_TRUE(std::equal(kept.begin(), kept.end(), again.records.begin()));
    for (std::size_t i = kept.size(); i < again.records.size(); ++i)
      ASSERT_EQ(again.records[i], group[i - kept.size()]);
    kept = again.records;
    append(*again.journal, 80, 85, &kept);
    const Reopened last = open(after);
    ASSERT_FALSE(last.error) << last.error->message;
    ASSERT_EQ(last.records, kept);
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
  const auto journal =
      Journal::open(disk, clock, directory, small,
                    [](std::span<const std::string_view>) -> Result<void> { return fail(Errc::corrupt, "no"); });
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().message, "no");
}

TEST(Journal, AFileIsDroppableOnceNothingHoldsItOrAnOlderOne) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  const Journal::Segment newest = journal->active();
  ASSERT_GE(newest, 4u);
  EXPECT_EQ(journal->truncatable(), newest - 1) << "all but the one that is written to";
  journal->pin(2);
  journal->pin(2);
  journal->pin(3);
  EXPECT_EQ(journal->truncatable(), 1u);
  journal->unpin(2);
  EXPECT_EQ(journal->truncatable(), 1u) << "held twice";
  journal->unpin(2);
  EXPECT_EQ(journal->truncatable(), 2u);
  journal->unpin(3);
  EXPECT_EQ(journal->truncatable(), newest - 1);
  journal->pin(1);
  EXPECT_EQ(journal->truncatable(), std::nullopt);
  journal->unpin(1);
  journal->close();
  EXPECT_EQ(journal->truncatable(), newest);
}

TEST(Journal, DroppingGivesTheSpaceBackAndOnlyThat) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  const std::uint64_t all = journal->bytes();
  EXPECT_GT(all, 30u * 100);
  ASSERT_TRUE(journal->truncate_through(2, 0));
  EXPECT_EQ(journal->oldest(), 3u);
  EXPECT_LT(journal->bytes(), all);
  disk.fail(Fault::remove);
  const std::uint64_t before = journal->bytes();
  EXPECT_FALSE(journal->truncate_through(3, 0));
  EXPECT_EQ(journal->bytes(), before) << "it is still there";
  disk.repair();
  const Reopened again = open(disk);
  EXPECT_EQ(again.records.back(), record(30));
  EXPECT_LT(again.journal->bytes(), before) << "the next start removes it";
  journal->close();
  ASSERT_TRUE(journal->truncate_through(journal->active(), 0));
  EXPECT_EQ(journal->bytes(), 0u);
  EXPECT_EQ(disk.files(), 0u);
}

std::filesystem::path recycled(int number) {
  return segment(number).replace_extension(".spare");
}

/// Appends records first..last, each synced alone; files are dropped as soon as they may be. `kept`: what is left.
void append_and_drop(Journal& journal, int first, int last, Records& kept) {
  std::map<Journal::Segment, Records> in_file;
  for (int number = first; number <= last; ++number) {
    append(journal, number, number);
    in_file[journal.active()].push_back(record(number));
    if (const auto done = journal.truncatable()) {
      ASSERT_TRUE(journal.truncate_through(*done, 0));
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
  ASSERT_TRUE(journal->truncate_through(3, 0));
  EXPECT_TRUE(disk.has(recycled(1)) && disk.has(recycled(2)));
  EXPECT_FALSE(disk.has(recycled(3)) || disk.has(segment(1)) || disk.has(segment(3))) << "two are kept at most";
  const std::size_t files = disk.files();
  for (int number = 31; journal->active() == active; ++number) append(*journal, number, number);
  EXPECT_EQ(disk.files(), files) << "the new file is one of the recycled ones";
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
  for (const std::uint64_t seed : sj::testing::seeds(400)) {
    SCOPED_TRACE(sj::testing::replayed_by(seed));
    FakeDisk disk;
    Records kept, group;
    auto journal = std::move(open(disk).journal);
    append_and_drop(*journal, 1, 20 + static_cast<int>(seed % 17), kept);
    disk.fail(Fault::sync, 1, 0);
    disk.fail(Fault::replace);  // as if the power went before the sync returned
    for (int number = 70; number < 73; ++number) group.push_back(record(number, 60 + seed % 50));
    (void)journal->append(group);

    FakeDisk after = disk.after_power_cut(seed);
    Reopened again = open(after);
    ASSERT_FALSE(again.error) << again.error->message;
    ASSERT_GE(again.records.size(), kept.size());
    for (std::size_t i = 0; i < again.records.size(); ++i)
      ASSERT_EQ(again.records[i], i < kept.size() ? kept[i] : group[i - kept.size()]);
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
        if (const auto done = journal->truncatable()) (void)journal->truncate_through(*done, 0);
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
  const Records one{record(3)};
  EXPECT_FALSE(journal->append(one));
  disk.repair();
  append(*journal, 4, 4);
  ASSERT_TRUE(journal->truncate_through(1, 0));
  EXPECT_FALSE(disk.has(recycled(1))) << "it has a record with a number that is given out again";
}

TEST(Journal, RecycledFilesGoWhenItIsClosedAndAtTheNextStart) {
  FakeDisk disk;
  auto journal = std::move(open(disk).journal);
  append(*journal, 1, 30);
  ASSERT_TRUE(journal->truncate_through(2, 0));
  FakeDisk killed(disk);
  const Reopened again = open(killed);
  EXPECT_FALSE(killed.has(recycled(1)) || killed.has(recycled(2)));
  EXPECT_EQ(again.records.back(), record(30));
  journal->close();
  EXPECT_FALSE(disk.has(recycled(1)) || disk.has(recycled(2)));
  ASSERT_TRUE(journal->truncate_through(journal->active(), 0));
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
  const std::uint64_t fronts = 20 * 24;  // of files that were begun and hold no record
  const std::uint64_t held = open(disk).journal->bytes();
  EXPECT_GE(journal->bytes(), held);
  EXPECT_LE(journal->bytes(), held + fronts);
}

}  // namespace
}  // namespace sj::ingest
