#pragma once
// The HTTP/1.1 server: a listener and a few I/O threads, each with its own connections.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "access/registry.hpp"
#include "base/result.hpp"
#include "http/bounds.hpp"
#include "http/request_observer.hpp"
#include "http/routing/router.hpp"

namespace sj::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6 address, not a name
  std::uint16_t port = 0;             ///< 0: one that is free; see Server::port
  unsigned io_threads = 2;            ///< sockets, parsing and immediate handlers, for Traffic::questions
  unsigned ingest_threads = 2;        ///< the same for Traffic::events, and as many for large bodies of events
  unsigned pool_threads = 2;          ///< for Lane::pooled
  Limits limits;
};

/// Threads: start and stop from one thread; the rest from any.
class Server {
 public:
  /// `registry` and `observer` (may be null) must outlive the server.
  Server(ServerOptions options, Router router, const access::Registry& registry, RequestObserver* observer = nullptr);
  /// Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens and serves; returns at once. `invalid_argument` for an address that is none, `io` for one that is taken.
  [[nodiscard]] Result<void> start();

  /// The port listened on, after start.
  [[nodiscard]] std::uint16_t port() const;

  /// Accepts no more, closes idle connections, ends live streams, lets requests in flight finish for at most
  /// Limits::stop_timeout, then cuts the rest. Returns when every thread is gone, or after Limits::stop_patience twice
  /// at most: false then, since a handler still runs, on a thread that is left to itself; what the handlers use must
  /// stay. Replies that come later are dropped. Stopping twice is fine.
  bool stop();

  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t body_bytes_in_flight() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace sj::http
