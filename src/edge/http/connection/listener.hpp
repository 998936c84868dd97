#pragma once
// Accepts connections and deals them out, in turn, to the loops for questions: what a client wants is not known yet.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "http/connection/io_loops.hpp"

namespace sj::http {

/// Runs on the thread of one of the loops, once begun; must live until that thread is gone.
class Listener final {
 public:
  Listener(std::shared_ptr<Serving> serving, IoLoops& loops);

  [[nodiscard]] Result<void> listen(const std::string& address, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  void begin();
  /// From any thread.
  void stop();

 private:
  void accept_next();
  void on_accepted(boost::asio::ip::tcp::socket socket, IoLoop& loop);
  void pause(const std::string& why);

  const std::shared_ptr<Serving> serving_;
  IoLoops& loops_;
  IoLoop& own_loop_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  std::uint16_t port_ = 0;
  bool paused_ = false;  ///< and told
};

}  // namespace sj::http
