#pragma once
// One POST over HTTP/1.1, for a loop of coroutines: what the form's backend sends goes out by this and nothing else.
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sj::liveform {

/// Of a server on this machine.
struct Address {
  std::string host;  ///< IPv6 without brackets
  std::string port;
};

/// Reads `http://HOST:PORT`. `invalid_argument` for anything else.
[[nodiscard]] Result<Address> address_of(std::string_view url);

struct Post {
  std::string target;  ///< `/v1/events`
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< JSON
};

struct Answer {
  int status = 0;
  std::optional<std::chrono::seconds> retry_after;
};

/// On a connection of its own, within ten seconds. `unavailable` when there was no answer.
[[nodiscard]] boost::asio::awaitable<Result<Answer>> send(Address address, Post post);

}  // namespace sj::liveform
