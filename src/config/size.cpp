#include "config/size.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace sj::config {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> units{
    {{"GiB", gibibyte}, {"MiB", mebibyte}, {"KiB", kibibyte}, {"B", 1}}};

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& [name, bytes] : units) {
    if (unit != name) continue;
    if (value > std::numeric_limits<std::uint64_t>::max() / bytes) return std::nullopt;
    return value * bytes;
  }
  return std::nullopt;
}

std::string to_size_text(std::uint64_t bytes) {
  for (const auto& [name, unit] : units)
    if (bytes >= unit && bytes % unit == 0) return std::to_string(bytes / unit) + std::string(name);
  return "0B";
}

}  // namespace sj::config
