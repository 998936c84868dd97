#include "ingest/projector.hpp"

#include <spdlog/spdlog.h>

#include "base/on_all_cores.hpp"
#include "base/thread.hpp"

namespace sj::ingest {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t rows_per_show = 512;  // enough to make the store's lock cheap, few enough not to hold it long
// A session whose folding takes longer than this is given a pause of so many times the time it took, so that one huge
// session does not eat the core that all others need.
constexpr auto dear_fold = std::chrono::milliseconds(2);
constexpr int pause_factor = 20;

}  // namespace

Projector::Projector(OpenSessions& sessions, store::Store& store, RulesOf rules, std::mutex& row_order,
                     const std::atomic<std::uint64_t>& committed, const ProjectorOptions& options)
    : sessions_(sessions),
      store_(store),
      rules_(std::move(rules)),
      row_order_(row_order),
      committed_(committed),
      options_(options) {}

Projector::~Projector() {
  stop();
}

void Projector::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Projector::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
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
  stroke(steady_clock::now(), 1);
}

void Projector::run_all() {
  stroke(SteadyTime::max(), 1);
}

void Projector::run_first() {
  stroke(steady_clock::now(), cores_in_use());
}

void Projector::stroke(SteadyTime now, std::size_t parts) {
  const std::scoped_lock order(row_order_);
  const std::uint64_t committed = committed_;
  std::atomic<bool> postponed = false;
  on_all_cores(parts, [&](std::size_t part) {
    Made made;
    for (std::size_t shard = part; shard < shard_count; shard += parts)
      project_queued(sessions_.shards()[shard], now, made);
    show(made);
    if (made.postponed) postponed = true;
  });
  if (!postponed) shown_through_ = committed;
}

void Projector::project_queued(Shard& shard, SteadyTime now, Made& made) {
  std::vector<OpenSession*> queued;
  {
    const std::scoped_lock lock(shard.mutex);
    queued.swap(shard.queued);
  }
  // A queued session stays in memory, so the pointers are good without the lock.
  for (OpenSession* session : queued) {
    project(shard, *session, now, made);
    if (made.count >= rows_per_show) show(made);
  }
}

void Projector::project(Shard& shard, OpenSession& session, SteadyTime now, Made& made) {
  const std::scoped_lock lock(shard.mutex);
  if (now < session.project_after) {
    shard.queued.push_back(&session);
    made.postponed = true;
    return;
  }
  session.queued = false;
  if (!session.needs_projection()) return;  // the keeper made its row meanwhile, and nobody would save it once more
  const SteadyTime begin = steady_clock::now();
  made.rows[session.project_id()].push_back(session.project(rules_(session.project_id())));
  ++made.count;
  const auto took = steady_clock::now() - begin;
  if (took > dear_fold) session.project_after = begin + took * pause_factor;
  OpenSessions::recount(shard, session);
}

void Projector::show(Made& made) {
  for (auto& [project_id, rows] : made.rows) {
    if (rows.empty()) continue;
    if (auto shown = store_.show(project_id, rows); !shown)
      spdlog::error("rows could not be shown: {}", shown.error().message);
    rows.clear();
  }
  made.count = 0;
}

}  // namespace sj::ingest
