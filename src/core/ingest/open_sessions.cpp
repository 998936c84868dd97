#include "ingest/open_sessions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <span>

#include "base/hash.hpp"

namespace sj::ingest {
namespace {

std::string key_of(std::string_view project_id, std::string_view session_id) {
  std::string key;
  key.reserve(project_id.size() + 1 + session_id.size());
  key.append(project_id);
  key += '\0';
  key.append(session_id);
  return key;
}

void tell_damaged(const OpenSession& session, std::string_view why) {
  spdlog::error("the stored events of session {} of project {} are damaged; restore the store from a backup: {}",
                session.session_id(), session.project_id(), why);
}

}  // namespace

Shard& OpenSessions::shard_of(std::string_view project_id, std::string_view session_id) {
  // The upper half chooses the shard, the lower one the place in it.
  const HashKey& key = process_hash_key();
  return shards_[((key.hash(session_id) + key.hash(project_id)) >> 32) % shard_count];
}

OpenSession* OpenSessions::find(Shard& shard, std::string_view project_id, std::string_view session_id) {
  const auto at = shard.sessions.find(key_of(project_id, session_id));
  return at == shard.sessions.end() ? nullptr : at->second.get();
}

Result<OpenSession*> OpenSessions::pin(const Batch& batch, std::size_t begin, std::size_t end) {
  const std::string_view project_id = batch.project_id, session_id = batch.session_id(batch.items[begin]);
  Shard& shard = shard_of(project_id, session_id);
  OpenSession* session = nullptr;
  {
    const MutexLock lock(shard.mutex);
    session = find(shard, project_id, session_id);
    if (!session && !store_.has_events(project_id, session_id))
      session = place(shard, std::make_unique<OpenSession>(std::string(project_id), std::string(session_id)));
    if (session) ++session->pins;
    if (session && !session->is_trimmed()) return session;
  }
  if (!session) {
    const auto pinned = pin_stored(shard, project_id, session_id);
    if (!pinned) return pinned;
    session = *pinned;
  }
  const auto may_be_trimmed = [&](const BatchItem& item) {
    return session->may_be_trimmed(record_key(batch.record(item)));
  };
  const auto items = std::span(batch.items).subspan(begin, end - begin);
  {
    const MutexLock lock(shard.mutex);
    if (std::ranges::none_of(items, may_be_trimmed)) return session;
  }
  const auto stored = store_.events(project_id, session_id);
  Result<void> untrimmed;
  {
    const MutexLock lock(shard.mutex);
    untrimmed = untrim(shard, *session, stored);
  }
  if (untrimmed) return session;
  unpin(*session);
  return std::unexpected(untrimmed.error());
}

// Read without the lock, so that nobody waits for the disk on account of another's session; what the store has of it
// must then be what it had before: somebody else may have brought the session, added to it and put it away again.
Result<OpenSession*> OpenSessions::pin_stored(Shard& shard, std::string_view project_id, std::string_view session_id) {
  const std::uint64_t before = store_.saved_through(project_id, session_id);
  auto unplaced = read(project_id, session_id);
  if (!unplaced) return std::unexpected(unplaced.error());
  if (is_short() && (*unplaced)->is_worth_trimming()) (*unplaced)->trim();
  const MutexLock lock(shard.mutex);
  Result<OpenSession*> session = find(shard, project_id, session_id);
  const bool is_current = before != 0 && before == store_.saved_through(project_id, session_id);
  if (!*session) session = is_current ? place(shard, *std::move(unplaced)) : bring(shard, project_id, session_id);
  if (session) ++(*session)->pins;
  return session;
}

Result<void> OpenSessions::untrim(Shard& shard, OpenSession& session,
                                  const Result<std::optional<std::string>>& stored) {
  if (!stored && stored.error().code != Errc::corrupt) return std::unexpected(stored.error());
  if (!session.is_trimmed()) return {};
  const bool is_whole = stored && *stored && session.untrim(**stored);
  if (!is_whole) tell_damaged(session, stored ? "they are no records" : stored.error().message);
  if (!is_whole) session.mark_unreadable();
  recount(shard, session);
  return {};
}

Result<OpenSession*> OpenSessions::bring(Shard& shard, std::string_view project_id, std::string_view session_id) {
  auto session = read(project_id, session_id);
  if (!session) return std::unexpected(session.error());
  return place(shard, *std::move(session));
}

Result<OpenSessions::Unplaced> OpenSessions::read(std::string_view project_id, std::string_view session_id) {
  auto session = std::make_unique<OpenSession>(std::string(project_id), std::string(session_id));
  if (!store_.has_events(project_id, session_id)) return session;
  auto records = store_.events(project_id, session_id);
  if (!records && records.error().code != Errc::corrupt) return std::unexpected(records.error());
  if (!records || (*records && !session->load(**records))) {
    tell_damaged(*session, records ? "they are no records" : records.error().message);
    session = std::make_unique<OpenSession>(std::string(project_id), std::string(session_id));
    session->mark_unreadable();
  }
  return session;
}

OpenSession* OpenSessions::place(Shard& shard, Unplaced session) {
  session->last_touched = clock_.steady();
  session->by_touch = shard.by_touch.insert(shard.by_touch.end(), session.get());
  session->project_bytes = &bytes_of(session->project_id());
  recount(shard, *session);
  std::string key = key_of(session->project_id(), session->session_id());
  return shard.sessions.emplace(std::move(key), std::move(session)).first->second.get();
}

void OpenSessions::unpin(OpenSession& session) {
  Shard& shard = shard_of(session.project_id(), session.session_id());
  const MutexLock lock(shard.mutex);
  --session.pins;
  const bool never_got_any = session.committed() == 0 && !session.has_uncommitted() && session.pins == 0;
  if (never_got_any) evict(shard, session);
}

void OpenSessions::touch(Shard& shard, OpenSession& session, SteadyTime now) {
  session.last_touched = now;
  shard.by_touch.splice(shard.by_touch.end(), shard.by_touch, session.by_touch);
  recount(shard, session);
  if (session.queued) return;
  session.queued = true;
  shard.queued.push_back(&session);
}

void OpenSessions::pin_journal(Shard& shard, OpenSession& session, Journal& journal, Journal::Segment segment) {
  if (session.pinned) return;
  auto at = shard.by_pin.end();  // nearly always the place: files are held as they come
  while (at != shard.by_pin.begin() && *(*std::prev(at))->pinned > segment) --at;
  session.by_pin = shard.by_pin.insert(at, &session);
  session.pinned = segment;
  journal.pin(segment);
}

void OpenSessions::unpin_journal(Shard& shard, OpenSession& session, Journal& journal) {
  if (!session.pinned) return;
  shard.by_pin.erase(session.by_pin);
  journal.unpin(*session.pinned);
  session.pinned.reset();
}

void OpenSessions::recount(Shard& shard, OpenSession& session) {
  const std::size_t bytes = session.memory_bytes(), more = bytes - session.counted_bytes;  // or less: it wraps around
  shard.bytes += more;
  *session.project_bytes += more;
  session.counted_bytes = bytes;
}

std::atomic<std::size_t>& OpenSessions::bytes_of(const std::string& project_id) {
  const MutexLock lock(projects_mutex_);
  return bytes_of_project_[project_id];
}

bool OpenSessions::has_more_than_its_share(const std::string& project_id, std::size_t bytes) {
  if (!is_over(bytes)) return false;
  const MutexLock lock(projects_mutex_);
  const auto projects =
      std::ranges::count_if(bytes_of_project_, [](const auto& project) { return project.second > 0; });
  return bytes_of_project_[project_id] * static_cast<std::size_t>(projects) > bytes;
}

bool OpenSessions::may_evict(const OpenSession& session) {
  return session.pins == 0 && !session.queued && session.unsaved() == 0 && !session.has_uncommitted();
}

std::unique_ptr<OpenSession> OpenSessions::evict(Shard& shard, OpenSession& session) {
  shard.bytes -= session.counted_bytes;
  *session.project_bytes -= session.counted_bytes;
  shard.by_touch.erase(session.by_touch);
  const auto at = shard.sessions.find(key_of(session.project_id(), session.session_id()));
  auto evicted = std::move(at->second);
  shard.sessions.erase(at);
  return evicted;
}

void OpenSessions::forget_all() {
  for (Shard& shard : shards_) {
    const MutexLock lock(shard.mutex);
    shard.by_touch.clear();
    shard.by_pin.clear();
    shard.queued.clear();
    shard.sessions.clear();
    shard.bytes = 0;
  }
  const MutexLock lock(projects_mutex_);
  bytes_of_project_.clear();
}

std::size_t OpenSessions::size() {
  std::size_t size = 0;
  for (Shard& shard : shards_) {
    const MutexLock lock(shard.mutex);
    size += shard.sessions.size();
  }
  return size;
}

std::size_t OpenSessions::memory_bytes() const {
  std::size_t bytes = 0;
  for (const Shard& shard : shards_) bytes += shard.bytes.load(std::memory_order_relaxed);
  return bytes;
}

}  // namespace sj::ingest
