#pragma once
// Sends a backend's events to Session Journey: in order, in batches, and again until they are acknowledged. What any
// server does that wants none of its events lost.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <string>

#include "liveform/event.hpp"
#include "liveform/http_client.hpp"

namespace sj::liveform {

/// Threads: only that of the loop.
class EventSender {
 public:
  EventSender(boost::asio::io_context& loop, std::string server_key);

  /// Takes an event; it is sent within moments. When very many wait, because the server is away, the oldest are given
  /// up.
  void send(Event event);

  /// Sends what waits, for as long as the loop runs.
  boost::asio::awaitable<void> run(Address address);

 private:
  boost::asio::awaitable<void> pause(std::chrono::milliseconds duration);
  [[nodiscard]] Post first_batch(std::size_t count) const;

  const std::string server_key_;
  std::deque<Event> waiting_;
  boost::asio::steady_timer wake_;
};

}  // namespace sj::liveform
