#pragma once
// Sessions that take long to fold, put aside so that the rows of all others are shown in time: folded one after the
// other, apart, by a thread that works for a quarter of the time at most. Their rows lag until it is their turn; their
// events are told by streams at once (ADR 21).
//
// Threads: any.
#include <condition_variable>
#include <deque>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.hpp"
#include "ingest/open_sessions.hpp"

namespace sj::ingest {

class SlowLane {
 public:
  struct Place {
    std::string project_id, session_id;
  };

  /// Everything given must outlive it. `row_order`: a row is made and shown under it.
  SlowLane(OpenSessions& sessions, store::Store& store, const RulesOf& rules, Mutex& row_order, const Clock& clock);
  ~SlowLane();

  void start();
  void stop();

  /// The session waits here from now on. Its shard is locked, and its row was shown before. Nothing if it does already.
  void put(OpenSession& session);
  /// Folds all that wait, now.
  void run_all();
  /// Sessions whose rows were shown from here since the last call.
  [[nodiscard]] std::vector<Place> take_shown();
  [[nodiscard]] std::size_t size() const;

 private:
  void run(const std::stop_token& stop);
  bool fold_next();
  void fold(const Place& place);
  void show(Shard& shard, OpenSession& session, DetachedFold folded);

  OpenSessions& sessions_;
  store::Store& store_;
  const RulesOf& rules_;
  Mutex& row_order_;
  const Clock& clock_;
  Mutex folding_;        ///< held while one is folded
  mutable Mutex mutex_;  ///< taken last
  std::deque<Place> waiting_ SJ_GUARDED_BY(mutex_);
  std::vector<Place> shown_ SJ_GUARDED_BY(mutex_);
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace sj::ingest
