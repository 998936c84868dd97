#include "liveform/own_host.hpp"

#include <unistd.h>
#include <boost/asio/ip/address.hpp>

#include <array>
#include <string>

#include "http/message/header.hpp"

namespace sj::liveform {
namespace {

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_address(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code failed;
  (void)boost::asio::ip::make_address(host, failed);
  return !failed;
}

std::string own_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : std::string();
}

}  // namespace

bool is_own_host(std::string_view host) {
  host = without_port(host);
  return is_address(host) || http::equal_without_case(host, "localhost") ||
         (!host.empty() && http::equal_without_case(host, own_name()));
}

}  // namespace sj::liveform
