#include "store/table/selection.hpp"

#include <algorithm>
#include <limits>

#include "store/table/row_text.hpp"
#include "store/table/text_hits.hpp"

namespace sj::store {
namespace {

// One of so many rows of a block is worth a pass over the texts of all.
constexpr std::uint32_t rows_worth_one_pass = 16;

}  // namespace

Selection::Selection(const SessionTable& table, const Scope& scope, const Filter& filter)
    : table_(table),
      scope_(scope),
      filter_(filter),
      ranged_(filter.from || filter.to),
      from_(filter.from.value_or(std::numeric_limits<TimeMs>::min())),
      to_(filter.to.value_or(std::numeric_limits<TimeMs>::max())),
      needle_(lower_ascii(filter.text)) {
  for (const ValueFilter& by : value_filters())
    if (by.is_asked(filter)) tests_.push_back(by.test(table, scope, filter));
  if (!needle_.empty()) look_through_last_events();
}

void Selection::look_through_last_events() {
  if (filter_.search_field != SearchField::any && filter_.search_field != SearchField::last_event) return;
  const Dictionary& events = table_.events();
  needle_in_last_event_.resize(std::max<std::size_t>(events.size(), 1));  // places without a row hold the number 0
  for (Dictionary::Id id = 0; id < events.size(); ++id)
    needle_in_last_event_[id] = events.in_use(id) && text_matches(lower_ascii(events.text(id)), needle_, filter_.match);
}

bool Selection::may_match(const Block& block) const {
  const Times times = times_of(block, filter_.time_field);
  return !ranged_ || (times.max >= from_ && times.min < to_);
}

bool Selection::covers(const Block& block) const {
  const Times times = times_of(block, filter_.time_field);
  return !ranged_ || (times.min >= from_ && times.max < to_);
}

bool Selection::pick(const Block& block, RowMask& mask) const {
  if (!may_match(block)) return false;
  mask = block.present;
  if (!covers(block)) pick_times(block, mask);
  for (const RowTest& test : tests_) {
    if (!any_row(mask)) return false;
    test(block, mask);
  }
  if (!needle_.empty() && any_row(mask)) pick_text(block, mask);
  return any_row(mask);
}

std::uint64_t Selection::count() const {
  std::uint64_t count = 0;
  for (const auto& block : table_.blocks())
    if (RowMask mask; pick(*block, mask)) count += static_cast<std::uint64_t>(std::ranges::count(mask, 1));
  return count;
}

void Selection::pick_times(const Block& block, RowMask& mask) const {
  const Column<TimeMs>& times = times_of(block, filter_.time_field).of_rows;
  for (std::uint32_t at = 0; at < block.used; ++at)
    mask[at] &=
        static_cast<std::uint8_t>(static_cast<unsigned>(times[at] >= from_) & static_cast<unsigned>(times[at] < to_));
}

void Selection::pick_text(const Block& block, RowMask& mask) const {
  const auto left = static_cast<std::uint32_t>(std::ranges::count(mask, 1));
  if (left < block.used / rows_worth_one_pass)
    for_each_row(mask, block.used, [&](std::uint32_t at) { mask[at] = matches_text({&block, at, 0}); });
  else
    pick_text_in_one_pass(block, mask);
}

void Selection::pick_text_in_one_pass(const Block& block, RowMask& mask) const {
  const auto texts = block.texts.items();
  TextHits hits;
  hits.find({texts.data(), texts.size()}, needle_);
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    mask[at] = last_event_matches(block, at) || (hits.any_in(block.text[at]) && matches_text({&block, at, 0}));
  });
}

bool Selection::last_event_matches(const Block& block, std::uint32_t at) const {
  return !needle_in_last_event_.empty() && needle_in_last_event_[block.last_event[at]] != 0;
}

bool Selection::matches_text(const RowRef& row) const {
  return last_event_matches(*row.block, row.at) ||
         row_text_matches(row.text(), needle_, filter_.search_field, filter_.match);
}

}  // namespace sj::store
