#include "store/table/selection.hpp"

#include <algorithm>
#include <limits>

#include "store/table/row_text.hpp"
#include "store/table/text_hits.hpp"

namespace sj::store {
namespace {

using Bytes = std::array<std::uint8_t, 256>;

// One of so many rows of a block is worth a pass over the texts of all.
constexpr std::uint32_t rows_worth_one_pass = 16;

// Nothing if there are no values, because an empty member does not filter.
template <class T>
std::optional<Bytes> bytes_of(const std::vector<T>& values) {
  if (values.empty()) return std::nullopt;
  Bytes allowed{};
  for (const T& value : values) allowed[static_cast<std::uint8_t>(value)] = 1;
  return allowed;
}

std::optional<Bytes> bytes_of(const std::vector<std::optional<Impact>>& values) {
  std::vector<Impact> outcomes;
  for (const auto& value : values) outcomes.push_back(value.value_or(Impact::none));
  return bytes_of(outcomes);
}

// Bytes that have a bit in common with the stages.
std::optional<Bytes> bytes_with(const std::vector<Stage>& stages) {
  if (stages.empty()) return std::nullopt;
  unsigned wanted = 0;
  for (const Stage stage : stages) wanted |= 1u << static_cast<unsigned>(stage);
  Bytes allowed{};
  for (unsigned bits = 0; bits < allowed.size(); ++bits) allowed[bits] = (bits & wanted) != 0;
  return allowed;
}

// Asks `test` once for every text of the dictionary.
template <class Test>
std::vector<std::uint8_t> allowed_of(const Dictionary& dictionary, Test test) {
  std::vector<std::uint8_t> allowed(dictionary.size(), 0);
  for (Dictionary::Id id = 0; id < allowed.size(); ++id)
    if (dictionary.in_use(id) && test(dictionary.text(id))) allowed[id] = 1;
  if (allowed.empty()) allowed.push_back(0);  // places without a row hold the number 0
  return allowed;
}

bool is_any_of(std::string_view text, const std::vector<std::string>& values) {
  return std::ranges::find(values, text) != values.end();
}

template <class Values, class Allowed>
void keep_allowed(RowMask& mask, std::uint32_t used, const Values& values, const Allowed& allowed) {
  for (std::uint32_t at = 0; at < used; ++at) mask[at] &= allowed[values[at]];
}

template <class Values, class Allowed>
void keep_if_asked(RowMask& mask, std::uint32_t used, const Values& values, const std::optional<Allowed>& allowed) {
  if (allowed) keep_allowed(mask, used, values, *allowed);
}

bool any_row(const RowMask& mask) {
  std::uint64_t any = 0;
  for (std::uint32_t base = 0; base < block_rows; base += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, mask.data() + base, sizeof(eight));
    any |= eight;
  }
  return any != 0;
}

}  // namespace

Selection::Selection(const SessionTable& table, const Scope& scope, const Filter& filter)
    : table_(table),
      scope_(scope),
      filter_(filter),
      from_(filter.from.value_or(std::numeric_limits<TimeMs>::min())),
      to_(filter.to.value_or(std::numeric_limits<TimeMs>::max())),
      status_(bytes_of(filter.status)),
      decision_(bytes_of(filter.decision)),
      stage_(bytes_of(filter.stage)),
      furthest_(bytes_of(filter.furthest_stage)),
      headline_(bytes_of(filter.headline)),
      entered_(bytes_with(filter.entered)),
      passed_(bytes_with(filter.passed)),
      needle_(lower_ascii(filter.text)) {
  read_words();
  if (!filter.event.empty()) event_ = table.names().test_of(filter.event);
  if (!filter.check.empty()) check_ = table.names().test_of(filter.check);
}

