#pragma once
// The questions that a dashboard asks, one case for each kind of filter, sort and answer.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "event_file.hpp"
#include "http_client.hpp"

namespace sj::bench {

struct ReadCase {
  std::string group;  ///< what it is reported under together with others
  std::string name;
  /// The target of the n-th request. Targets of one case differ where users' questions would.
  std::function<std::string(std::size_t n)> target;
  /// What every answer has to contain, so that nobody measures how fast nothing is found.
  std::string must_contain;
};

/// `pages`: targets of deep list pages, as made by `deep_pages`.
std::vector<ReadCase> read_cases(const EventFile& file, const std::vector<std::string>& pages);

/// Walks the list to its end in large pages, and makes of each of the last `count` cursors a target for a page of 50.
std::vector<std::string> deep_pages(HttpClient& client, std::string_view key, std::size_t count);

}  // namespace sj::bench
