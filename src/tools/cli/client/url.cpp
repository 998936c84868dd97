#include "cli/client/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace sj::cli {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port > 0;
}

bool is_host(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_letter_or_digit(c) || std::string_view(".-_:%").contains(c);
  });
}

bool is_prefix(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return is_letter_or_digit(c) || std::string_view("/.-_~").contains(c); });
}

}  // namespace

std::string Url::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == "80" ? name : name + ":" + port;
}

Result<Url> parse_url(std::string_view text) {
  constexpr std::string_view scheme = "http://";
  const auto wrong = [&](std::string_view what) {
    return fail(Errc::invalid_argument, fmt::format("`{}` {}; write http://HOST:PORT", text, what));
  };
  if (text.starts_with("https://"))
    return wrong("needs TLS, which this client does not speak: use the server's own port");
  if (!text.starts_with(scheme)) return wrong("is not the address of a server");

  std::string_view authority = text.substr(scheme.size());
  const std::size_t slash = std::min(authority.find('/'), authority.size());
  std::string_view prefix = authority.substr(slash);
  authority = authority.substr(0, slash);
  while (prefix.ends_with('/')) prefix.remove_suffix(1);

  std::string_view port = "80";
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && !authority.ends_with(']')) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']')) authority = authority.substr(1, authority.size() - 2);
  if (!is_host(authority)) return wrong("names no host");
  if (!is_port(port)) return wrong("has no port from 1 to 65535");
  if (!is_prefix(prefix)) return wrong("has a path that no server of ours has");
  return Url{std::string(authority), std::string(port), std::string(prefix)};
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_letter_or_digit(c) || std::string_view("-._~:").contains(c))
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace sj::cli
