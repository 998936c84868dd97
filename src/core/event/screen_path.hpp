#pragma once
// A screen's path as the screen map compares it (docs/event-catalog.md §4): whole segments, without an allocation.
#include <algorithm>
#include <string_view>

namespace sj {

/// What is left of an address when scheme, host, query and fragment are cut. A view into `address`.
[[nodiscard]] inline std::string_view path_of(std::string_view address) {
  address = address.substr(0, address.find('#'));
  address = address.substr(0, address.find('?'));
  const std::size_t colon = address.find("://");
  if (colon == std::string_view::npos) return address;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_scheme_char = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  const std::string_view scheme = address.substr(0, colon);
  // A path may hold :// further in, behind a slash; what comes before it is then no scheme.
  if (scheme.empty() || !is_letter(scheme.front()) || !std::ranges::all_of(scheme, is_scheme_char)) return address;
  address.remove_prefix(colon + 3);
  return address.substr(std::min(address.find('/'), address.size()));
}

/// Walks over the segments of a path; empty ones do not count.
class PathSegments {
 public:
  explicit PathSegments(std::string_view path) : rest_(path) {}

  /// The next segment; empty after the last.
  [[nodiscard]] std::string_view next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of('/'), rest_.size()));
    const std::string_view segment = rest_.substr(0, rest_.find('/'));
    rest_.remove_prefix(segment.size());
    return segment;
  }

 private:
  std::string_view rest_;
};

}  // namespace sj
