#include "http/routing/work_pool.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <list>
#include <map>
#include <utility>

#include "base/mutex.hpp"
#include "base/thread.hpp"

namespace sj::http {

struct WorkPool::State {
  struct Owner {
    std::string name;
    std::deque<Task> waiting;
    unsigned running = 0;
  };
  using Turn = std::list<Owner>::iterator;

  explicit State(const Bounds& with_bounds) : bounds(with_bounds) {}

  Turn owner_named(const std::string& name) SJ_REQUIRES(mutex) {
    const auto known = by_name.find(name);
    if (known != by_name.end()) return known->second;
    const Turn added = in_turn.insert(in_turn.end(), Owner{name, {}, 0});
    by_name.emplace(name, added);
    return added;
  }

  /// The next one who may have a thread; end() when there is none.
  Turn next() SJ_REQUIRES(mutex) {
    const bool only_spare = running >= std::max(1U, bounds.threads);
    return std::ranges::find_if(
        in_turn, [&](const Owner& owner) { return !owner.waiting.empty() && (!only_spare || owner.running == 0); });
  }

  Task begin(Turn owner) SJ_REQUIRES(mutex) {
    Task task = std::move(owner->waiting.front());
    owner->waiting.pop_front();
    --waiting;
    ++owner->running;
    ++running;
    in_turn.splice(in_turn.end(), in_turn, owner);
    return task;
  }

  void end(Turn owner) SJ_REQUIRES(mutex) {
    --owner->running;
    --running;
    forget_if_idle(owner);
  }
  void forget_if_idle(Turn owner) SJ_REQUIRES(mutex) {
    if (owner->running > 0 || !owner->waiting.empty()) return;
    by_name.erase(owner->name);
    in_turn.erase(owner);
  }

  const Bounds bounds;
  Mutex mutex;
  std::condition_variable wake;                   ///< the threads
  std::condition_variable ended;                  ///< stop()
  std::list<Owner> in_turn SJ_GUARDED_BY(mutex);  ///< who has not had one for the longest time stands first
  std::map<std::string, Turn> by_name SJ_GUARDED_BY(mutex);
  std::size_t waiting SJ_GUARDED_BY(mutex) = 0;
  unsigned running SJ_GUARDED_BY(mutex) = 0;
  unsigned threads SJ_GUARDED_BY(mutex) = 0;
  bool stopped SJ_GUARDED_BY(mutex) = false;
};

WorkPool::WorkPool(const Bounds& bounds) : state_(std::make_shared<State>(bounds)) {
  const unsigned count = std::max(1U, bounds.threads) + bounds.spare_threads;
  state_->threads = count;
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([state = state_] { run(state); });
}

WorkPool::~WorkPool() {
  (void)stop(std::chrono::milliseconds(0));
  for (std::thread& thread : threads_) thread.join();
}

bool WorkPool::submit(const std::string& owner, Task task) {
  {
    const MutexLock lock(state_->mutex);
    if (state_->stopped || state_->waiting >= state_->bounds.waiting_max) return false;
    const auto turn = state_->owner_named(owner);
    if (turn->waiting.size() >= state_->bounds.waiting_of_owner_max) return false;
    turn->waiting.push_back(std::move(task));
    ++state_->waiting;
  }
  state_->wake.notify_one();
  return true;
}

bool WorkPool::stop(std::chrono::milliseconds patience) {
  std::deque<Task> dropped;  // destroyed without the lock: a task's end may run code of its owner
  bool all_ended = false;
  {
    MutexLock lock(state_->mutex);
    state_->stopped = true;
    for (auto& owner : state_->in_turn)
      for (Task& task : std::exchange(owner.waiting, {})) dropped.push_back(std::move(task));
    state_->waiting = 0;
    state_->wake.notify_all();
    all_ended = state_->ended.wait_for(lock.native(), patience,
                                       [this]() SJ_REQUIRES(state_->mutex) { return state_->threads == 0; });
  }
  if (patience.count() == 0) return all_ended;  // the destructor's: it joins them
  for (std::thread& thread : threads_) all_ended ? thread.join() : thread.detach();
  threads_.clear();
  return all_ended;
}

void WorkPool::run(const std::shared_ptr<State>& state) {
  const bool for_events = state->bounds.traffic == Traffic::events;
  if (for_events) lower_thread_priority();
  name_this_thread(for_events ? "http-event-pool" : "http-pool");
  MutexLock lock(state->mutex);
  for (;;) {
    auto owner = state->in_turn.end();
    state->wake.wait(lock.native(), [&]() SJ_REQUIRES(state->mutex) {
      return state->stopped || (owner = state->next()) != state->in_turn.end();
    });
    if (state->stopped) break;
    Task task = state->begin(owner);
    lock.unlock();
    try {
      task();
    } catch (const std::exception& error) {
      spdlog::error("http: a request's work failed: {}", error.what());
    }
    task = nullptr;  // before the lock: its end may run code of its owner
    lock.lock();
    state->end(owner);
    if (state->waiting > 0) state->wake.notify_one();  // who had to wait for this one's end may go on now
  }
  --state->threads;
  state->ended.notify_all();
}

}  // namespace sj::http
