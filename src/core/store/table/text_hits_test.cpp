#include "store/table/text_hits.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace sj::store {
namespace {

// The rows' texts one behind the other, with a place for each.
struct Rows {
  std::string all;
  std::vector<Slot> slots;
  void add(const std::string& text) {
    slots.push_back({static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(text.size())});
    all += text;
  }
};

RC_GTEST_PROP(TextHits, NoRowThatHasTheTextIsMissed, ()) {
  const auto letter = rc::gen::elementOf(std::string("ab"));
  const auto texts = *rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(letter));
  const auto needle = *rc::gen::nonEmpty(rc::gen::container<std::string>(letter));
  Rows rows;
  for (const std::string& text : texts) rows.add(text);
  TextHits hits;
  hits.find(rows.all, needle);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Slot slot = rows.slots[i];
    bool begins_within = false;
    for (std::size_t at = slot.offset; at < slot.offset + slot.size; ++at)
      begins_within = begins_within || rows.all.compare(at, needle.size(), needle) == 0;
    RC_ASSERT(hits.any_in(slot) == begins_within);
  }
}

TEST(TextHits, TellsRowsApartWhereverTheirTextsBeginAndEnd) {
  Rows rows;
  for (const std::size_t size : {0, 1, 15, 16, 63, 64, 65, 128, 200}) {
    rows.add(std::string(size, '-'));
    rows.add(std::string(size, '-') + "kim@" + std::string(size, '-'));
    rows.add("kim");
  }
  TextHits hits;
  hits.find(rows.all, "kim@");
  for (std::size_t i = 0; i < rows.slots.size(); ++i) EXPECT_EQ(hits.any_in(rows.slots[i]), i % 3 == 1) << i;
  hits.find(rows.all, "lee@");
  for (const Slot slot : rows.slots) EXPECT_FALSE(hits.any_in(slot));
  hits.find("", "kim@");
  EXPECT_FALSE(hits.any_in({0, 0}));
}

}  // namespace
}  // namespace sj::store