void Selection::read_words() {
  const auto read = [](std::optional<Allowed>& allowed, const Dictionary& dictionary,
                       const std::vector<std::string>& values) {
    if (values.empty()) return;
    allowed = allowed_of(dictionary, [&](std::string_view text) { return !text.empty() && is_any_of(text, values); });
  };
  read(reason_, table_.reasons(), filter_.reason);
  read(last_path_, table_.paths(), filter_.last_path);
  read(last_event_, table_.events(), filter_.last_event);
  if (!filter_.error_code.empty() || !filter_.error_family.empty())
    error_code_ = allowed_of(table_.error_codes(), [&](std::string_view code) {
      if (code.empty()) return false;
      const std::string& prefix = scope_.catalog->family_of(code).prefix;
      return (filter_.error_code.empty() || is_any_of(code, filter_.error_code)) &&
             (filter_.error_family.empty() || is_any_of(prefix.empty() ? "other" : prefix, filter_.error_family));
    });
  const bool searches_last_event =
      filter_.search_field == SearchField::any || filter_.search_field == SearchField::last_event;
  if (!needle_.empty() && searches_last_event)
    needle_in_last_event_ = allowed_of(table_.events(), [&](std::string_view name) {
      return text_matches(lower_ascii(name), needle_, filter_.match);
    });
}

bool Selection::may_match(const Block& block) const {
  const bool created = filter_.time_field == TimeField::created;
  return (created ? block.created_max : block.updated_max) >= from_ &&
         (created ? block.created_min : block.updated_min) < to_;
}

bool Selection::covers(const Block& block) const {
  const bool created = filter_.time_field == TimeField::created;
  return (created ? block.created_min : block.updated_min) >= from_ &&
         (created ? block.created_max : block.updated_max) < to_;
}

bool Selection::pick(const Block& block, RowMask& mask) const {
  if (!may_match(block)) return false;
  mask = block.present;
  if (!covers(block)) pick_times(block, mask);
  pick_words(block, mask);
  pick_names(block, mask);
  if (!any_row(mask)) return false;
  if (status_ || headline_) pick_status(block, mask);
  if (!needle_.empty()) pick_text(block, mask);
  return any_row(mask);
}

std::uint64_t Selection::count() const {
  std::uint64_t count = 0;
  for (const auto& block : table_.blocks())
    if (RowMask mask; pick(*block, mask)) count += static_cast<std::uint64_t>(std::ranges::count(mask, 1));
  return count;
}

void Selection::pick_times(const Block& block, RowMask& mask) const {
  const Column<TimeMs>& times = filter_.time_field == TimeField::created ? block.created : block.updated;
  for (std::uint32_t at = 0; at < block.used; ++at)
    mask[at] &=
        static_cast<std::uint8_t>(static_cast<unsigned>(times[at] >= from_) & static_cast<unsigned>(times[at] < to_));
}

void Selection::pick_words(const Block& block, RowMask& mask) const {
  keep_if_asked(mask, block.used, block.decision, decision_);
  keep_if_asked(mask, block.used, block.stage, stage_);
  keep_if_asked(mask, block.used, block.furthest, furthest_);
  keep_if_asked(mask, block.used, block.entered, entered_);
  keep_if_asked(mask, block.used, block.passed, passed_);
  keep_if_asked(mask, block.used, block.reason, reason_);
  keep_if_asked(mask, block.used, block.error_code, error_code_);
  keep_if_asked(mask, block.used, block.last_path, last_path_);
  keep_if_asked(mask, block.used, block.last_event, last_event_);
}

void Selection::pick_names(const Block& block, RowMask& mask) const {
  for (const auto* test : {&event_, &check_}) {
    if (!*test) continue;
    RowMask hits;
    (*test)->find(block.names, block.used, hits);
    for (std::uint32_t at = 0; at < block.used; ++at) mask[at] &= hits[at];
  }
}

void Selection::pick_status(const Block& block, RowMask& mask) const {
  for_each_row(mask, block.used, [&](std::uint32_t at) {
    const RowRef row{&block, at, 0};
    const journey::Status status = status_of(row, scope_);
    const bool passes = (!status_ || (*status_)[static_cast<std::uint8_t>(status)]) &&
                        (!headline_ || (*headline_)[static_cast<std::uint8_t>(headline_of(row, status))]);
    mask[at] = passes;
  });
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
  return needle_in_last_event_ && (*needle_in_last_event_)[block.last_event[at]];
}

bool Selection::matches_text(const RowRef& row) const {
  return last_event_matches(*row.block, row.at) ||
         row_text_matches(row.text(), needle_, filter_.search_field, filter_.match);
}

}  // namespace sj::store
