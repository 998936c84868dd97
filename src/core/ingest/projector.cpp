#include "ingest/projector.hpp"

#include <spdlog/spdlog.h>

#include "base/parallel.hpp"
#include "base/sleep.hpp"
#include "base/thread.hpp"
#include "ingest/detached_fold.hpp"

namespace sj::ingest {
namespace {

constexpr std::size_t rows_per_show = 512;  // enough to make the store's lock cheap, few enough not to hold it long
// A session whose row takes longer than this to make is not made again here for so many times the time it took.
constexpr auto expensive_row = std::chrono::milliseconds(2);
constexpr int pause_factor = 20;
// Events to fold again and texts of rows: of one project in one tick, counting sessions that are not small: some 30
// ms, so that no project makes others wait for longer, whatever it sends. None while memory is short: the keeper makes
// the rows of what it saves, and it is the keeper that others wait for.
constexpr std::uint64_t expensive_work_max = 32'000;
constexpr std::uint32_t small_work = 256;

/// Most of what a row costs, where it is not a usual one.
std::uint32_t texts_of(const journey::Summary& row) {
  std::size_t texts = row.names.size();
  for (const auto& values : row.aliases) texts += values.size();
  for (const auto& values : row.server_sent) texts += values.size();
  return static_cast<std::uint32_t>(texts);
}

}  // namespace

Projector::Projector(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, const Clock& clock,
                     const std::atomic<std::uint64_t>& committed, const ProjectorOptions& options)
    : sessions_(sessions),
      store_(store),
      rules_(std::move(rules)),
      row_order_(row_order),
      clock_(clock),
      committed_(committed),
      options_(options),
      slow_lane_(sessions, store, rules_, row_order, clock) {}

Projector::~Projector() {
  stop();
}

void Projector::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  slow_lane_.start();
}

void Projector::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  slow_lane_.stop();
}

void Projector::run(const std::stop_token& stop) {
  name_this_thread("projector");
  lower_thread_priority();
  do run_once();
  while (sleep_unless_stopped(stop, options_.interval));
}

void Projector::run_once() {
  tick(Aside::expensive, 1);
}

void Projector::run_all() {
  tick(Aside::none, 1);
  slow_lane_.run_all();
}

void Projector::run_first() {
  tick(Aside::none, cores_in_use());
}

void Projector::tick(Aside may_put, std::size_t parts) {
  const MutexLock order(row_order_);
  const std::uint64_t committed = committed_;
  in_parallel(parts, [&](std::size_t part) {
    Made made;
    for (std::size_t shard = part; shard < shard_count; shard += parts)
      project_queued(sessions_.shards()[shard], may_put, made);
    show(made);
  });
  if (committed > shown_through_) tell_late(committed);
  shown_through_ = committed;
}

void Projector::project_queued(Shard& shard, Aside may_put, Made& made) {
  std::vector<OpenSession*> queued;
  {
    const MutexLock lock(shard.mutex);
    queued.swap(shard.queued);
  }
  // A queued session stays in memory, so the pointers are good without the lock.
  for (OpenSession* session : queued) {
    project(shard, *session, may_put, made);
    if (made.count >= rows_per_show) show(made);
  }
}

void Projector::project(Shard& shard, OpenSession& session, Aside may_put, Made& made) {
  const MutexLock lock(shard.mutex);
  session.queued = false;
  if (!session.needs_projection()) return;  // the keeper made its row meanwhile, and nobody would save it once more
  const Rules rules = rules_(session.project_id());
  if (session.is_trimmed() || (may_put == Aside::expensive && is_expensive(session, rules, made))) {
    slow_lane_.put(session);
    made.aside[session.project_id()].push_back({session.session_id(), session.newest_accept_seq()});
    return;
  }
  const SteadyTime begin = clock_.steady();
  auto& rows = made.rows[session.project_id()];
  rows.push_back(session.project(rules));
  ++made.count;
  session.row_texts = texts_of(rows.back());
  const auto took = clock_.steady() - begin;
  if (took > expensive_row) session.project_after = begin + took * pause_factor;
  OpenSessions::recount(shard, session);
}

// What the store has no row of is never put aside: streams could not find it.
bool Projector::is_expensive(const OpenSession& session, const Rules& rules, Made& made) {
  if (session.committed() + session.row_texts <= small_work) return false;
  const std::uint32_t again = session.to_fold_again(rules), work = again + session.row_texts;
  std::uint64_t& of_project = made.expensive_work[session.project_id()];
  of_project += work;
  const std::uint64_t work_max = sessions_.is_short() ? 0 : expensive_work_max;
  const bool expensive = again > fold_again_events_max || (work > small_work && of_project > work_max) ||
                         clock_.steady() < session.project_after;
  if (!expensive || !store_.has_events(session.project_id(), session.session_id())) return false;
  of_project -= work;
  return true;
}

void Projector::show(Made& made) {
  for (auto& [project_id, rows] : made.rows) {
    if (rows.empty()) continue;
    if (auto shown = store_.show(project_id, rows); !shown)
      spdlog::error("rows could not be shown: {}", shown.error().message);
    rows.clear();
  }
  made.count = 0;
  for (const auto& [project_id, changes] : made.aside) store_.mark_changed(project_id, changes);
  made.aside.clear();
}

// A row that was shown late may pass filters now that the last one did not, and streams were past its events: they are
// told of the session once more, as if it had changed with the newest event of all.
void Projector::tell_late(std::uint64_t committed) {
  for (auto& [project_id, session_id] : slow_lane_.take_shown()) {
    const store::Change change{std::move(session_id), committed};
    store_.mark_changed(project_id, std::span(&change, 1));
  }
}

}  // namespace sj::ingest
