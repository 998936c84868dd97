#include "ingest/open_sessions.hpp"

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

}  // namespace

Shard& OpenSessions::shard_of(std::string_view project_id, std::string_view session_id) {
  return shards_[hash64(session_id, hash64(project_id)) % shard_count];
}

OpenSession* OpenSessions::find(Shard& shard, std::string_view project_id, std::string_view session_id) {
  const auto at = shard.sessions.find(key_of(project_id, session_id));
  return at == shard.sessions.end() ? nullptr : at->second.get();
}

Result<OpenSession*> OpenSessions::pin(std::string_view project_id, std::string_view session_id) {
  Shard& shard = shard_of(project_id, session_id);
  const std::scoped_lock lock(shard.mutex);
  OpenSession* const known = find(shard, project_id, session_id);
  auto session = known ? known : bring(shard, project_id, session_id);
  if (session) ++(*session)->pins;
  return session;
}

Result<OpenSession*> OpenSessions::bring(Shard& shard, std::string_view project_id, std::string_view session_id) {
  auto session = std::make_unique<OpenSession>(std::string(project_id), std::string(session_id));
  if (store_.has_events(project_id, session_id)) {
    auto records = store_.events(project_id, session_id);
    if (!records) return std::unexpected(records.error());
    if (*records && !session->load(**records))
      return fail(Errc::corrupt, "the stored events of session " + std::string(session_id) + " cannot be read");
  }
  session->last_touched = std::chrono::steady_clock::now();
  session->by_touch = shard.by_touch.insert(shard.by_touch.end(), session.get());
  recount(shard, *session);
  return shard.sessions.emplace(key_of(project_id, session_id), std::move(session)).first->second.get();
}

void OpenSessions::unpin(OpenSession& session) {
  Shard& shard = shard_of(session.project_id(), session.log().session_id());
  const std::scoped_lock lock(shard.mutex);
  --session.pins;
  const bool never_got_any = session.committed() == 0 && !session.has_offers() && session.pins == 0;
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

void OpenSessions::hold(Shard& shard, OpenSession& session, Journal& journal, Journal::Segment segment) {
  if (session.held) return;
  auto at = shard.by_hold.end();  // nearly always the place: files are held as they come
  while (at != shard.by_hold.begin() && *(*std::prev(at))->held > segment) --at;
  session.by_hold = shard.by_hold.insert(at, &session);
  session.held = segment;
  journal.hold(segment);
}

void OpenSessions::release(Shard& shard, OpenSession& session, Journal& journal) {
  if (!session.held) return;
  shard.by_hold.erase(session.by_hold);
  journal.release(*session.held);
  session.held.reset();
}

void OpenSessions::recount(Shard& shard, OpenSession& session) {
  shard.bytes -= session.counted_bytes;
  session.counted_bytes = session.memory_bytes();
  shard.bytes += session.counted_bytes;
}

bool OpenSessions::may_evict(const OpenSession& session) {
  return session.pins == 0 && !session.queued && session.unsaved() == 0 && !session.has_offers();
}

std::unique_ptr<OpenSession> OpenSessions::evict(Shard& shard, OpenSession& session) {
  shard.bytes -= session.counted_bytes;
  shard.by_touch.erase(session.by_touch);
  const auto at = shard.sessions.find(key_of(session.project_id(), session.log().session_id()));
  auto evicted = std::move(at->second);
  shard.sessions.erase(at);
  return evicted;
}

void OpenSessions::forget_all() {
  for (Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    shard.by_touch.clear();
    shard.by_hold.clear();
    shard.queued.clear();
    shard.sessions.clear();
    shard.bytes = 0;
  }
}

std::size_t OpenSessions::size() {
  std::size_t size = 0;
  for (Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
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
