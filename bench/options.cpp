#include "options.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace sj::bench {

Options::Options(int argc, char** argv, std::string usage) : usage_(std::move(usage)) {
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (!name.starts_with("--") || i + 1 == argc) refuse(fmt::format("\"{}\" is no --name with a value", name));
    given_[std::string(name.substr(2))] = argv[i + 1];
  }
}

std::string Options::text(const std::string& name) const {
  const auto at = given_.find(name);
  if (at == given_.end()) refuse("--" + name + " is missing");
  return at->second;
}

std::string Options::text_or(const std::string& name, std::string otherwise) const {
  return has(name) ? text(name) : std::move(otherwise);
}

std::uint64_t Options::number_or(const std::string& name, std::uint64_t otherwise) const {
  if (!has(name)) return otherwise;
  const std::string value = text(name);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) refuse("--" + name + " takes a number");
  return number;
}

void Options::refuse(const std::string& why) const {
  fmt::print(stderr, "{}\n{}\n", why, usage_);
  std::exit(2);
}

}  // namespace sj::bench
