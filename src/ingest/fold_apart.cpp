#include "ingest/fold_apart.hpp"

#include <cstdlib>

namespace sj::ingest {

std::string copy_records(Shard& shard, const OpenSession& session, std::uint32_t count) {
  std::string records;
  for (std::uint32_t from = 0; from < count;) {
    const std::uint32_t to = std::min(count, from + events_per_copy);
    const std::scoped_lock lock(shard.mutex);
    records.append(session.log().records(from, to));
    from = to;
  }
  return records;
}

FoldedApart fold_apart(Shard& shard, const OpenSession& session, std::uint32_t count, const Rules& rules) {
  const auto log = EventLog::decoded(session.log().session_id(), copy_records(shard, session, count));
  if (!log) std::abort();  // a session's log only takes whole records
  FoldedApart folded{count, journey::Fold(*rules.catalog), rules.catalog, {}};
  journey::fold_on(folded.fold, *log, log->sorted(0, count));
  folded.row = journey::summarize(folded.fold, *log, rules.settings);
  return folded;
}

}  // namespace sj::ingest
