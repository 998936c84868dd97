// The socket's part of a connection: reading, writing, and the ways to end.
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/error.hpp>

#include "http/connection/connection.hpp"

namespace sj::http {

namespace asio = boost::asio;
using boost::system::error_code;

void Connection::request_read() {
  if (reading_) return;
  auto space = phase_ == Phase::body ? body_reader_.direct_space() : std::span<char>();
  const bool direct = !space.empty();
  if (!direct) space = input_.space();
  if (space.empty()) return;  // only while a stream runs: the client sent its next requests already
  reading_ = true;
  socket_.async_read_some(asio::buffer(space.data(), space.size()),
                          [self = shared_from_this(), direct](const error_code& failed, std::size_t bytes) {
                            self->on_read(static_cast<bool>(failed), bytes, direct);
                          });
}

void Connection::on_read(bool failed, std::size_t bytes, bool direct) {
  reading_ = false;
  if (phase_ == Phase::closed) return;
  if (failed) return close();  // its end or a failure: nobody is left to answer
  if (!direct) {
    input_.filled(bytes);
  } else if (phase_ == Phase::body) {
    body_reader_.arrived(bytes);
  }
  if (phase_ == Phase::body) set_body_deadline();
  pump();
}

/// Tries at once, without a detour through the reactor; waits only when the client is slower than we are.
bool Connection::write_more() {
  while (!unsent_.empty()) {
    if (writing_) return false;
    error_code failed;
    const std::size_t bytes = unsent_.is_one_piece()
                                  ? socket_.write_some(unsent_.pieces()[0], failed)  // the cheaper call
                                  : socket_.write_some(unsent_.pieces(), failed);
    if (failed == asio::error::would_block) {
      writing_ = true;
      begin_to_wait_for_client();
      socket_.async_write_some(unsent_.pieces(),
                               [self = shared_from_this()](const error_code& write_failed, std::size_t written) {
                                 self->on_written(static_cast<bool>(write_failed), written);
                               });
      return false;
    }
    if (failed) {
      close();
      return false;
    }
    took(bytes);
  }
  if (phase_ == Phase::writing) finish_answer();
  return true;
}

void Connection::on_written(bool failed, std::size_t bytes) {
  writing_ = false;
  if (phase_ == Phase::closed) return;
  if (failed) return close();
  no_deadline();
  waited_ += std::chrono::steady_clock::now() - waiting_since_;
  took(bytes);
  pump();
}

void Connection::took(std::size_t bytes) {
  answer_begun_ = true;
  unsent_.consume(bytes);
  taken_ += bytes;
  if (taken_ < serving_.limits.write_bytes_min) return;
  waited_ = {};
  taken_ = 0;
}

/// A byte now and then does not give it more time: only as many as are asked for do, or another answer.
void Connection::begin_to_wait_for_client() {
  waiting_since_ = std::chrono::steady_clock::now();
  deadline_ = waiting_since_ + (serving_.limits.write_timeout - waited_);
}

void Connection::send_continue() {
  constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
  current_.continue_due = false;
  error_code failed;
  const std::size_t bytes = socket_.write_some(asio::buffer(text), failed);
  // Nothing else is on its way, so these few bytes fit; should they not, the client sends its body after a while
  // anyway, but half of them would spoil the answer.
  if (bytes != 0 && bytes != text.size()) cut();
}

/// The head is still in the input, so the other loop begins with this request.
bool Connection::pass_on(Traffic traffic) {
  phase_ = Phase::closed;
  no_deadline();
  loop_.pass_on(socket_, slot_, std::string(input_.view()), traffic);
  loop_.remove(this);
  return false;
}

/// The answer is out and the connection ends. Closing now could reset it before the client has read the answer, if
/// bytes of it are still unread here; so we say that we are done and wait for the client to say the same.
void Connection::begin_linger() {
  phase_ = Phase::lingering;
  enter(EvictionClass::idle);
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  set_deadline(serving_.limits.linger_timeout);
}

bool Connection::linger() {
  input_.clear();
  request_read();
  return false;
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  const auto alive = shared_from_this();
  observe();
  phase_ = Phase::closed;
  no_deadline();
  error_code ignored;
  socket_.close(ignored);
  stream_timer_.cancel();
  stream_.reset();
  response_.reset();
  stream_place_ = {};
  answer_share_ = {};
  loop_.remove(this);
}

void Connection::cut() {
  if (phase_ == Phase::closed) return;
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0),
                     ignored);  // a reset: half an answer must not look like a whole
  close();
}

/// Something failed that has no answer of its own, want of memory as a rule: the client is told so, if nothing of
/// another answer is out, and the connection ends. Needs no memory.
void Connection::give_up(const std::exception& error) {
  if (phase_ == Phase::closed) return;
  spdlog::error("http: a connection is given up: {}", error.what());
  serving_.turned_away(RefusalCause::memory);
  if (answer_begun_ || phase_ == Phase::lingering) return cut();
  send_prebuilt_unavailable();
  begin_linger();
  try {
    (void)linger();
  } catch (const std::exception&) {
    close();
  }
}

void Connection::send_prebuilt_unavailable() {
  static constexpr std::string_view text =
      "HTTP/1.1 503 Service Unavailable\r\n"
      "Content-Type: application/problem+json\r\n"
      "Content-Length: 156\r\n"
      "X-Request-Id: none\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cache-Control: no-store\r\n"
      "Vary: Origin\r\n"
      "Retry-After: 1\r\n"
      "Connection: close\r\n\r\n";
  static constexpr std::string_view body =
      R"({"type":"about:blank","title":"Service Unavailable","status":503,"code":"unavailable",)"
      R"("detail":"not enough memory right now, try again","request_id":"none"})";
  static_assert(body.size() == 156);
  response_.reset();
  stream_.reset();
  error_code ignored;
  current_.status = 503;
  socket_.write_some(std::array{asio::buffer(text), asio::buffer(body)}, ignored);
}

void Connection::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
}

void Connection::set_body_deadline() {
  const Limits& limits = serving_.limits;
  const std::chrono::milliseconds earned(body_reader_.bytes_received() * 1'000 / limits.body_bytes_per_second_min);
  deadline_ = body_since_ + std::min(limits.body_grace + earned, limits.body_timeout);
}

}  // namespace sj::http
