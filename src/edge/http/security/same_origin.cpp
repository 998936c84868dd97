#include "http/security/same_origin.hpp"

#include "http/message/header.hpp"

namespace sj::http {
namespace {

/// `host:port` without the port that the scheme has anyway.
std::string_view without_default_port(std::string_view authority, std::string_view scheme) {
  const std::string_view port = scheme == "https" ? ":443" : ":80";
  if (authority.ends_with(port)) authority.remove_suffix(port.size());
  return authority;
}

// The scheme is not compared: behind a proxy that terminates TLS the page has https and we have http.
bool is_same_host(std::string_view origin, std::string_view host) {
  const std::size_t end_of_scheme = origin.find("://");
  if (end_of_scheme == std::string_view::npos) return false;  // `null` too: a page that hides where it is from
  const std::string_view scheme = origin.substr(0, end_of_scheme);
  return equal_without_case(without_default_port(origin.substr(end_of_scheme + 3), scheme),
                            without_default_port(host, scheme));
}

}  // namespace

bool is_same_origin(const Request& request) {
  if (const auto site = request.header("Sec-Fetch-Site")) return *site == "same-origin";
  const auto origin = request.header("Origin");
  return !origin || is_same_host(*origin, request.header("Host").value_or(""));
}

bool is_from_browser(const Request& request) {
  return request.header("Sec-Fetch-Site") || request.header("Origin");
}

}  // namespace sj::http
