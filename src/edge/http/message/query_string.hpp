#pragma once
// Percent-decoding and the parameters behind the `?`.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sj::http {

struct QueryParameter {
  std::string name;
  std::string value;
  friend bool operator==(const QueryParameter&, const QueryParameter&) = default;
};

/// `%41%2f` → `A/`. nullopt for a `%` without two hex digits, for a NUL, and when the result is not UTF-8: what is
/// taken from a URL may be told again in JSON, so it must be text.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// The parameters in the order sent, decoded; a `+` is a space (form rules); `a` is the same as `a=`; empty pieces
/// (`&&`) are skipped. nullopt where percent_decode refuses.
[[nodiscard]] std::optional<std::vector<QueryParameter>> parse_query(std::string_view query);

}  // namespace sj::http
