#pragma once
// The API of a server elsewhere: HTTP/1.1 over one connection that is kept.
#include <chrono>
#include <memory>
#include <string>

#include "cli/client/url.hpp"
#include "cli/commands.hpp"

namespace sj::cli {

struct HttpApiOptions {
  std::string user_agent;
  std::chrono::milliseconds connect_timeout{5'000};
  /// For a request and its answer. The server itself gives up after 30 s without progress.
  std::chrono::milliseconds exchange_timeout{60'000};
};

/// Connects with the first request. A request whose kept connection turns out to be dead is sent once more on a new
/// one: events are recognised by their ids, so twice is the same as once.
[[nodiscard]] std::unique_ptr<Api> make_http_api(Url url, std::string key, HttpApiOptions options);

}  // namespace sj::cli
