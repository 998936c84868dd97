#include "http/message/accept_encoding.hpp"

#include <algorithm>

#include "http/message/header.hpp"

namespace sj::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t at = std::min(rest.find(end), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return trimmed(taken);
}

/// `q=0`, `q=0.0` and so on.
bool is_zero_weight(std::string_view weight) {
  if (!weight.starts_with("q=") && !weight.starts_with("Q=")) return false;
  return weight.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view weight = take_until(accept_encoding, ',');
    const std::string_view coding = take_until(weight, ';');
    const bool taken = !is_zero_weight(trimmed(weight));
    if (equal_without_case(coding, "gzip")) return taken;
    if (coding == "*") any = taken;
  }
  return any;
}

}  // namespace sj::http
