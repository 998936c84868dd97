#include "config/listen.hpp"

#include <arpa/inet.h>

#include <charconv>

namespace sj::config {
namespace {

bool is_address(int family, const std::string& text) {
  in6_addr address{};  // the larger of the two
  return ::inet_pton(family, text.c_str(), &address) == 1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

std::optional<Listen> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
  if (!port) return std::nullopt;

  std::string host(text.substr(0, colon));
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    return is_address(AF_INET6, host) ? std::optional(Listen{host, *port}) : std::nullopt;
  }
  return is_address(AF_INET, host) ? std::optional(Listen{host, *port}) : std::nullopt;
}

std::string to_listen_text(const Listen& listen) {
  const bool v6 = listen.host.find(':') != std::string::npos;
  return (v6 ? "[" + listen.host + "]" : listen.host) + ":" + std::to_string(listen.port);
}

}  // namespace sj::config
