#include "ingest/row_renewal.hpp"

#include <spdlog/spdlog.h>

#include "ingest/keeper.hpp"

namespace sj::ingest {

RowRenewal::RowRenewal(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, Room* room)
    : sessions_(sessions), store_(store), rules_(std::move(rules)), row_order_(row_order), room_(room) {}

void RowRenewal::expect(std::uint64_t rows) {
  done_ = 0;
  total_ = rows;
}

std::optional<RowRenewal::Progress> RowRenewal::progress() const {
  if (total_ == 0) return std::nullopt;
  return Progress{done_, total_};
}

Result<RowRenewal::Read> RowRenewal::read(const std::string& project_id, const std::string& session_id,
                                          const Rules& rules) {
  Read out{.row = {}, .saved_through = store_.saved_through(project_id, session_id)};
  const auto records = store_.events(project_id, session_id);
  if (!records && records.error().code != Errc::corrupt) return std::unexpected(records.error());
  OpenSession session(project_id, session_id);
  if (records && *records && session.load(**records) && session.committed() > 0)
    out.row = session.project(rules);
  else if (!records || *records)
    spdlog::error("the stored events of session {} cannot be read, so its row stays as it was", session_id);
  return out;
}

// Reading and folding take long, so they come first and hold nobody up; what is out of date by then is made once more.
Result<void> RowRenewal::renew(const std::string& project_id, std::span<const std::string> session_ids) {
  if (room_ && !room_->has(room_to_write)) return fail(Errc::unavailable, "there is no room to write");
  const Rules rules = rules_(project_id);
  std::vector<Read> reads;
  for (const std::string& session_id : session_ids) {
    auto one = read(project_id, session_id, rules);
    if (!one) return std::unexpected(one.error());
    reads.push_back(*std::move(one));
  }
  const MutexLock order(row_order_);
  Made made;
  for (std::size_t i = 0; i < session_ids.size(); ++i)
    if (auto added = add(project_id, session_ids[i], reads[i], rules, made); !added) return added;
  auto done = store_.show(project_id, made.rows);
  if (done) done = store_.save(made.saves);
  if (done) done_ += session_ids.size();  // sessions that came meanwhile are among them
  return done;
}

// Nobody brings the session into memory or puts it away while its shard is locked, and nobody saves it while this has
// the order of rows. Of a session that is not in memory the store has all events.
Result<void> RowRenewal::add(const std::string& project_id, const std::string& session_id, Read& read,
                             const Rules& rules, Made& made) {
  Shard& shard = sessions_.shard_of(project_id, session_id);
  const MutexLock lock(shard.mutex);
  if (OpenSession* session = OpenSessions::find(shard, project_id, session_id)) {
    return add_open(shard, *session, rules, made);
  }
  const std::uint64_t saved_through = store_.saved_through(project_id, session_id);
  if (saved_through == 0 || saved_through != read.saved_through) {
    auto again = this->read(project_id, session_id, rules);
    if (!again) return std::unexpected(again.error());
    read = *std::move(again);
  }
  if (!read.row) return {};
  made.rows.push_back(*std::move(read.row));
  made.saves.push_back({project_id, session_id, {}});
  return {};
}

// A row that is saved must not tell of events that are not.
Result<void> RowRenewal::add_open(Shard& shard, OpenSession& session, const Rules& rules, Made& made) {
  if (session.is_trimmed()) {
    const auto stored = store_.events(session.project_id(), session.session_id());
    if (auto untrimmed = OpenSessions::untrim(shard, session, stored); !untrimmed) return untrimmed;
  }
  if (session.is_unreadable() || session.committed() == 0) return {};
  made.rows.push_back(session.project(rules));
  OpenSessions::recount(shard, session);
  if (session.unsaved() == 0) made.saves.push_back({session.project_id(), session.session_id(), {}});
  return {};
}

}  // namespace sj::ingest
