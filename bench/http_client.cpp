#include "http_client.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace sj::bench {
namespace {

// -1: the server took no connection.
int connected_socket(const Address& address) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(address.port);
  ::inet_pton(AF_INET, address.ip.c_str(), &to.sin_addr);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket);
    return -1;
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

// The header's value. Our server writes names as given here.
std::string_view header(std::string_view head, std::string_view name) {
  const std::size_t at = head.find(name);
  if (at == std::string_view::npos) return {};
  head.remove_prefix(at + name.size());
  return head.substr(0, head.find("\r\n"));
}

}  // namespace

Address::Address(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  const std::size_t colon = url.rfind(':');
  if (!url.starts_with(scheme) || colon < scheme.size()) {
    fmt::print(stderr, "\"{}\" is not http://IPv4:PORT\n", url);
    std::exit(2);
  }
  host = url.substr(scheme.size());
  ip = url.substr(scheme.size(), colon - scheme.size());
  port = static_cast<std::uint16_t>(std::atoi(url.c_str() + colon + 1));
}

std::string get_request(std::string_view target, std::string_view host, std::string_view key) {
  const std::string credentials = key.empty() ? "" : fmt::format("Authorization: Bearer {}\r\n", key);
  return fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\n{}\r\n", target, host, credentials);
}

HttpClient::HttpClient(const Address& address, OnLoss on_loss)
    : host_(address.host), on_loss_(on_loss), socket_(connected_socket(address)) {
  if (socket_ < 0) lose(fmt::format("cannot connect to {}", address.host));
}

HttpClient::~HttpClient() {
  if (socket_ >= 0) ::close(socket_);
}

void HttpClient::lose(const std::string& why) {
  is_lost_ = true;
  if (on_loss_ == OnLoss::tell) return;
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

void HttpClient::send(std::string_view request) {
  while (!request.empty()) {
    const ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return lose(fmt::format("the server took no more: {}", std::strerror(errno)));
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::optional<Answer> HttpClient::receive() {
  std::array<char, 256 * 1024> piece;
  const ssize_t got = ::recv(socket_, piece.data(), piece.size(), 0);
  if (got < 0 && errno == EINTR) return std::nullopt;
  if (got <= 0) {
    lose("the server closed the connection before it had answered");
    return std::nullopt;
  }
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  if (!head_is_read() || !body_is_read()) return std::nullopt;
  in_body_ = false;
  return std::exchange(answer_, {});
}

bool HttpClient::head_is_read() {
  if (in_body_) return true;
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string_view head = std::string_view(buffer_).substr(0, end + 2);
  answer_.status = std::atoi(head.data() + std::string_view("HTTP/1.1 ").size());
  answer_.has_retry_after = !header(head, "Retry-After: ").empty();
  answer_.is_last = header(head, "Connection: ") == "close";
  chunked_ = header(head, "Transfer-Encoding: ") == "chunked";
  const std::string_view length = header(head, "Content-Length: ");
  body_left_ = length.empty() ? 0 : std::strtoull(length.data(), nullptr, 10);
  buffer_.erase(0, end + 4);
  in_body_ = true;
  return true;
}

bool HttpClient::body_is_read() {
  if (chunked_) return chunks_are_read();
  take_body(body_left_);
  return body_left_ == 0;
}

bool HttpClient::chunks_are_read() {
  constexpr std::size_t line_end = 2;
  for (;;) {
    if (body_left_ > line_end) take_body(body_left_ - line_end);
    if (body_left_ > line_end || buffer_.size() < body_left_) return false;
    buffer_.erase(0, std::exchange(body_left_, 0));
    const std::size_t end = buffer_.find("\r\n");
    if (end == std::string::npos) return false;
    const std::size_t size = std::strtoull(buffer_.c_str(), nullptr, 16);
    if (size == 0 && buffer_.size() < end + 2 * line_end) return false;
    buffer_.erase(0, end + line_end);
    if (size == 0) {
      buffer_.erase(0, line_end);  // our server sends no trailers
      return true;
    }
    body_left_ = size + line_end;
  }
}

void HttpClient::take_body(std::size_t bytes) {
  const std::size_t taken = std::min(bytes, buffer_.size());
  const std::string_view piece = std::string_view(buffer_).substr(0, taken);
  if (sink_)
    sink_(piece);
  else
    answer_.body += piece;
  buffer_.erase(0, taken);
  body_left_ -= taken;
}

std::optional<Answer> HttpClient::exchange_bytes(std::string_view request) {
  if (is_lost_) return std::nullopt;
  send(request);
  is_lost_ = false;  // a server that refuses a body answers before it has read it
  while (!is_lost_)
    if (auto answer = receive()) return answer;
  return std::nullopt;
}

Answer HttpClient::exchange(const std::string& target, std::string_view key) {
  return exchange_bytes(get_request(target, host_, key)).value_or(Answer{});
}

Answer HttpClient::get(const std::string& target, std::string_view key) {
  return exchange(target, key);
}

int HttpClient::get_streamed(const std::string& target, std::string_view key,
                             std::function<void(std::string_view)> sink) {
  sink_ = std::move(sink);
  const int status = exchange(target, key).status;
  sink_ = nullptr;
  return status;
}

}  // namespace sj::bench
