#pragma once
// Makes the rows of changed sessions and shows them to the store, in ticks: a session that gets sixty events within
// one tick is one row.
#include <atomic>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <thread>

#include "base/mutex.hpp"
#include "ingest/open_sessions.hpp"
#include "ingest/slow_lane.hpp"

namespace sj::ingest {

struct ProjectorOptions {
  std::chrono::milliseconds interval{50};  ///< between ticks; longer: fewer rows made, lists lag more
};

class Projector {
 public:
  /// `committed` is the accept_seq through which all events are in their sessions, and those queued.
  Projector(OpenSessions& sessions, store::Store& store, RulesOf rules, Mutex& row_order, const Clock& clock,
            const std::atomic<std::uint64_t>& committed, const ProjectorOptions& options);
  ~Projector();

  void start();
  void stop();

  /// One tick: when it returns, everything committed before is shown, but for sessions that take long to fold: they
  /// are in the slow lane, and the store knows that they changed.
  void run_once();
  /// The same without that exception.
  void run_all();
  /// One tick by several threads, after a start: there may be more to project than ever again, and nobody else is at
  /// work.
  void run_first();

  /// Every event up to this accept_seq is in a row that the store shows, or its session is known to the store as
  /// changed.
  [[nodiscard]] std::uint64_t shown_through() const { return shown_through_.load(); }
  /// Sessions whose rows lag, because they take long to fold.
  [[nodiscard]] std::size_t sessions_aside() const { return slow_lane_.size(); }

 private:
  void run(const std::stop_token& stop);
  /// What one thread made in this tick and did not show yet.
  struct Made {
    std::map<std::string, std::vector<journey::Summary>> rows;  ///< by project
    std::map<std::string, std::vector<store::Change>> aside;    ///< put into the slow lane, by project
    std::map<std::string, std::uint64_t> expensive_work;        ///< by project, in events and texts
    std::size_t count = 0;
  };
  /// Which sessions may be put aside in a tick.
  enum class Aside : std::uint8_t { none, expensive };

  void tick(Aside may_put, std::size_t parts);
  void project_queued(Shard& shard, Aside may_put, Made& made);
  void project(Shard& shard, OpenSession& session, Aside may_put, Made& made);
  bool is_expensive(const OpenSession& session, const Rules& rules, Made& made);
  void show(Made& made);
  void tell_late(std::uint64_t committed);

  OpenSessions& sessions_;
  store::Store& store_;
  const RulesOf rules_;
  Mutex& row_order_;
  const Clock& clock_;
  const std::atomic<std::uint64_t>& committed_;
  std::atomic<std::uint64_t> shown_through_ = 0;
  const ProjectorOptions options_;
  SlowLane slow_lane_;
  std::jthread thread_;
};

}  // namespace sj::ingest
