#include "ingest/turn_queue.hpp"

#include <gtest/gtest.h>

namespace sj::ingest {
namespace {

std::string all_of(TurnQueue<std::string>& queue) {
  std::string all;
  while (!queue.empty()) all += queue.pop();
  return all;
}

TEST(TurnQueue, ProjectsTakeTurnsAndEachKeepsItsOrder) {
  TurnQueue<std::string> queue(100);
  for (const char* item : {"1", "2", "3", "4"}) queue.push("loud", item);
  queue.push("quiet", "a");
  queue.push("other", "x");
  queue.push("other", "y");
  EXPECT_EQ(queue.front(), "1");
  EXPECT_EQ(all_of(queue), "1ax2y34");
}

TEST(TurnQueue, OneThatIsPassedOverHasItsTurnLater) {
  TurnQueue<std::string> queue(100);
  queue.push("loud", "1");
  queue.push("quiet", "a");
  queue.pass();
  EXPECT_EQ(all_of(queue), "a1");
}

TEST(TurnQueue, WhereItIsFullOnlyThoseWithAShareAreTurnedAway) {
  TurnQueue<std::string> queue(100);
  EXPECT_TRUE(queue.reserve("loud", 100));
  EXPECT_FALSE(queue.reserve("loud", 1));
  EXPECT_TRUE(queue.reserve("quiet", 50));
  EXPECT_FALSE(queue.reserve("quiet", 1));
  EXPECT_TRUE(queue.reserve("other", 33));
  EXPECT_EQ(queue.bytes(), 183u);
}

TEST(TurnQueue, WhatIsGivenBackCanBeReservedAgain) {
  TurnQueue<std::string> queue(100);
  EXPECT_TRUE(queue.reserve("loud", 100));
  queue.release("loud", 60);
  EXPECT_FALSE(queue.reserve("loud", 61));
  EXPECT_TRUE(queue.reserve("loud", 60));
  queue.release("loud", 100);
  EXPECT_EQ(queue.bytes(), 0u);
}

TEST(TurnQueue, AnEmptyItemCountsForNothing) {
  TurnQueue<std::string> queue(100);
  EXPECT_TRUE(queue.reserve("loud", 0));
  EXPECT_TRUE(queue.reserve("loud", 100));
  EXPECT_TRUE(queue.reserve("quiet", 0));
  queue.release("loud", 100);
  queue.release("loud", 0);
  queue.release("quiet", 0);
  EXPECT_TRUE(queue.reserve("loud", 100)) << "nobody else has a share";
  EXPECT_EQ(queue.bytes(), 100u);
}

}  // namespace
}  // namespace sj::ingest
