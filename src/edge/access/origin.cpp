#include "access/origin.hpp"

#include <boost/url/grammar/alnum_chars.hpp>
#include <boost/url/grammar/lut_chars.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <algorithm>

namespace sj::access {
namespace {

namespace urls = boost::urls;

constexpr std::size_t origin_bytes_max = 300;  // a DNS name has at most 253
constexpr std::size_t port_digits_max = 5;
/// A URL may have others, such as `*`, which here would look like a pattern.
constexpr auto name_chars = urls::grammar::alnum_chars + urls::grammar::lut_chars("-._");

bool is_host(const urls::url_view& url) {
  const std::string_view name = url.encoded_host();
  return url.host_type() == urls::host_type::ipv6 || (!name.empty() && std::ranges::all_of(name, name_chars));
}

bool is_port(std::string_view digits) {
  return !digits.empty() && digits.size() <= port_digits_max;
}

}  // namespace

std::optional<std::string> normalise_origin(std::string_view text) {
  if (text.size() > origin_bytes_max) return std::nullopt;
  const auto url = urls::parse_uri(text.ends_with('/') ? text.substr(0, text.size() - 1) : text);
  if (!url || !is_host(*url) || url->has_userinfo() || url->encoded_resource() != "") return std::nullopt;
  if (url->has_port() && !is_port(url->port())) return std::nullopt;
  const bool secure = url->scheme_id() == urls::scheme::https;
  if (!secure && url->scheme_id() != urls::scheme::http) return std::nullopt;

  urls::url origin(*url);
  origin.normalize();
  if (origin.port() == (secure ? "443" : "80")) origin.remove_port();
  return std::string(origin.encoded_origin());
}

}  // namespace sj::access
