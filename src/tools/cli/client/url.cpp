#include "cli/client/url.hpp"

#include <fmt/format.h>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <cstdint>

namespace sj::cli {

namespace {

namespace urls = boost::urls;

// Not port_number(), which in Boost 1.81 wraps round beyond 65535.
bool is_port(std::string_view digits) {
  std::uint16_t port = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return port > 0;
}

}  // namespace

Result<std::string> parse_server_url(std::string_view text) {
  const auto wrong = [&](std::string_view what) {
    return fail(Errc::invalid_argument,
                fmt::format("`{}` {}; write http://HOST:PORT or https://HOST:PORT", text, what));
  };
  const auto url = urls::parse_uri(text);
  if (!url || (url->scheme_id() != urls::scheme::http && url->scheme_id() != urls::scheme::https))
    return wrong("is not the address of a server");
  if (url->encoded_host().empty()) return wrong("names no host");
  if (url->has_port() && !is_port(url->port())) return wrong("has no port from 1 to 65535");
  if (url->has_userinfo()) return wrong("names a user, but a server knows its callers by --key");
  if (url->has_query() || url->has_fragment()) return wrong("has a query or a fragment");
  return std::string(text.substr(0, text.find_last_not_of('/') + 1));
}

std::string percent_encoded(std::string_view text) {
  return urls::encode(text, urls::unreserved_chars + ':');
}

}  // namespace sj::cli
