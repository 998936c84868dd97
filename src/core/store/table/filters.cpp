#include "store/table/filters.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace sj::store {
namespace {

// --- what values are ---

bool read_value(std::string_view text, Stage& value) {
  const auto stage = sj::stage_of(text);
  if (stage) value = *stage;
  return stage.has_value();
}

bool read_value(std::string_view text, journey::Status& value) {
  const auto status = journey::status_of(text);
  if (status) value = *status;
  return status.has_value();
}

bool read_value(std::string_view text, journey::Headline& value) {
  const auto headline = journey::headline_of(text);
  if (headline) value = *headline;
  return headline.has_value();
}

bool read_value(std::string_view text, std::optional<Impact>& decision) {
  if (text == "NONE") return true;
  decision = impact_of(text);
  return decision == Impact::approved || decision == Impact::rejected || decision == Impact::pending;
}

bool read_value(std::string_view text, std::string& value) {
  value = text;
  return !text.empty();
}

bool read_value(std::string_view text, CheckFilter& check) {
  const std::size_t colon = text.find(':');
  check.name = text.substr(0, colon);
  if (colon == std::string_view::npos) return !check.name.empty();
  check.result = check_result_of(text.substr(colon + 1));
  return !check.name.empty() && check.result;
}

template <class Word>
void put_value(std::string& out, Word value) {
  put_fixed(out, static_cast<std::uint8_t>(value));
}
void put_value(std::string& out, std::optional<Impact> decision) {
  put_value(out, decision.value_or(Impact::none));
}
void put_value(std::string& out, const std::string& text) {
  put_text(out, text);
}
void put_value(std::string& out, const CheckFilter& check) {
  put_text(out, check.name);
  put_fixed(out, static_cast<std::uint8_t>(check.result ? 1 + static_cast<unsigned>(*check.result) : 0));
}

// --- how rows pass ---

using Bytes = std::array<std::uint8_t, 256>;
/// For each number of a dictionary whether it passes.
using Allowed = std::vector<std::uint8_t>;

template <class Word>
std::uint8_t byte_of(Word value) {
  return static_cast<std::uint8_t>(value);
}
std::uint8_t byte_of(std::optional<Impact> decision) {
  return static_cast<std::uint8_t>(decision.value_or(Impact::none));
}

template <class Value>
Bytes bytes_of(const std::vector<Value>& values) {
  Bytes allowed{};
  for (const Value& value : values) allowed[byte_of(value)] = 1;
  return allowed;
}

// Bytes that have a bit in common with the stages.
Bytes bytes_with(const std::vector<Stage>& stages) {
  unsigned wanted = 0;
  for (const Stage stage : stages) wanted |= 1u << static_cast<unsigned>(stage);
  Bytes allowed{};
  for (unsigned bits = 0; bits < allowed.size(); ++bits) allowed[bits] = (bits & wanted) != 0;
  return allowed;
}

template <class Values, class ByValue>
void keep_allowed(RowMask& mask, std::uint32_t used, const Values& values, const ByValue& allowed) {
  for (std::uint32_t at = 0; at < used; ++at) mask[at] &= allowed[values[at]];
}

template <auto values, auto column>
RowTest by_byte(const SessionTable&, const Scope&, const Filter& filter) {
  return [allowed = bytes_of(filter.*values)](const Block& block, RowMask& mask) {
    keep_allowed(mask, block.used, block.*column, allowed);
  };
}

template <auto stages, auto column>
RowTest by_stage_bit(const SessionTable&, const Scope&, const Filter& filter) {
  return [allowed = bytes_with(filter.*stages)](const Block& block, RowMask& mask) {
    keep_allowed(mask, block.used, block.*column, allowed);
  };
}

// Asks `passes` once for every text of the dictionary; the empty one is no value.
template <class Passes>
RowTest by_number(const Dictionary& dictionary, Column<Dictionary::Id> BlockColumns::*column, Passes passes) {
  Allowed allowed(std::max<std::size_t>(dictionary.size(), 1), 0);  // places without a row hold the number 0
  for (Dictionary::Id id = 0; id < dictionary.size(); ++id)
    allowed[id] = dictionary.in_use(id) && !dictionary.text(id).empty() && passes(dictionary.text(id));
  return [column, allowed = std::move(allowed)](const Block& block, RowMask& mask) {
    keep_allowed(mask, block.used, block.*column, allowed);
  };
}

bool is_any_of(std::string_view text, const std::vector<std::string>& values) {
  return std::ranges::find(values, text) != values.end();
}

template <auto texts, auto column, auto dictionary>
RowTest by_text(const SessionTable& table, const Scope&, const Filter& filter) {
  return by_number((table.*dictionary)(), column,
                   [&](std::string_view text) { return is_any_of(text, filter.*texts); });
}

// The empty reason is that of a rejection or a hold that gives none; no decision can give it.
RowTest by_reason(const SessionTable& table, const Scope& scope, const Filter& filter) {
  RowTest given = by_text<&Filter::reason, &BlockColumns::reason, &SessionTable::reasons>(table, scope, filter);
  if (!is_any_of("", filter.reason)) return given;
  Allowed nothing(std::max<std::size_t>(table.reasons().size(), 1), 0);
  for (Dictionary::Id id = 0; id < table.reasons().size(); ++id)
    nothing[id] = table.reasons().in_use(id) && table.reasons().text(id).empty();
  const Bytes to_explain = bytes_of(std::vector{Impact::rejected, Impact::pending});
  return [given = std::move(given), nothing = std::move(nothing), to_explain](const Block& block, RowMask& mask) {
    RowMask unexplained = mask;
    keep_allowed(unexplained, block.used, block.reason, nothing);
    keep_allowed(unexplained, block.used, block.decision, to_explain);
    given(block, mask);
    for (std::uint32_t at = 0; at < block.used; ++at) mask[at] |= unexplained[at];
  };
}

RowTest by_error_family(const SessionTable& table, const Scope& scope, const Filter& filter) {
  return by_number(table.error_codes(), &BlockColumns::error_code, [&](std::string_view code) {
    const std::string& prefix = scope.catalog->family_of(code).prefix;
    return is_any_of(prefix.empty() ? "other" : prefix, filter.error_family);
  });
}

template <auto names>
RowTest by_name(const SessionTable& table, const Scope&, const Filter& filter) {
  return [test = table.names().test_of(filter.*names)](const Block& block, RowMask& mask) {
    RowMask hits;
    test.find(block.names, block.used, hits);
    for (std::uint32_t at = 0; at < block.used; ++at) mask[at] &= hits[at];
  };
}

RowTest by_status(const SessionTable&, const Scope& scope, const Filter& filter) {
  return [&scope, allowed = bytes_of(filter.status)](const Block& block, RowMask& mask) {
    for_each_row(mask, block.used, [&](std::uint32_t at) {
      mask[at] = allowed[byte_of(status_of({&block, at, 0}, scope))];
    });
  };
}

RowTest by_headline(const SessionTable&, const Scope& scope, const Filter& filter) {
  return [&scope, allowed = bytes_of(filter.headline)](const Block& block, RowMask& mask) {
    for_each_row(mask, block.used, [&](std::uint32_t at) {
      const RowRef row{&block, at, 0};
      mask[at] = allowed[byte_of(headline_of(row, status_of(row, scope)))];
    });
  };
}

// --- the rows ---

template <auto values>
bool add(Filter& filter, std::string_view text) {
  typename std::remove_reference_t<decltype(filter.*values)>::value_type value{};
  if (!read_value(text, value)) return false;
  (filter.*values).push_back(std::move(value));
  return true;
}
bool add_reason(Filter& filter, std::string_view text) {
  filter.reason.emplace_back(text);
  return true;
}
template <auto values>
bool is_asked(const Filter& filter) {
  return !(filter.*values).empty();
}
template <auto values>
void identify(const Filter& filter, std::string& out) {
  put_varint(out, (filter.*values).size());
  for (const auto& value : filter.*values) put_value(out, value);
}

template <auto values>
constexpr ValueFilter row(std::string_view name, std::string_view expected,
                          RowTest (*test)(const SessionTable&, const Scope&, const Filter&)) {
  return {name, expected, add<values>, is_asked<values>, identify<values>, test};
}

using F = Filter;
using B = BlockColumns;
using T = SessionTable;
constexpr std::string_view stage_words = "PRE_CHECKS, STEP1, PRE_STEP2, STEP2, FINAL or POST";
constexpr std::string_view a_text = "a text that is not empty";

constexpr ValueFilter rows[] = {
    row<&F::decision>("decision", "APPROVED, REJECTED, PENDING or NONE", by_byte<&F::decision, &B::decision>),
    row<&F::stage>("stage", stage_words, by_byte<&F::stage, &B::stage>),
    row<&F::furthest_stage>("furthest_stage", stage_words, by_byte<&F::furthest_stage, &B::furthest>),
    row<&F::entered>("entered", stage_words, by_stage_bit<&F::entered, &B::entered>),
    row<&F::passed>("passed", stage_words, by_stage_bit<&F::passed, &B::passed>),
    {"reason", "a reason, or empty for a rejection or a hold without one", add_reason, is_asked<&F::reason>,
     identify<&F::reason>, by_reason},
    row<&F::error_code>("error_code", a_text, by_text<&F::error_code, &B::error_code, &T::error_codes>),
    row<&F::error_family>("error_family", a_text, by_error_family),
    row<&F::last_path>("last_path", a_text, by_text<&F::last_path, &B::last_path, &T::paths>),
    row<&F::last_event>("last_event", a_text, by_text<&F::last_event, &B::last_event, &T::events>),
    row<&F::event>("event", a_text, by_name<&F::event>),
    row<&F::check>("check", "NAME or NAME:RESULT with PASS, FAIL, WARN, ERROR or SKIPPED", by_name<&F::check>),
    row<&F::status>("status", "IN_PROGRESS, COMPLETED, DROPPED or ERROR", by_status),
    row<&F::headline>("headline", "a headline, such as REJECTED_BY_CHECK", by_headline),
};

}  // namespace

std::span<const ValueFilter> value_filters() {
  return rows;
}

}  // namespace sj::store
