#include "ingest/keeper.hpp"

#include <spdlog/spdlog.h>

#include "base/thread.hpp"

namespace sj::ingest {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t saves_per_write = 256;
// Rows are made and shown under one lock: after each shard's share the projector gets its turn, so that lists do not
// lag while many sessions are kept at once.
constexpr std::size_t saves_per_turn = 256;
constexpr std::chrono::microseconds turn_pause{500};
constexpr std::chrono::seconds retry_after{1};  // after the store refused, e.g. because the disk is full

}  // namespace

Keeper::Keeper(OpenSessions& sessions, store::Store& store, RulesOf rules, std::mutex& row_order,
               const KeeperOptions& options)
    : sessions_(sessions), store_(store), rules_(std::move(rules)), row_order_(row_order), options_(options) {}

Keeper::~Keeper() {
  stop();
}

void Keeper::start(Journal& journal) {
  journal_ = &journal;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Keeper::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Keeper::run(const std::stop_token& stop) {
  name_this_thread("keeper");
  while (!stop.stop_requested()) {
    const bool ok = run_once();
    std::unique_lock lock(sleep_mutex_);
    sleep_.wait_for(lock, stop, ok ? options_.interval : std::chrono::milliseconds(retry_after), [] { return false; });
  }
}

bool Keeper::run_once() {
  if (!save_due()) return false;
  const SteadyTime now = steady_clock::now();
  for (Shard& shard : sessions_.shards()) evict_due(shard, now);
  return drop_journal();
}

bool Keeper::save_due() {
  const SteadyTime quiet_before = steady_clock::now() - options_.seal_after;
  const bool journal_is_full = journal_->bytes() > options_.journal_bytes_max;
  const Journal::Segment oldest = journal_->oldest();
  for (Shard& shard : sessions_.shards()) {
    std::vector<Due> due;
    std::vector<store::SessionSave> saves;
    {
      const std::scoped_lock order(row_order_);
      {
        const std::scoped_lock lock(shard.mutex);
        const std::size_t allowed = options_.open_bytes_max / shard_count, held = shard.bytes;
        std::size_t too_much = held > allowed ? held - allowed : 0;
        collect(
            shard, journal_is_full ? Order::any : Order::by_touch,
            [&](const OpenSession& session) {
              const bool spilled = too_much > 0;
              too_much -= std::min(too_much, session.counted_bytes);
              return spilled || session.last_touched < quiet_before ||
                     (journal_is_full && session.held && *session.held <= oldest);
            },
            due, saves);
      }
      if (!save(due, saves)) return false;
    }
    if (!due.empty()) std::this_thread::sleep_for(turn_pause);
  }
  return true;
}

// Longest untouched sessions first; `by_touch`: after one that is not due none is.
template <class IsDue>
void Keeper::collect(Shard& shard, Order order, IsDue is_due, std::vector<Due>& due,
                     std::vector<store::SessionSave>& saves) {
  for (OpenSession* session : shard.by_touch) {
    if (due.size() == saves_per_turn) return;
    const bool is = is_due(*session);
    if (!is && order == Order::by_touch) return;
    if (!is || session->unsaved() == 0) continue;
    const Rules rules = rules_(session->project_id());
    saves.push_back({session->project_id(), session->project(rules), std::string(session->unsaved_records())});
    due.push_back({session, session->committed(), journal_->active()});
    ++session->pins;  // until it is marked
  }
}

bool Keeper::save(std::vector<Due>& due, std::vector<store::SessionSave>& saves) {
  bool ok = true;
  for (std::size_t begin = 0; begin < saves.size(); begin += saves_per_write) {
    const std::size_t count = std::min(saves_per_write, saves.size() - begin);
    const auto saved = store_.save(std::span(saves).subspan(begin, count));
    if (!saved) spdlog::error("sessions could not be saved, trying again: {}", saved.error().message);
    ok = ok && saved;
    for (std::size_t i = begin; i < begin + count; ++i) {
      if (saved) mark_saved(due[i]);
      sessions_.unpin(*due[i].session);
    }
  }
  return ok;
}

void Keeper::mark_saved(const Due& due) {
  OpenSession& session = *due.session;
  const std::scoped_lock lock(sessions_.shard_of(session.project_id(), session.log().session_id()).mutex);
  session.mark_saved(due.count);
  const auto before = session.held;
  session.held.reset();
  if (session.unsaved() > 0) {
    session.held = due.segment;
    journal_->hold(due.segment);
  }
  if (before) journal_->release(*before);
}

void Keeper::evict_due(Shard& shard, SteadyTime now) {
  const SteadyTime quiet_before = now - options_.seal_after;
  const std::scoped_lock lock(shard.mutex);
  for (auto at = shard.by_touch.begin(); at != shard.by_touch.end();) {
    OpenSession& session = **at++;
    const bool wanted = session.last_touched >= quiet_before && shard.bytes <= options_.open_bytes_max / shard_count;
    if (wanted) return;
    if (OpenSessions::may_evict(session)) OpenSessions::evict(shard, session);
  }
}

bool Keeper::drop_journal() {
  const auto segment = journal_->droppable();
  if (!segment) return true;
  auto done = store_.sync();
  if (done) done = journal_->drop_through(*segment);
  if (!done) spdlog::error("the journal could not be shortened, trying again: {}", done.error().message);
  return done.has_value();
}

bool Keeper::save_all(Journal& journal, SteadyTime deadline) {
  journal_ = &journal;
  for (Shard& shard : sessions_.shards())
    for (bool more = true; more;) {
      if (steady_clock::now() > deadline) return false;
      std::vector<Due> due;
      std::vector<store::SessionSave> saves;
      const std::scoped_lock order(row_order_);
      {
        const std::scoped_lock lock(shard.mutex);
        collect(
            shard, Order::any, [](const OpenSession&) { return true; }, due, saves);
      }
      more = due.size() == saves_per_turn;
      if (!save(due, saves)) return false;
    }
  return drop_journal();
}

}  // namespace sj::ingest
