#pragma once
// The API of a server elsewhere: HTTP/1.1, with or without TLS, over one connection that is kept.
#include <chrono>
#include <memory>
#include <string>

#include "cli/commands.hpp"

namespace sj::cli {

struct HttpApiOptions {
  std::string user_agent;
  /// PEM file of the authorities that may vouch for a server; empty: those of the system.
  std::string ca_file;
  std::chrono::milliseconds connect_timeout{5'000};
  /// For a request and its answer, connecting included. The server itself gives up after 30 s without progress.
  std::chrono::milliseconds exchange_timeout{60'000};
};

/// `server_url` as from parse_server_url. Connects with the first request, through the proxy that the environment names
/// (http_proxy, https_proxy, all_proxy, no_proxy). A request whose kept connection turns out to be dead is sent once
/// more on a new one: events are recognised by their ids, so twice is the same as once. A redirect is an answer like
/// any other, so the key goes nowhere else. `refused` where trying again would not help: a server that does not prove
/// who it is, an answer too long to be one.
[[nodiscard]] std::unique_ptr<Api> make_http_api(const std::string& server_url, const std::string& key,
                                                 const HttpApiOptions& options);

}  // namespace sj::cli
