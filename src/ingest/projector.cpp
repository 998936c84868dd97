#include "ingest/projector.hpp"

#include <spdlog/spdlog.h>

#include "base/on_all_cores.hpp"
#include "base/thread.hpp"
#include "ingest/fold_apart.hpp"

namespace sj::ingest {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t rows_per_show = 512;  // enough to make the store's lock cheap, few enough not to hold it long
// A session whose row takes longer than this to make is not made again here for so many times the time it took.
constexpr auto dear_row = std::chrono::milliseconds(2);
constexpr int pause_factor = 20;
// Of one project in one stroke, counting sessions that are not small: some 30 ms, so that no project makes others wait
// for longer, whatever it sends.
constexpr std::uint64_t folded_again_max = 32'000;
constexpr std::uint32_t small_session_events = 256;

}  // namespace

Projector::Projector(OpenSessions& sessions, store::Store& store, RulesOf rules, std::mutex& row_order,
                     const std::atomic<std::uint64_t>& committed, const ProjectorOptions& options)
    : sessions_(sessions),
      store_(store),
      rules_(std::move(rules)),
      row_order_(row_order),
      committed_(committed),
      options_(options),
      slow_lane_(sessions, store, rules_, row_order) {}

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
  let_questions_go_first();
  while (!stop.stop_requested()) {
    run_once();
    std::unique_lock lock(sleep_mutex_);
    sleep_.wait_for(lock, stop, options_.interval, [] { return false; });
  }
}

void Projector::run_once() {
  stroke(Aside::dear, 1);
}

void Projector::run_all() {
  stroke(Aside::none, 1);
  slow_lane_.run_all();
}

void Projector::run_first() {
  stroke(Aside::none, cores_in_use());
}

void Projector::stroke(Aside may_put, std::size_t parts) {
  const std::scoped_lock order(row_order_);
  const std::uint64_t committed = committed_;
  on_all_cores(parts, [&](std::size_t part) {
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
    const std::scoped_lock lock(shard.mutex);
    queued.swap(shard.queued);
  }
  // A queued session stays in memory, so the pointers are good without the lock.
  for (OpenSession* session : queued) {
    project(shard, *session, may_put, made);
    if (made.count >= rows_per_show) show(made);
  }
}

void Projector::project(Shard& shard, OpenSession& session, Aside may_put, Made& made) {
  const std::scoped_lock lock(shard.mutex);
  session.queued = false;
  if (!session.needs_projection()) return;  // the keeper made its row meanwhile, and nobody would save it once more
  const Rules rules = rules_(session.project_id());
  if (may_put == Aside::dear && is_dear(session, rules, made)) {
    slow_lane_.put(session);
    const std::uint64_t newest = session.log().at(session.committed() - 1).accept_seq;
    made.aside[session.project_id()].push_back({session.log().session_id(), newest});
    return;
  }
  const SteadyTime begin = steady_clock::now();
  made.rows[session.project_id()].push_back(session.project(rules));
  ++made.count;
  const auto took = steady_clock::now() - begin;
  if (took > dear_row) session.project_after = begin + took * pause_factor;
  OpenSessions::recount(shard, session);
}

// What the store has no row of is never put aside: streams could not find it.
bool Projector::is_dear(const OpenSession& session, const Rules& rules, Made& made) {
  if (session.committed() <= small_session_events) return false;
  const std::uint32_t again = session.to_fold_again(rules);
  std::uint64_t& of_project = made.folded_again[session.project_id()];
  of_project += again;
  const bool dear = again > fold_again_events_max || (again > 0 && of_project > folded_again_max) ||
                    steady_clock::now() < session.project_after;
  if (!dear || !store_.has_events(session.project_id(), session.log().session_id())) return false;
  of_project -= again;
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
