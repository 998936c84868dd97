#pragma once
// One client's connection: reads a request, has it answered, reads the next. All of it on its loop's thread.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "http/connection/admit.hpp"
#include "http/connection/body_reader.hpp"
#include "http/connection/input_buffer.hpp"
#include "http/connection/io_loop.hpp"
#include "http/connection/output_buffers.hpp"
#include "http/message/head.hpp"
#include "http/message/head_scanner.hpp"
#include "http/message/response.hpp"
#include "http/message/response_head.hpp"
#include "http/routing/reply.hpp"

namespace sj::http {

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(IoLoop& loop, Serving& serving, boost::asio::ip::tcp::socket socket, SlotPtr slot);

  /// `received` was read from the socket before.
  void start(std::string_view received);
  /// Only says that there are too many.
  void refuse_it();
  /// The answer to the request of this number; of another one: dropped.
  void on_answer(std::uint64_t number, Response response);
  [[nodiscard]] bool is_pumping() const { return pumping_; }

  /// Of the request that it is at.
  [[nodiscard]] std::uint64_t number() const { return current_.number; }
  /// Whether it waits for an answer, or for a stream's next piece, that nobody is making any more: there was no memory
  /// to bring it here. Only once what was posted to the loop has run.
  [[nodiscard]] bool is_forsaken() const;
  /// Tells so, without memory.
  void on_forsaken();
  /// Its place is wanted for another one. False when it is being served meanwhile.
  [[nodiscard]] bool give_way();

  [[nodiscard]] bool is_late(std::chrono::steady_clock::time_point now) const { return now >= deadline_; }
  void on_timeout();
  void begin_stop();
  /// Ends it at once; the client sees a reset.
  void cut();

 private:
  enum class Phase : std::uint8_t { head, body, handling, writing, streaming, lingering, closed };
  /// `asked`: next() is under way; `waiting`: the timer runs; `ended`: nothing comes after what is unsent.
  enum class StreamState : std::uint8_t { ready, asked, waiting, ended };
  using Instant = std::chrono::steady_clock::time_point;

  /// What is kept of a request until its answer is out.
  struct Current {
    std::uint64_t number = 0;
    const Route* route = nullptr;
    std::string method;
    std::string request_id;
    std::string owner;         ///< whose memory and turns it takes: the key's id, else the address
    std::string content_type;  ///< of the request, where the route has problems of its own form
    std::optional<std::string> origin;
    bool origin_may_read = false;
    bool is_api = true;
    bool version_1_0 = false;
    bool keep_alive = true;
    bool continue_due = false;  ///< the client waits for `100 Continue`
    bool key_wanted = false;    ///< it is in the body and was not found yet
    bool quick_look_done = false;
    bool discarding = false;  ///< the answer is there already, the body is read only to get behind it
    Coding coding = Coding::identity;
    std::size_t body_bytes_max = 0;
    Instant since{};  ///< when its head was whole
    int status = 0;   ///< once the answer began
    bool head_only() const { return method == "HEAD"; }
  };

  // connection.cpp: one step after the other
  [[nodiscard]] bool set_up_socket();
  void pump();
  [[nodiscard]] bool step();
  [[nodiscard]] bool read_head();
  [[nodiscard]] bool begin_request(std::string_view head_bytes);
  [[nodiscard]] bool read_body();
  void begin_body(Admitted admission);
  void begin_discard(Response answer);
  void dispatch();
  [[nodiscard]] Reply make_reply();
  void begin_unreadable_request();
  [[nodiscard]] bool refuse(Problem problem);
  void begin_next_request();

  // connection_key.cpp: keys that are in the body
  [[nodiscard]] std::optional<Problem> look_for_key(bool whole);
  void look_further_for_key();
  [[nodiscard]] std::optional<Problem> take_key(const std::string& key);
  [[nodiscard]] BodyReservation keyed_reservation() const { return BodyReservation(serving_.budget, current_.owner); }

  // connection_io.cpp: the socket
  void request_read();
  void on_read(bool failed, std::size_t bytes, bool direct);
  [[nodiscard]] bool write_more();
  void on_written(bool failed, std::size_t bytes);
  void send_continue();
  [[nodiscard]] bool pass_on(Traffic traffic);
  void begin_linger();
  [[nodiscard]] bool linger();
  void close();
  void give_up(const std::exception& error);
  void send_prebuilt_unavailable();
  void took(std::size_t bytes);
  void begin_to_wait_for_client();
  void enter(EvictionClass eviction_class) { slot_->enter(eviction_class, std::chrono::steady_clock::now()); }
  void set_deadline(std::chrono::milliseconds from_now);
  void set_body_deadline();
  void no_deadline() { deadline_ = Instant::max(); }

  // connection_answer.cpp: heads and bodies
  [[nodiscard]] bool begin_answer();
  void hold_answer(Response& response);
  void judge_guess(Problem& problem);
  void render_problem(Response& response) const;
  [[nodiscard]] AnswerFrame frame_of(const Response& response) const;
  void finish_answer();
  void observe() noexcept;

  // connection_stream.cpp: bodies that are made while they are sent
  [[nodiscard]] bool stream_more();
  void ask_stream();
  void ask_stream_in_pool();
  void on_chunk(std::optional<Chunk> chunk);
  void send_chunk(Chunk chunk);
  void end_stream();
  void wait_for_stream(std::chrono::milliseconds wait);

  IoLoop& loop_;
  Serving& serving_;
  boost::asio::ip::tcp::socket socket_;
  const SlotPtr slot_;
  std::string remote_address_;
  access::LastKey last_key_;

  Phase phase_ = Phase::head;
  bool pumping_ = false;
  Instant deadline_ = Instant::max();

  InputBuffer input_;
  bool reading_ = false;
  bool head_begun_ = false;  ///< the deadline is a head's, not an idle connection's
  HeadScanner scanner_;
  Head head_;
  Current current_;
  Request request_;
  BodyReader body_reader_;
  Instant body_since_{};

  std::weak_ptr<ReplyTarget> exchange_;  ///< who brings the answer
  std::optional<Response> response_;
  bool answer_begun_ = false;  ///< bytes of it are out
  BodyReservation answer_share_;
  ConcurrencyLimit::Place stream_place_;
  std::string out_;  ///< head of the answer, or of a chunk; keeps its memory from answer to answer
  OutputBuffers unsent_;
  bool writing_ = false;
  Instant waiting_since_{};            ///< for the client to take what is unsent
  std::chrono::nanoseconds waited_{};  ///< since it took enough the last time
  std::size_t taken_ = 0;              ///< meanwhile

  std::shared_ptr<BodyStream> stream_;
  StreamState stream_state_ = StreamState::ready;
  Chunk chunk_;
  boost::asio::steady_timer stream_timer_;
};

}  // namespace sj::http
