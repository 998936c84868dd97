#include "http/message/body_budget.hpp"

#include <gtest/gtest.h>

namespace sj::http {
namespace {

TEST(BodyBudget, OneOwnerNeverHasMoreThanIsLeft) {
  const auto budget = std::make_shared<BodyBudget>(120);
  BodyReservation greedy(budget, "greedy");
  EXPECT_TRUE(greedy.grow_to(60));
  EXPECT_FALSE(greedy.grow_to(61));
  BodyReservation other(budget, "other");
  EXPECT_TRUE(other.grow_to(30));
  EXPECT_FALSE(other.grow_to(31));
  BodyReservation third(budget, "third");
  EXPECT_TRUE(third.grow_to(15)) << "there is always something left";
  EXPECT_FALSE(BodyReservation(budget, "greedy").grow_to(1));
}

TEST(BodyBudget, SharesOfOneOwnerCountTogether) {
  const auto budget = std::make_shared<BodyBudget>(100);
  BodyReservation first(budget, "a");
  EXPECT_TRUE(first.grow_to(40));
  {
    BodyReservation second(budget, "a");
    EXPECT_TRUE(second.grow_to(10));
    EXPECT_FALSE(second.grow_to(11));
  }
  BodyReservation third(budget, "a");
  EXPECT_TRUE(third.grow_to(10)) << "what ended gave back";
  EXPECT_EQ(budget->in_use(), 50U);
}

TEST(BodyBudget, WhatIsThereAlreadyCountsAgainstLaterOnes) {
  const auto budget = std::make_shared<BodyBudget>(100);
  {
    BodyReservation large(budget, "a");
    large.hold(90);
    EXPECT_FALSE(BodyReservation(budget, "b").grow_to(6));
    EXPECT_TRUE(BodyReservation(budget, "b").grow_to(5));
    large.hold(200);
    EXPECT_FALSE(BodyReservation(budget, "b").grow_to(1));
  }
  EXPECT_EQ(budget->in_use(), 0U);
}

}  // namespace
}  // namespace sj::http
