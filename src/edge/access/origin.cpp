#include "access/origin.hpp"

#include <algorithm>

namespace sj::access {
namespace {

constexpr std::size_t origin_bytes_max = 300;  // a DNS name has at most 253

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_ipv6_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
}

/// Length of the host at the front of `text`, 0 when there is none.
std::size_t host_length(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close < 3) return 0;
    return std::ranges::all_of(text.substr(1, close - 1), is_ipv6_char) ? close + 1 : 0;
  }
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_host_char) - text.begin());
}

}  // namespace

std::optional<std::string> normalise_origin(std::string_view text) {
  if (text.size() > origin_bytes_max) return std::nullopt;
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::string_view rest = lower;
  const bool secure = rest.starts_with("https://");
  if (!secure && !rest.starts_with("http://")) return std::nullopt;
  const std::size_t scheme_length = secure ? 8 : 7;
  rest.remove_prefix(scheme_length);
  if (rest.ends_with('/')) rest.remove_suffix(1);

  const std::size_t host = host_length(rest);
  if (host == 0) return std::nullopt;
  const std::string_view port = rest.substr(host);
  std::string origin = lower.substr(0, scheme_length + host);
  if (port.empty() || port == (secure ? ":443" : ":80")) return origin;
  if (port.front() != ':' || !is_port(port.substr(1))) return std::nullopt;
  return origin.append(port);
}

}  // namespace sj::access
