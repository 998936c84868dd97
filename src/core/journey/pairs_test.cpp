#include "journey/pairs.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;

struct PairsOf : ::testing::Test {
  Story story;
  /// "FE event, BE event, BE − FE in ms", one each.
  Ids matched() {
    const Journey journey = story.at(3600);
    Ids out;
    for (const Journey::Match& match : journey.matched)
      out.push_back(story.ids({match.fe})[0] + " " + story.ids({match.be})[0] + " " + std::to_string(match.delta_ms));
    return out;
  }
  Ids unmatched() { return story.ids(story.at(3600).unmatched); }
};

TEST_F(PairsOf, AScreenAndTheServerThatRecordTheSameAction) {
  story.be("SESSION_CREATED", 0).fe("FRONT_SESSION_START", 0.12).fe("CREATE_FLOW", 2).be("FLOW_ID_ISSUED", 2.2);
  EXPECT_EQ(matched(), (Ids{"FRONT_SESSION_START SESSION_CREATED -120", "CREATE_FLOW FLOW_ID_ISSUED 200"}));
  EXPECT_EQ(unmatched(), Ids{});
}

TEST_F(PairsOf, TheNearestOfThoseThatAreFree) {
  story.be("SESSION_CREATED", 10)
      .be("SESSION_CREATED", 13)
      .fe("FRONT_SESSION_START", 12)
      .fe("FRONT_SESSION_START", 12.5);
  EXPECT_EQ(matched(),
            (Ids{"FRONT_SESSION_START SESSION_CREATED2 1000", "FRONT_SESSION_START2 SESSION_CREATED -2500"}));
}

TEST_F(PairsOf, TheFirstOfTwoThatAreEquallyNear) {
  story.be("SESSION_CREATED", 11).be("SESSION_CREATED", 13).fe("FRONT_SESSION_START", 12);
  EXPECT_EQ(matched(), Ids{"FRONT_SESSION_START SESSION_CREATED -1000"});
  EXPECT_EQ(unmatched(), Ids{"SESSION_CREATED2"});
}

TEST_F(PairsOf, AMinuteApartAtMost) {
  story.be("SESSION_CREATED", 0).fe("FRONT_SESSION_START", 60);
  EXPECT_EQ(matched(), Ids{"FRONT_SESSION_START SESSION_CREATED -60000"});
  Story too_far;
  too_far.be("SESSION_CREATED", 0).fe("FRONT_SESSION_START", 60.001);
  EXPECT_TRUE(too_far.at(3600).matched.empty());
}

}  // namespace
}  // namespace sj::journey
