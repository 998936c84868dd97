#include "ingest/detached_fold.hpp"

namespace sj::ingest {
namespace {

std::unexpected<Error> damaged() {
  return fail(Errc::corrupt, "the stored events of a session cannot be read");
}

/// The records of the session's first `count` events, which the store has.
Result<std::string> stored_records(store::Store& store, const OpenSession& session, std::uint32_t count) {
  auto stored = store.events(session.project_id(), session.session_id());
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) return damaged();
  std::string_view rest = **stored;
  for (std::uint32_t i = 0; i < count; ++i)
    if (take_record(rest).empty()) return damaged();
  (*stored)->resize((*stored)->size() - rest.size());
  return **std::move(stored);
}

/// Appends the records of the events [from, count). False: some of them are trimmed.
bool append_loaded(std::string& records, Shard& shard, const OpenSession& session, std::uint32_t from,
                   std::uint32_t count) {
  while (from < count) {
    const std::uint32_t to = std::min(count, from + events_per_copy);
    const MutexLock lock(shard.mutex);
    if (from < session.first_loaded()) return false;
    records.append(session.records(from, to));
    from = to;
  }
  return true;
}

}  // namespace

Result<std::string> copy_records(store::Store& store, Shard& shard, const OpenSession& session, std::uint32_t count) {
  for (;;) {  // once more if it is trimmed meanwhile, which takes one more save of it each time
    std::uint32_t trimmed = 0;
    {
      const MutexLock lock(shard.mutex);
      trimmed = std::min(count, session.first_loaded());
    }
    Result<std::string> records;
    if (trimmed > 0) records = stored_records(store, session, trimmed);
    if (!records || append_loaded(*records, shard, session, trimmed, count)) return records;
  }
}

Result<DetachedFold> detached_fold(store::Store& store, Shard& shard, OpenSession& session, std::uint32_t count,
                                   const Rules& rules) {
  auto records = copy_records(store, shard, session, count);
  auto log = records ? EventLog::decoded(session.session_id(), *std::move(records))
                     : Result<EventLog>(std::unexpected(records.error()));
  if (!log) {
    const MutexLock lock(shard.mutex);
    if (log.error().code == Errc::corrupt) session.mark_unreadable();
    return std::unexpected(log.error());
  }
  DetachedFold folded{count, journey::Fold(*rules.catalog), rules.catalog, {}};
  journey::fold_on(folded.fold, *log, log->sorted(0, count));
  folded.row = journey::summarize(folded.fold, *log, rules.settings);
  return folded;
}

}  // namespace sj::ingest
