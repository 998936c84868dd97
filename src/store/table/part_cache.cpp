#include "store/table/part_cache.hpp"

#include <algorithm>
#include <limits>

#include "base/bytes.hpp"

namespace sj::store {
namespace {

template <class T>
void put_words(std::string& out, const std::vector<T>& values) {
  put_varint(out, values.size());
  for (const T& value : values) put_fixed(out, static_cast<std::uint8_t>(value));
}

void put_texts(std::string& out, const std::vector<std::string>& values) {
  put_varint(out, values.size());
  for (const std::string& value : values) put_text(out, value);
}

}  // namespace

StatusSpan status_span(const Block& block, const Scope& scope) {
  StatusSpan span{std::numeric_limits<TimeMs>::min(), std::numeric_limits<TimeMs>::max()};
  for (std::uint32_t at = 0; at < block.used; ++at) {
    if (!block.present[at] || block.settled[at] != not_settled) continue;
    const TimeMs dropped_at = block.quiet_since[at] + scope.settings.drop_after_ms;
    if (dropped_at <= scope.as_of)
      span.from = std::max(span.from, dropped_at);
    else
      span.until = std::min(span.until, dropped_at);
  }
  return span;
}

std::string question_of(const Filter& filter, const journey::Settings& settings) {
  std::string out;
  put_signed(out, settings.drop_after_ms);
  put_words(out, filter.status);
  put_varint(out, filter.decision.size());
  for (const auto& decision : filter.decision)
    put_fixed(out, static_cast<std::uint8_t>(decision.value_or(Impact::none)));
  for (const auto* stages : {&filter.stage, &filter.furthest_stage, &filter.entered, &filter.passed})
    put_words(out, *stages);
  put_words(out, filter.headline);
  for (const auto* texts :
       {&filter.reason, &filter.error_code, &filter.error_family, &filter.event, &filter.last_path, &filter.last_event})
    put_texts(out, *texts);
  put_varint(out, filter.check.size());
  for (const CheckFilter& check : filter.check) {
    put_text(out, check.name);
    put_fixed(out, static_cast<std::uint8_t>(check.result ? 1 + static_cast<unsigned>(*check.result) : 0));
  }
  put_text(out, filter.text);
  put_fixed(out, static_cast<std::uint8_t>(filter.search_field));
  put_fixed(out, static_cast<std::uint8_t>(filter.match));
  return out;
}

}  // namespace sj::store
