#include "journey/identity.hpp"

#include <gtest/gtest.h>

#include "journey/testing/story.hpp"

namespace sj::journey {
namespace {

using testing::Ids;
using testing::Story;

TEST(Identity, IsWhatTheServerSaidLast) {
  Story story;
  story.fe("STEP_VIEW", 0, {.email = "typed@x.org"})
      .be("SUBMISSION_CREATED", 1, {.submission_id = "s-1", .email = "kim@x.org"})
      .fe("STEP_VIEW", 2, {.email = "later@x.org"});
  const Summary summary = story.at(10).summary;
  EXPECT_EQ(summary.identity[0], "kim@x.org");
  EXPECT_EQ(summary.aliases[0], (Ids{"typed@x.org", "later@x.org"}));
  EXPECT_EQ(summary.server_sent[0], Ids{"kim@x.org"});
  EXPECT_EQ(summary.identity[2], "s-1");
}

TEST(Identity, IsTheBrowsersWhereTheServerSaidNothing) {
  Story story;
  story.fe("STEP_VIEW", 0, {.user_id = "u-1"}).fe("STEP_VIEW", 1, {.user_id = "u-2"}).be("APPROVED", 2);
  EXPECT_EQ(story.at(10).summary.identity[1], "u-2");
}

TEST(Identity, OfAnEmailDoesNotLookAtTheCaseOfAsciiLetters) {
  EXPECT_TRUE(is_same_identity("Kim@X.org", "kim@x.ORG", Identity::email));
  EXPECT_FALSE(is_same_identity("Ékim@x.org", "ékim@x.org", Identity::email));
  EXPECT_FALSE(is_same_identity("U-1", "u-1", Identity::user_id));
}

}  // namespace
}  // namespace sj::journey
