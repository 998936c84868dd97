#pragma once
// What the server says it has, told in three independent ways.
#include <cstdint>
#include <string_view>

#include "http_client.hpp"

namespace sj::bench {

struct ServerCounts {
  std::uint64_t listed = 0;    ///< sessions: total of the list
  std::uint64_t started = 0;   ///< sessions: of the funnel
  std::uint64_t exported = 0;  ///< events: lines of the export
};

/// Over all sessions of the project. Ends the program with code 1 if a question is not answered with 200.
ServerCounts server_counts(HttpClient& client, std::string_view read_key);

}  // namespace sj::bench
