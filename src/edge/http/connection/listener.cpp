#include "http/connection/listener.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <new>
#include <utility>

#include "http/security/client_network.hpp"

namespace sj::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// When the descriptors are used up, accepting again at once would only spin.
constexpr std::chrono::milliseconds accept_pause{100};

}  // namespace

Listener::Listener(std::shared_ptr<Serving> serving, IoLoops& loops)
    : serving_(std::move(serving)),
      loops_(loops),
      own_loop_(loops.next(Traffic::questions)),
      acceptor_(own_loop_.context()),
      pause_(own_loop_.context()) {}

Result<void> Listener::listen(const std::string& address, std::uint16_t port) {
  error_code failed;
  const auto ip = asio::ip::make_address(address, failed);
  if (failed) return fail(Errc::invalid_argument, fmt::format("`{}` is not an IP address", address));
  const tcp::endpoint endpoint(ip, port);
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return fail(Errc::io, fmt::format("cannot listen on {}:{}: {}", address, port, failed.message()));
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void Listener::begin() {
  own_loop_.post([this] { accept_next(); });
}

void Listener::stop() {
  own_loop_.post([this] {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  });
}

void Listener::accept_next() {
  if (!acceptor_.is_open()) return;
  IoLoop& loop = loops_.next(Traffic::questions);
  acceptor_.async_accept(loop.context(), [this, &loop](const error_code& failed, tcp::socket socket) {
    if (failed == asio::error::operation_aborted) return;
    if (failed) return pause(failed.message());
    paused_ = false;
    try {
      on_accepted(std::move(socket), loop);
    } catch (const std::bad_alloc&) {  // closed, and the next one may have more luck
      serving_->turned_away(RefusalCause::memory);
    }
    accept_next();
  });
}

void Listener::on_accepted(tcp::socket socket, IoLoop& loop) {
  error_code failed;
  const auto remote = socket.remote_endpoint(failed);
  if (failed) return;  // gone already
  auto taken = serving_->slots.take(client_network(remote.address()), std::chrono::steady_clock::now());
  if (taken.cut) taken.cut->loop()->cut(taken.cut);
  if (!taken.slot) return serving_->turned_away(RefusalCause::connections);
  taken.slot->is_on(loop, {});  // already, so that it can be told to give way: the loop learns of that after this
  loop.post([&loop, taken_socket = std::move(socket), slot = std::move(taken.slot), refuse = taken.refused]() mutable {
    loop.adopt(std::move(taken_socket), std::move(slot), refuse);
  });
}

void Listener::pause(const std::string& why) {
  if (!std::exchange(paused_, true)) spdlog::warn("http: cannot accept connections for the moment: {}", why);
  pause_.expires_after(accept_pause);
  pause_.async_wait([this](const error_code& failed) {
    if (!failed) accept_next();
  });
}

}  // namespace sj::http
