#pragma once
// One keep-alive connection to the server under test. It does as little as possible, because it shares the machine with
// what it measures.
//
// Threads: one at a time.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sj::bench {

/// "http://127.0.0.1:8080" taken apart. Ends the program with code 2 if it is anything else.
struct Address {
  explicit Address(const std::string& url);
  std::string host;  ///< with the port, as the Host header wants it
  std::string ip;
  std::uint16_t port = 0;
};

struct Answer {
  int status = 0;
  std::string body;  ///< empty if a sink took it
  bool has_retry_after = false;
  bool is_last = false;  ///< of the connection: the server closes it
};

/// A GET request, ready to be written to a socket. Without a key, no credentials are sent.
std::string get_request(std::string_view target, std::string_view host, std::string_view key);

/// A failure of the connection ends the program with code 1, because a benchmark in which something failed has no
/// result; unless it wants to be told.
class HttpClient {
 public:
  enum class OnLoss : std::uint8_t { end, tell };
  explicit HttpClient(const Address& address, OnLoss on_loss = OnLoss::end);
  HttpClient(const HttpClient&) = delete;
  ~HttpClient();

  [[nodiscard]] int socket() const { return socket_; }

  void send(std::string_view request);
  /// Reads once, waiting for bytes if there are none. The answer when it is whole.
  std::optional<Answer> receive();
  /// Nothing more can be sent or received.
  [[nodiscard]] bool is_lost() const { return is_lost_; }

  /// Sends the request and waits for its answer. nullopt: the connection was lost before.
  std::optional<Answer> exchange_bytes(std::string_view request);
  Answer get(const std::string& target, std::string_view key);
  /// The body goes to the sink piece by piece; for bodies that are larger than memory.
  int get_streamed(const std::string& target, std::string_view key, std::function<void(std::string_view)> sink);

 private:
  Answer exchange(const std::string& target, std::string_view key);
  [[nodiscard]] bool head_is_read();
  [[nodiscard]] bool body_is_read();
  [[nodiscard]] bool chunks_are_read();
  void take_body(std::size_t bytes);
  void lose(const std::string& why);

  const std::string host_;
  const OnLoss on_loss_;
  int socket_;
  std::string buffer_;  ///< received, not yet understood
  Answer answer_;
  bool in_body_ = false, chunked_ = false, is_lost_ = false;
  std::size_t body_left_ = 0;  ///< of the body, or of the present chunk with its line end
  std::function<void(std::string_view)> sink_;
};

}  // namespace sj::bench
