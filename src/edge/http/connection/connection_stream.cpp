// The streaming part of a connection: one piece after the other, as fast as the client takes them.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <exception>

#include "http/connection/connection.hpp"

namespace sj::http {
namespace {

/// How long a stream waits when the pool is full, or its key's answers wait to be taken.
constexpr std::chrono::milliseconds full_wait{50};
/// What a piece is taken for before it is made; how large it is then counts against later ones.
constexpr std::size_t expected_piece_bytes = 64 * 1024;
/// A stream that asks to wait for nothing would keep its thread busy.
constexpr std::chrono::milliseconds shortest_wait{1};

/// nullopt when the stream failed.
std::optional<Chunk> next_chunk(BodyStream& stream, std::string_view request_id) {
  try {
    return stream.next();
  } catch (const std::exception& error) {
    spdlog::error("http: a stream failed: {} (request {})", error.what(), request_id);
  } catch (...) {
    spdlog::error("http: a stream failed (request {})", request_id);
  }
  return std::nullopt;
}

}  // namespace

bool Connection::stream_more() {
  if (!unsent_.empty()) return write_more();
  switch (stream_state_) {
    case StreamState::ended: finish_answer(); return true;
    case StreamState::ready: ask_stream(); return true;
    case StreamState::asked:
    case StreamState::waiting: break;
  }
  request_read();  // while there is nothing to send, only a read tells that the client went away
  return false;
}

/// The piece comes back through on_chunk by way of the loop, so that other connections get their turn in between.
void Connection::ask_stream() {
  answer_share_ = BodyReservation(serving_.answer_budget, current_.owner);  // what was sent is the client's
  if (!answer_share_.grow_to(expected_piece_bytes)) return wait_for_stream(full_wait);
  stream_state_ = StreamState::asked;
  if (current_.route->lane == Lane::pooled) return ask_stream_in_pool();
  loop_.post([self = shared_from_this()] {
    if (self->phase_ != Phase::streaming) return;
    self->on_chunk(next_chunk(*self->stream_, self->current_.request_id));
  });
}

/// The task shares the stream, so that it lives to the end of next() even if the connection does not. Task and piece on
/// its way hold it, which is how is_forsaken() knows that a piece will come.
void Connection::ask_stream_in_pool() {
  auto ask = [self = weak_from_this(), loop = loop_.shared_from_this(), stream = stream_,
              request_id = current_.request_id]() mutable {
    auto chunk = next_chunk(*stream, request_id);
    loop->post([self = std::move(self), chunk = std::move(chunk), stream = std::move(stream)]() mutable {
      stream.reset();  // the piece is here
      if (const auto alive = self.lock()) alive->on_chunk(std::move(chunk));
    });
  };
  const bool taken = serving_.pool.submit(current_.owner, std::move(ask));
  if (!taken) wait_for_stream(full_wait);
}

void Connection::on_chunk(std::optional<Chunk> chunk) {
  if (phase_ != Phase::streaming) return;
  if (!chunk) return cut();
  if (!chunk->bytes.empty()) {
    send_chunk(std::move(*chunk));
  } else if (chunk->end || serving_.stopping) {
    end_stream();
  } else {
    answer_share_ = {};
    wait_for_stream(chunk->wait);
  }
  pump();
}

void Connection::send_chunk(Chunk chunk) {
  chunk_ = std::move(chunk);
  answer_share_.hold(chunk_.bytes.size());
  stream_state_ = chunk_.end ? StreamState::ended : StreamState::ready;
  if (current_.version_1_0) return unsent_.set(chunk_.bytes);
  out_ = fmt::format("{:x}\r\n", chunk_.bytes.size());
  unsent_.set(out_, chunk_.bytes, chunk_.end ? "\r\n0\r\n\r\n" : "\r\n");
}

void Connection::end_stream() {
  stream_state_ = StreamState::ended;
  if (!current_.version_1_0) unsent_.set("0\r\n\r\n");
}

void Connection::wait_for_stream(std::chrono::milliseconds wait) {
  stream_state_ = StreamState::waiting;
  stream_timer_.expires_after(std::max(wait, shortest_wait));
  stream_timer_.async_wait([self = shared_from_this()](const boost::system::error_code& failed) {
    if (failed || self->phase_ != Phase::streaming || self->stream_state_ != StreamState::waiting) return;
    self->stream_state_ = StreamState::ready;
    self->pump();
  });
}

}  // namespace sj::http
