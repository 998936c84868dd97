#pragma once
// Makes the rows of changed sessions and shows them to the store, in strokes: a session that gets sixty events within
// one stroke is one row.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "ingest/open_sessions.hpp"

namespace sj::ingest {

using RulesOf = std::function<Rules(const std::string& project_id)>;

struct ProjectorOptions {
  std::chrono::milliseconds interval{50};  ///< between strokes; longer: fewer rows made, lists lag more
};

class Projector {
 public:
  /// `committed` is the accept_seq through which all events are in their sessions, and those queued.
  Projector(OpenSessions& sessions, store::Store& store, RulesOf rules, std::mutex& row_order,
            const std::atomic<std::uint64_t>& committed, const ProjectorOptions& options);
  ~Projector();

  void start();
  void stop();

  /// One stroke: when it returns, everything committed before is shown, but for sessions that are too dear to fold
  /// again so soon.
  void run_once();
  /// The same without that exception.
  void run_all();
  /// One stroke by all cores, after a start: there may be more to project than ever again, and nobody else is at work.
  void run_first();

  /// Every event up to this accept_seq is in a row that the store shows.
  [[nodiscard]] std::uint64_t shown_through() const { return shown_through_.load(); }

 private:
  void run(const std::stop_token& stop);
  /// What one thread made in this stroke and did not show yet.
  struct Made {
    std::map<std::string, std::vector<journey::Summary>> rows;  ///< by project
    std::size_t count = 0;
    bool postponed = false;  ///< a session was left out
  };

  void stroke(SteadyTime now, std::size_t parts);
  void project_queued(Shard& shard, SteadyTime now, Made& made);
  void project(Shard& shard, OpenSession& session, SteadyTime now, Made& made);
  void show(Made& made);

  OpenSessions& sessions_;
  store::Store& store_;
  const RulesOf rules_;
  std::mutex& row_order_;
  const std::atomic<std::uint64_t>& committed_;
  std::atomic<std::uint64_t> shown_through_ = 0;
  const ProjectorOptions options_;
  std::mutex sleep_mutex_;
  std::condition_variable_any sleep_;
  std::jthread thread_;
};

}  // namespace sj::ingest
