#pragma once
// Whom a bound on addresses means: an IPv4 address, or the 64-bit network of an IPv6 one, which a single customer of a
// provider has to himself.
#include <boost/asio/ip/address.hpp>
#include <string>

namespace sj::http {

/// `192.0.2.1`, also of `::ffff:192.0.2.1`; `2001:db8:1:2::/64`.
[[nodiscard]] std::string client_network(const boost::asio::ip::address& address);

}  // namespace sj::http
