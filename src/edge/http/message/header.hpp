#pragma once
// Header fields and their names, which do not care about case.
#include <string>
#include <string_view>

namespace sj::http {

struct Header {
  std::string name;
  std::string value;
};

/// ASCII letters without case, as field names, schemes and coding names are compared.
[[nodiscard]] constexpr bool equal_without_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

}  // namespace sj::http
