#include "server_counts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace sj::bench {
namespace {

const std::string all_time = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

void require_ok(int status, const std::string& target) {
  if (status == 200) return;
  fmt::print(stderr, "GET {} was answered with {}\n", target, status);
  std::exit(1);
}

std::uint64_t number_after(HttpClient& client, std::string_view key, const std::string& target,
                           std::string_view member) {
  const Answer answer = client.get(target, key);
  require_ok(answer.status, target);
  const std::string before = fmt::format(R"("{}":)", member);
  const std::size_t at = answer.body.rfind(before);
  return at == std::string::npos ? 0 : std::strtoull(answer.body.c_str() + at + before.size(), nullptr, 10);
}

std::uint64_t lines_of(HttpClient& client, std::string_view key, const std::string& target) {
  std::uint64_t lines = 0;
  require_ok(client.get_streamed(
                 target, key,
                 [&](std::string_view piece) { lines += static_cast<std::uint64_t>(std::ranges::count(piece, '\n')); }),
             target);
  return lines;
}

}  // namespace

ServerCounts server_counts(HttpClient& client, std::string_view key) {
  return {.listed = number_after(client, key, "/v1/sessions?limit=1&count=exact&" + all_time, "total"),
          .started = number_after(client, key, "/v1/analytics/funnel?" + all_time, "started"),
          .exported = lines_of(client, key, "/v1/export/events?format=ndjson&" + all_time)};
}

}  // namespace sj::bench
