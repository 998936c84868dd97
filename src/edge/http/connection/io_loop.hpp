#pragma once
// One I/O thread with the connections it serves: nothing of a connection is touched by any other thread.
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/mutex.hpp"
#include "http/connection/serving.hpp"

namespace sj::http {

class Connection;
class IoLoops;

class IoLoop final : public std::enable_shared_from_this<IoLoop> {
 public:
  using Task = std::move_only_function<void()>;

  /// `loops`, which this is one of, must live until it is closed.
  IoLoop(std::shared_ptr<Serving> serving, IoLoops& loops, Traffic traffic);
  ~IoLoop();

  void start();
  [[nodiscard]] Traffic traffic() const { return traffic_; }
  [[nodiscard]] boost::asio::io_context& context() { return context_; }
  [[nodiscard]] bool in_thread() const {
    return std::this_thread::get_id() == thread_id_.load(std::memory_order_relaxed);
  }

  /// Runs the task on this thread, soon. From any thread; after close() the task is destroyed. Many tasks posted at
  /// once wake the thread once.
  void post(Task task);

  /// On this thread: serves a connection just accepted; `refuse`: only to say that there are too many.
  void adopt(boost::asio::ip::tcp::socket socket, SlotPtr slot, bool refuse);
  /// On this thread: the connection goes on on a loop for such traffic, which begins with what was `received`.
  void pass_on(boost::asio::ip::tcp::socket& socket, SlotPtr slot, std::string received, Traffic traffic);
  /// From any thread: the slot's connection gives way to another one.
  void cut(SlotPtr slot);
  /// On this thread: forgets it.
  void remove(const Connection* connection) { connections_.erase(connection); }

  /// From any thread: every connection comes to its end in good order.
  void begin_stop();
  /// From any thread but this one: cuts what is left, and waits for the thread's end, for at most this long. False: a
  /// handler still runs on it, and it is left to itself.
  [[nodiscard]] bool close(std::chrono::milliseconds patience);

 private:
  std::shared_ptr<Connection> add(boost::asio::ip::tcp::socket socket, SlotPtr slot);
  void run();
  void run_posted();
  void look_for_forsaken();
  void wait_for_tick();
  void check_time();
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() const;

  const std::shared_ptr<Serving> serving_;
  IoLoops& loops_;
  const Traffic traffic_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer tick_;
  std::unordered_map<const Connection*, std::shared_ptr<Connection>> connections_;

  Mutex posted_mutex_;
  std::vector<Task> posted_ SJ_GUARDED_BY(posted_mutex_);
  bool closed_ SJ_GUARDED_BY(posted_mutex_) = false;
  bool woken_ SJ_GUARDED_BY(posted_mutex_) = false;  ///< run_posted() is on its way

  std::thread thread_;
  std::binary_semaphore ended_{0};
  std::atomic<std::thread::id> thread_id_{};
};

}  // namespace sj::http
