#include "store/table/row_cache.hpp"

#include <gtest/gtest.h>

namespace sj::store {
namespace {

using Keys = std::vector<RowCache::Key>;
using Rows = std::vector<std::string>;

/// Asks for the rows and reads those that are not known: what a row holds is `version` and its key.
Rows ask(RowCache& cache, const Keys& keys, const std::string& version, std::size_t* read = nullptr) {
  std::vector<RowCache::Announced> announced;
  Rows rows = cache.find(keys, announced);
  for (const auto& one : announced) rows[one.at] = version + std::to_string(keys[one.at]);
  cache.keep(keys, announced, rows);
  if (read) *read = announced.size();
  return rows;
}

TEST(RowCache, ARowIsReadOnce) {
  RowCache cache(1 << 20);
  std::size_t read = 0;
  EXPECT_EQ(ask(cache, {1, 2}, "a", &read), (Rows{"a1", "a2"}));
  EXPECT_EQ(read, 2u);
  EXPECT_EQ(ask(cache, {3, 2, 1}, "b", &read), (Rows{"b3", "a2", "a1"}));
  EXPECT_EQ(read, 1u);
}

TEST(RowCache, ARowThatWasWrittenIsReadAgain) {
  RowCache cache(1 << 20);
  ask(cache, {1, 2}, "a");
  cache.forget(1);
  EXPECT_EQ(ask(cache, {1, 2}, "b"), (Rows{"b1", "a2"}));
}

TEST(RowCache, WhatWasReadBeforeARowWasWrittenIsNotKept) {
  RowCache cache(1 << 20);
  const Keys keys{1};
  std::vector<RowCache::Announced> slow, quick;
  (void)cache.find(keys, slow);
  cache.forget(1);  // written while the first reader still has the old row in hand
  (void)cache.find(keys, quick);
  cache.keep(keys, slow, Rows{"old"});
  EXPECT_EQ(cache.find(keys, quick), Rows{""});
  cache.keep(keys, quick, Rows{"new"});
  EXPECT_EQ(ask(cache, keys, "read anew "), Rows{"new"});
}

TEST(RowCache, MemoryHasABoundAndWhatWasUsedLastStays) {
  RowCache cache(10'000);
  for (RowCache::Key key = 0; key < 1'000; ++key) {
    ask(cache, {key, 0}, "a");
    ASSERT_LE(cache.bytes(), 10'000u);
  }
  EXPECT_EQ(ask(cache, {0, 1, 999}, "b"), (Rows{"a0", "b1", "a999"}));
}

TEST(RowCache, APageLargerThanTheBoundIsAnsweredAndNotKept) {
  RowCache cache(1'000);
  Keys keys;
  for (RowCache::Key key = 0; key < 100; ++key) keys.push_back(key);
  EXPECT_EQ(ask(cache, keys, "a")[99], "a99");
  EXPECT_LE(cache.bytes(), 1'000u);
}

}  // namespace
}  // namespace sj::store
