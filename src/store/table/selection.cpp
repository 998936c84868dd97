#include "store/table/selection.hpp"

#include <algorithm>
#include <limits>

#include "store/table/profile.hpp"
#include "store/table/row_text.hpp"

namespace sj::store {
namespace {

constexpr std::uint32_t all = ~std::uint32_t{0};

// Bits of the values; all bits if there are none, because an empty member does not filter.
template <class T>
std::uint32_t mask_of(const std::vector<T>& values) {
  if (values.empty()) return all;
  std::uint32_t mask = 0;
  for (const T& value : values) mask |= 1u << static_cast<unsigned>(value);
  return mask;
}

std::uint32_t decision_mask_of(const std::vector<std::optional<Impact>>& values) {
  if (values.empty()) return all;
  std::uint32_t mask = 0;
  for (const auto& value : values) mask |= 1u << static_cast<unsigned>(value.value_or(Impact::none));
  return mask;
}

bool has(std::uint32_t mask, std::uint8_t value) {
  return (mask >> value & 1u) != 0;
}

// Asks `test` once for every text of the dictionary.
template <class Test>
std::vector<std::uint8_t> allowed_of(const Dictionary& dictionary, Test test) {
  std::vector<std::uint8_t> allowed(dictionary.size(), 0);
  for (Dictionary::Id id = 0; id < allowed.size(); ++id)
    if (dictionary.in_use(id) && test(dictionary.text(id))) allowed[id] = 1;
  return allowed;
}

bool is_any_of(std::string_view text, const std::vector<std::string>& values) {
  return std::ranges::find(values, text) != values.end();
}

bool passes_profile(std::string_view profile, const Filter& filter) {
  const auto event = [&](const std::string& name) { return profile_has_event(profile, name); };
  const auto check = [&](const CheckFilter& wanted) { return profile_has_check(profile, wanted); };
  return (filter.event.empty() || std::ranges::any_of(filter.event, event)) &&
         (filter.check.empty() || std::ranges::any_of(filter.check, check));
}

}  // namespace

Selection::Selection(const SessionTable& table, const Scope& scope, const Filter& filter)
    : table_(table),
      scope_(scope),
      filter_(filter),
      from_(filter.from.value_or(std::numeric_limits<TimeMs>::min())),
      to_(filter.to.value_or(std::numeric_limits<TimeMs>::max())),
      status_mask_(mask_of(filter.status)),
      decision_mask_(decision_mask_of(filter.decision)),
      stage_mask_(mask_of(filter.stage)),
      furthest_mask_(mask_of(filter.furthest_stage)),
      headline_mask_(mask_of(filter.headline)),
      entered_mask_(static_cast<std::uint8_t>(filter.entered.empty() ? 0 : mask_of(filter.entered))),
      passed_mask_(static_cast<std::uint8_t>(filter.passed.empty() ? 0 : mask_of(filter.passed))),
      needle_(lower_ascii(filter.text)) {
  const auto among = [](const std::vector<std::string>& values) {
    return [&values](std::string_view text) { return !text.empty() && is_any_of(text, values); };
  };
  if (!filter.reason.empty()) reason_ = allowed_of(table.reasons(), among(filter.reason));
  if (!filter.last_path.empty()) last_path_ = allowed_of(table.paths(), among(filter.last_path));
  if (!filter.last_event.empty()) last_event_ = allowed_of(table.events(), among(filter.last_event));
  if (!filter.error_code.empty() || !filter.error_family.empty())
    error_code_ = allowed_of(table.error_codes(), [&](std::string_view code) {
      if (code.empty()) return false;
      const std::string& prefix = scope.catalog->family_of(code).prefix;
      return (filter.error_code.empty() || is_any_of(code, filter.error_code)) &&
             (filter.error_family.empty() || is_any_of(prefix.empty() ? "other" : prefix, filter.error_family));
    });
  if (!filter.event.empty() || !filter.check.empty())
    profile_ = allowed_of(table.profiles(), [&](std::string_view profile) { return passes_profile(profile, filter); });
  const bool searches_last_event =
      filter.search_field == SearchField::any || filter.search_field == SearchField::last_event;
  if (!needle_.empty() && searches_last_event)
    needle_in_last_event_ = allowed_of(
        table.events(), [&](std::string_view name) { return text_matches(lower_ascii(name), needle_, filter.match); });
}

bool Selection::may_match(const Block& block) const {
  const bool created = filter_.time_field == TimeField::created;
  return (created ? block.created_max : block.updated_max) >= from_ &&
         (created ? block.created_min : block.updated_min) < to_;
}

bool Selection::matches(const RowRef& row) const {
  const Block& block = *row.block;
  if (!block.present[row.at]) return false;
  const TimeMs time = filter_.time_field == TimeField::created ? block.created[row.at] : block.updated[row.at];
  if (time < from_ || time >= to_) return false;
  if (!has(decision_mask_, block.decision[row.at])) return false;
  if (!has(stage_mask_, block.stage[row.at]) || !has(furthest_mask_, block.furthest[row.at])) return false;
  if (entered_mask_ && !(block.entered[row.at] & entered_mask_)) return false;
  if (passed_mask_ && !(block.passed[row.at] & passed_mask_)) return false;
  return matches_words(row) && matches_status(row) && matches_text(row);
}

bool Selection::matches_words(const RowRef& row) const {
  const auto passes = [&](const Allowed& allowed, const Column<Dictionary::Id>& column) {
    return allowed.empty() || allowed[column[row.at]];
  };
  const Block& block = *row.block;
  return passes(reason_, block.reason) && passes(error_code_, block.error_code) &&
         passes(last_path_, block.last_path) && passes(last_event_, block.last_event) &&
         passes(profile_, block.profile);
}

bool Selection::matches_status(const RowRef& row) const {
  if (status_mask_ == all && headline_mask_ == all) return true;
  const journey::Status status = status_of(row, scope_);
  return has(status_mask_, static_cast<std::uint8_t>(status)) &&
         has(headline_mask_, static_cast<std::uint8_t>(headline_of(row, status)));
}

bool Selection::matches_text(const RowRef& row) const {
  if (needle_.empty()) return true;
  if (!needle_in_last_event_.empty() && needle_in_last_event_[row.block->last_event[row.at]]) return true;
  return row_text_matches(row.text(), needle_, filter_.search_field, filter_.match);
}

}  // namespace sj::store
