#include "ingest/fold_apart.hpp"

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

}  // namespace

Result<std::string> copy_records(store::Store& store, Shard& shard, const OpenSession& session, std::uint32_t count) {
  std::uint32_t first = 0;  // a pinned session is not trimmed, so that from here on all the others are in memory
  {
    const std::scoped_lock lock(shard.mutex);
    first = session.first_loaded();
  }
  Result<std::string> records;
  if (first > 0) records = stored_records(store, session, first);
  for (std::uint32_t from = first; records && from < count;) {
    const std::uint32_t to = std::min(count, from + events_per_copy);
    const std::scoped_lock lock(shard.mutex);
    records->append(session.records(from, to));
    from = to;
  }
  return records;
}

Result<FoldedApart> fold_apart(store::Store& store, Shard& shard, OpenSession& session, std::uint32_t count,
                               const Rules& rules) {
  auto records = copy_records(store, shard, session, count);
  auto log = records ? EventLog::decoded(session.session_id(), *std::move(records)) : std::nullopt;
  if (!log) {
    const Error error = records ? damaged().error() : records.error();
    const std::scoped_lock lock(shard.mutex);
    if (error.code == Errc::corrupt) session.mark_unreadable();
    return std::unexpected(error);
  }
  FoldedApart folded{count, journey::Fold(*rules.catalog), rules.catalog, {}};
  journey::fold_on(folded.fold, *log, log->sorted(0, count));
  folded.row = journey::summarize(folded.fold, *log, rules.settings);
  return folded;
}

}  // namespace sj::ingest
