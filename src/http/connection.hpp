#pragma once
// One client's connection: reads a request, has it answered, reads the next. All of it on its loop's thread.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "http/admission.hpp"
#include "http/body_reader.hpp"
#include "http/head.hpp"
#include "http/head_scanner.hpp"
#include "http/input_buffer.hpp"
#include "http/io_loop.hpp"
#include "http/output_buffers.hpp"
#include "http/response.hpp"
#include "http/response_head.hpp"

namespace sj::http {

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(IoLoop& loop, Serving& serving, boost::asio::ip::tcp::socket socket);
  ~Connection();

  /// `received` was read from the socket before.
  void start(std::string_view received);
  /// Only says that there are too many.
  void refuse_it();
  /// The answer to the request of this number; of another one: dropped.
  void on_answer(std::uint64_t number, Response response);
  [[nodiscard]] bool is_pumping() const { return pumping_; }

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
    std::string content_type;  ///< of the request, where the route has problems of its own form
    std::optional<std::string> origin;
    bool origin_may_read = false;
    bool is_api = true;
    bool version_1_0 = false;
    bool keep_alive = true;
    bool continue_due = false;  ///< the client waits for `100 Continue`
    bool discarding = false;    ///< the answer is there already, the body is read only to get behind it
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
  void begin_body(Admission admission);
  void begin_discard(Response answer);
  void dispatch();
  void begin_unreadable_request();
  [[nodiscard]] bool refuse(Problem problem);
  void begin_next_request();

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
  void set_deadline(std::chrono::milliseconds from_now);
  void set_body_deadline();
  void no_deadline() { deadline_ = Instant::max(); }

  // connection_answer.cpp: heads and bodies
  [[nodiscard]] bool begin_answer();
  void render_problem(Response& response) const;
  [[nodiscard]] AnswerFrame frame_of(const Response& response) const;
  void finish_answer();
  void observe();

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

  std::optional<Response> response_;
  std::string out_;  ///< head of the answer, or of a chunk; keeps its memory from answer to answer
  OutputBuffers unsent_;
  bool writing_ = false;

  std::shared_ptr<BodyStream> stream_;
  StreamState stream_state_ = StreamState::ready;
  Chunk chunk_;
  boost::asio::steady_timer stream_timer_;
};

}  // namespace sj::http
