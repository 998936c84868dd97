#include "ingest/slow_lane.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "base/sleep.hpp"
#include "base/thread.hpp"
#include "ingest/detached_fold.hpp"

namespace sj::ingest {
namespace {
constexpr int pause_factor = 3;  // as long as it worked, and so many times more, it rests
}  // namespace

SlowLane::SlowLane(OpenSessions& sessions, store::Store& store, const RulesOf& rules, Mutex& row_order,
                   const Clock& clock)
    : sessions_(sessions), store_(store), rules_(rules), row_order_(row_order), clock_(clock) {}

SlowLane::~SlowLane() {
  stop();
}

void SlowLane::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void SlowLane::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void SlowLane::put(OpenSession& session) {
  if (session.aside) return;
  session.aside = true;
  const MutexLock lock(mutex_);
  waiting_.push_back({session.project_id(), session.session_id()});
  wake_.notify_one();
}

void SlowLane::run_all() {
  while (fold_next()) {
  }
}

std::vector<SlowLane::Place> SlowLane::take_shown() {
  const MutexLock lock(mutex_);
  return std::exchange(shown_, {});
}

std::size_t SlowLane::size() const {
  const MutexLock lock(mutex_);
  return waiting_.size();
}

void SlowLane::run(const std::stop_token& stop) {
  name_this_thread("slow-lane");
  lower_thread_priority();
  while (!stop.stop_requested()) {
    const SteadyTime begin = clock_.steady();
    fold_next();
    if (!sleep_unless_stopped(stop, (clock_.steady() - begin) * pause_factor)) return;
    MutexLock lock(mutex_);
    wake_.wait(lock, stop, [this]() SJ_REQUIRES(mutex_) { return !waiting_.empty(); });
  }
}

bool SlowLane::fold_next() {
  const MutexLock one(folding_);
  Place place;
  {
    const MutexLock lock(mutex_);
    if (waiting_.empty()) return false;
    place = std::move(waiting_.front());
    waiting_.pop_front();
  }
  fold(place);
  return true;
}

void SlowLane::fold(const Place& place) {
  Shard& shard = sessions_.shard_of(place.project_id, place.session_id);
  OpenSession* session = nullptr;
  std::uint32_t count = 0;
  {
    const MutexLock lock(shard.mutex);
    session = OpenSessions::find(shard, place.project_id, place.session_id);
    if (!session) return;  // the keeper made its row, saved it and put it out of memory
    session->aside = false;
    if (!session->needs_projection()) return;
    ++session->pins;
    count = session->committed();
  }
  if (auto folded = detached_fold(store_, shard, *session, count, rules_(place.project_id)))
    show(shard, *session, *std::move(folded));
  else
    spdlog::error("the row of session {} of project {} could not be made: {}", place.session_id, place.project_id,
                  folded.error().message);
  sessions_.unpin(*session);
}

void SlowLane::show(Shard& shard, OpenSession& session, DetachedFold folded) {
  const MutexLock order(row_order_);
  {
    const MutexLock lock(shard.mutex);
    if (!session.adopt(folded)) return;
    OpenSessions::recount(shard, session);
  }
  if (auto shown = store_.show(session.project_id(), std::span(&folded.row, 1)); !shown)
    spdlog::error("a row could not be shown: {}", shown.error().message);
  const MutexLock lock(mutex_);
  shown_.push_back({session.project_id(), session.session_id()});
}

}  // namespace sj::ingest
