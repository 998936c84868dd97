#include "http/server.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "http/connection/io_loops.hpp"
#include "http/connection/listener.hpp"
#include "http/connection/serving.hpp"

namespace sj::http {

class Server::Implementation {
 public:
  Implementation(ServerOptions options, Router router, const access::Registry& registry, RequestObserver* observer)
      : options_(std::move(options)),
        serving_(std::make_shared<Serving>(options_.limits, std::move(router), registry, observer,
                                           options_.pool_threads, options_.ingest_threads)),
        loops_(serving_, options_.io_threads, options_.ingest_threads),
        listener_(serving_, loops_) {}
  ~Implementation() { (void)stop(); }

  Result<void> start() {
    if (auto listening = listener_.listen(options_.address, options_.port); !listening) return listening;
    loops_.start();
    listener_.begin();
    return {};
  }

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }
  [[nodiscard]] const Serving& serving() const { return *serving_; }

  bool stop() {
    if (serving_->stopping.exchange(true)) return true;
    listener_.stop();
    loops_.begin_stop();
    wait_for_connections();
    const bool loops_ended = loops_.close(options_.limits.stop_patience);
    const bool pool_ended = serving_->pool.stop(options_.limits.stop_patience);
    const bool event_pool_ended = serving_->event_pool.stop(options_.limits.stop_patience);
    return loops_ended && pool_ended && event_pool_ended;
  }

 private:
  void wait_for_connections() const {
    if (listener_.port() == 0) return;  // never started
    const auto deadline = std::chrono::steady_clock::now() + options_.limits.stop_timeout;
    while (serving_->slots.open() > 0 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

  const ServerOptions options_;
  const std::shared_ptr<Serving> serving_;
  IoLoops loops_;
  Listener listener_;
};

Server::Server(ServerOptions options, Router router, const access::Registry& registry, RequestObserver* observer)
    : implementation_(std::make_unique<Implementation>(std::move(options), std::move(router), registry, observer)) {}

Server::~Server() = default;

Result<void> Server::start() {
  return implementation_->start();
}
std::uint16_t Server::port() const {
  return implementation_->port();
}
bool Server::stop() {
  return implementation_->stop();
}
std::size_t Server::connections() const {
  return implementation_->serving().slots.open();
}
std::size_t Server::body_bytes_in_flight() const {
  return implementation_->serving().budget->in_use() + implementation_->serving().keyless_budget->in_use();
}

}  // namespace sj::http
