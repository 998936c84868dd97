#include "store/table/part_cache.hpp"

#include <algorithm>
#include <limits>

#include "base/bytes.hpp"
#include "store/table/filters.hpp"

namespace sj::store {

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
  for (const ValueFilter& by : value_filters()) by.identify(filter, out);
  put_text(out, filter.text);
  put_fixed(out, static_cast<std::uint8_t>(filter.search_field));
  put_fixed(out, static_cast<std::uint8_t>(filter.match));
  return out;
}

}  // namespace sj::store
