#include "traffic/fates.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "event/catalog.hpp"

namespace sj::traffic {
namespace {

// docs/journey-rules.md §11.
const std::set<std::string_view> headlines{"APPROVED_WITH_WARNINGS",
                                           "APPROVED_AFTER_RETAKE",
                                           "APPROVED",
                                           "REJECTED_RETRY_LIMIT",
                                           "REJECTED_BY_CHECK",
                                           "REJECTED_UNEXPLAINED",
                                           "PENDING_REVIEW",
                                           "PENDING_UNEXPLAINED",
                                           "BLOCKED_PRE_CHECKS",
                                           "BLOCKED_IN_STEP",
                                           "COMPLETED_WITHOUT_DECISION",
                                           "ERROR_RETRY_LOOP",
                                           "ERROR_PAGE_ONLY",
                                           "DROPPED_NEVER_OPENED",
                                           "DROPPED_ON_SERVER",
                                           "DROPPED_CAMERA_DENIED",
                                           "DROPPED_AFTER_RETAKE",
                                           "DROPPED_OFFLINE",
                                           "DROPPED_IN_BACKGROUND",
                                           "DROPPED_ON_SCREEN",
                                           "IN_PROGRESS_RETAKE",
                                           "IN_PROGRESS"};

TEST(Fates, LeadToEveryHeadline) {
  std::set<std::string_view> seen;
  for (const Fate& fate : fates()) seen.insert(fate.headline);
  EXPECT_EQ(seen, headlines);
}

TEST(Fates, AreDealtEvenlyToEveryThousand) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    FateDeck deck(seed);
    std::map<std::string_view, int> dealt;
    for (std::uint64_t session = 3000; session < 4000; ++session) ++dealt[fates()[deck.deal(session)].headline];
    std::map<std::string_view, InMyriad> weights;
    for (const Fate& fate : fates()) weights[fate.headline] += fate.weight;
    for (const auto& [headline, weight] : weights) EXPECT_NEAR(dealt[headline], weight / 10, 2) << headline;
  }
}

TEST(Fates, DoNotDependOnWhoWasDealtBefore) {
  FateDeck in_order(5), alone(5);
  std::uint8_t last = 0;
  for (std::uint64_t session = 0; session <= 2345; ++session) last = in_order.deal(session);
  EXPECT_EQ(alone.deal(2345), last);
}

TEST(Vocabulary, IsTheCatalogs) {
  const auto catalog = Catalog::load();
  ASSERT_TRUE(catalog) << catalog.error().message;
  for (std::size_t i = 0; i < name_count; ++i) {
    const Word& known = word(static_cast<Name>(i));
    const EventType* type = (*catalog)->find(known.text);
    const bool vendor = known.text.starts_with("VENDOR_");
    EXPECT_EQ(type == nullptr, vendor) << known.text;
    if (type == nullptr) continue;
    EXPECT_EQ(type->source, known.source) << known.text;
    EXPECT_EQ(type->kind == Kind::check, known.typical_ms > 0) << known.text;
    EXPECT_EQ(type->kind == Kind::check, !known.engine.empty()) << known.text;
  }
  EXPECT_EQ((*catalog)->events().size(), name_count - 2);  // every name of the catalog is spoken
}

TEST(Vocabulary, ReasonsAreTheCatalogs) {
  const auto catalog = Catalog::load();
  ASSERT_TRUE(catalog);
  for (const Fate& fate : fates()) {
    if (fate.reason == Reason::none || fate.reason == Reason::customer_rule_17) continue;
    EXPECT_NE((*catalog)->reason(to_text(fate.reason)), nullptr) << to_text(fate.reason);
  }
}

}  // namespace
}  // namespace sj::traffic
