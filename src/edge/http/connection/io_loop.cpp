#include "http/connection/io_loop.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <new>

#include "base/thread.hpp"
#include "http/connection/connection.hpp"
#include "http/connection/io_loops.hpp"

namespace sj::http {

namespace asio = boost::asio;

IoLoop::IoLoop(std::shared_ptr<Serving> serving, IoLoops& loops, Traffic traffic)
    : serving_(std::move(serving)),
      loops_(loops),
      traffic_(traffic),
      context_(1),
      work_(context_.get_executor()),
      tick_(context_) {}

IoLoop::~IoLoop() = default;

void IoLoop::start() {
  wait_for_tick();
  thread_ = std::thread([self = shared_from_this()] {
    self->run();
    self->ended_.release();
  });
}

void IoLoop::run() {
  if (traffic_ == Traffic::events) {
    name_this_thread("http-events");
    lower_thread_priority();
  } else {
    name_this_thread("http-questions");
  }
  thread_id_ = std::this_thread::get_id();
  for (;;) {
    try {
      context_.run();
      return;
    } catch (const std::exception& error) {  // e.g. no memory for one connection: the others go on
      spdlog::error("http: {}", error.what());
    }
  }
}

void IoLoop::post(Task task) {
  const MutexLock lock(posted_mutex_);
  if (closed_) return;
  posted_.push_back(std::move(task));
  if (woken_) return;
  try {
    asio::post(context_, [this] { run_posted(); });
    woken_ = true;
  } catch (const std::bad_alloc&) {  // the next tick finds it
  }
}

void IoLoop::run_posted() {
  std::vector<Task> tasks;
  {
    const MutexLock lock(posted_mutex_);
    tasks.swap(posted_);
    woken_ = false;
  }
  for (Task& task : tasks) {
    try {
      task();
    } catch (const std::exception& error) {  // one task's failure is not the next one's
      spdlog::error("http: {}", error.what());
    }
  }
}

std::shared_ptr<Connection> IoLoop::add(asio::ip::tcp::socket socket, SlotPtr slot) {
  auto connection = std::make_shared<Connection>(*this, *serving_, std::move(socket), slot);
  connections_.emplace(connection.get(), connection);
  slot->is_on(*this, connection);
  return connection;
}

void IoLoop::adopt(asio::ip::tcp::socket socket, SlotPtr slot, bool refuse) {
  const auto connection = add(std::move(socket), std::move(slot));
  if (refuse)
    connection->refuse_it();
  else
    connection->start("");
}

void IoLoop::pass_on(asio::ip::tcp::socket& socket, SlotPtr slot, std::string received, Traffic traffic) {
  IoLoop& other = loops_.next(traffic);
  boost::system::error_code failed;
  const auto protocol = socket.local_endpoint(failed).protocol();
  asio::ip::tcp::socket passed(other.context());
  if (failed) return;  // gone already
  const int descriptor = socket.release(failed);
  passed.assign(protocol, descriptor, failed);
  if (failed) {  // no memory for it
    ::close(descriptor);
    return;
  }
  other.post([&other, passed = std::move(passed), slot = std::move(slot), received = std::move(received)]() mutable {
    other.add(std::move(passed), std::move(slot))->start(received);
  });
}

void IoLoop::cut(SlotPtr slot) {
  post([this, slot = std::move(slot)] {
    const bool is_here = slot->loop() == this;  // else it was passed on, to be served
    const auto connection = is_here ? slot->connection().lock() : nullptr;
    if (!is_here || (connection && !connection->give_way())) serving_->slots.keep(*slot);
  });
}

void IoLoop::wait_for_tick() {
  tick_.expires_after(serving_->limits.tick);
  tick_.async_wait([this](const boost::system::error_code& failed) {
    if (failed) return;
    wait_for_tick();  // first: should there be no memory for what follows, the next one finds it
    run_posted();
    look_for_forsaken();
    check_time();
  });
}

void IoLoop::look_for_forsaken() {
  std::vector<std::pair<std::shared_ptr<Connection>, std::uint64_t>> forsaken;
  for (const auto& [key, connection] : connections_) {
    if (connection->is_forsaken()) forsaken.emplace_back(connection, connection->number());
  }
  if (forsaken.empty()) return;
  run_posted();  // who brought an answer may be gone while it is here already
  for (const auto& [connection, number] : forsaken) {
    if (connection->number() == number && connection->is_forsaken()) connection->on_forsaken();
  }
}

void IoLoop::check_time() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<Connection>> late;  // first found, then told: telling them changes the map
  for (const auto& [key, connection] : connections_) {
    if (connection->is_late(now)) late.push_back(connection);
  }
  for (const auto& connection : late) connection->on_timeout();
}

std::vector<std::shared_ptr<Connection>> IoLoop::all() const {
  std::vector<std::shared_ptr<Connection>> connections;
  connections.reserve(connections_.size());
  for (const auto& [key, connection] : connections_) connections.push_back(connection);
  return connections;
}

void IoLoop::begin_stop() {
  post([this] {
    for (const auto& connection : all()) connection->begin_stop();
  });
}

bool IoLoop::close(std::chrono::milliseconds patience) {
  std::vector<Task> dropped;  // destroyed without the lock: a task may hold a handler's stream
  {
    const MutexLock lock(posted_mutex_);
    if (closed_) return true;
    closed_ = true;
    dropped.swap(posted_);
  }
  asio::post(context_, [this] {
    for (const auto& connection : all()) connection->cut();
    tick_.cancel();
    work_.reset();
    context_.stop();
  });
  if (!thread_.joinable()) return true;
  const bool ended = ended_.try_acquire_for(patience);
  ended ? thread_.join() : thread_.detach();
  return ended;
}

}  // namespace sj::http
