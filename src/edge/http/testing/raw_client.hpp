#pragma once
// A client of plain sockets for tests: sends bytes exactly as given and reads answers without any kindness.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "http/message/header.hpp"

namespace sj::http::testing {

struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] std::optional<std::string> header(std::string_view name) const {
    std::string_view rest = head;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find("\r\n"));
      rest.remove_prefix(std::min(rest.size(), line.size() + 2));
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos || !equal_without_case(line.substr(0, colon), name)) continue;
      return std::string(line.substr(std::min(line.size(), colon + 2)));
    }
    return std::nullopt;
  }
  [[nodiscard]] bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{5, 0};
    const int on = 1;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(fd_);
      throw std::runtime_error("cannot connect");
    }
  }
  ~RawClient() { close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

  /// False when the server is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next answer; status 0 when the connection ended or nothing came for 5 s. 100 Continue is an answer too.
  Answer read(bool to_head = false) {
    Answer answer;
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return answer;
    }
    answer.head = received_.substr(0, end);
    received_.erase(0, end + 4);
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    if (to_head || answer.status == 100 || answer.status == 204 || answer.status == 304) return answer;
    if (const auto length = answer.header("Content-Length")) {
      answer.body = take(static_cast<std::size_t>(std::stoul(*length)));
    } else if (answer.header("Transfer-Encoding") == "chunked") {
      while (const auto chunk = read_chunk()) answer.body += *chunk;
    }
    return answer;
  }

  /// One chunk of a chunked body: empty optional after the last one or at the connection's end.
  std::optional<std::string> read_chunk() {
    last_chunk_ = false;
    const auto line = read_line();
    if (!line) return std::nullopt;
    const auto size = static_cast<std::size_t>(std::stoul(*line, nullptr, 16));
    std::string bytes = take(size);
    read_line();
    last_chunk_ = size == 0;
    return size == 0 ? std::nullopt : std::optional(bytes);
  }
  [[nodiscard]] bool saw_last_chunk() const { return last_chunk_; }

  /// Everything until the server ends the connection.
  std::string read_to_end() {
    while (fill()) {
    }
    return std::exchange(received_, {});
  }

  /// Waits for the server's end of the connection, which must come before any further byte.
  bool ended() { return received_.empty() && !fill() && !timed_out_; }

  /// Takes what is there already, at most so many bytes, and forgets it.
  void take_some(std::size_t bytes_max) {
    char bytes[64];
    (void)::recv(fd_, bytes, std::min(bytes_max, sizeof bytes), MSG_DONTWAIT);
  }

 private:
  bool fill() {
    char bytes[64 * 1024];
    const ssize_t count = ::recv(fd_, bytes, sizeof bytes, 0);
    timed_out_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  std::string take(std::size_t size) {
    while (received_.size() < size && fill()) {
    }
    std::string bytes = received_.substr(0, size);
    received_.erase(0, size);
    return bytes;
  }
  std::optional<std::string> read_line() {
    std::size_t end = 0;
    while ((end = received_.find("\r\n")) == std::string::npos) {
      if (!fill()) return std::nullopt;
    }
    std::string line = received_.substr(0, end);
    received_.erase(0, end + 2);
    return line;
  }

  int fd_;
  std::string received_;
  bool timed_out_ = false;
  bool last_chunk_ = false;
};

}  // namespace sj::http::testing
