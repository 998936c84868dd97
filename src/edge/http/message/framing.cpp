#include "http/message/framing.hpp"

#include <algorithm>
#include <charconv>

#include "http/message/header.hpp"
#include "http/security/authority.hpp"

namespace sj::http {
namespace {

std::optional<Problem> refuse(const char* detail) {
  return Problem{ProblemCode::bad_request, detail, {}, 0, {}};
}

/// Digits only: no sign, no list, no space, nothing above 2^63.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t length = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

bool list_has(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    while (item.starts_with(' ') || item.starts_with('\t')) item.remove_prefix(1);
    while (item.ends_with(' ') || item.ends_with('\t')) item.remove_suffix(1);
    if (equal_without_case(item, word)) return true;
  }
  return false;
}

/// How often each header that matters here was seen.
struct Seen {
  int host = 0;
  int length = 0;
  int transfer_encoding = 0;
  bool close = false;
  bool keep_alive = false;
};

std::optional<Problem> take_header(Head& head, Seen& seen, std::string_view name, std::string_view value) {
  if (equal_without_case(name, "Content-Length")) {
    const auto length = parse_length(value);
    if (!length || seen.length++ > 0) return refuse("Content-Length must be one number");
    head.content_length = *length;
    head.framing = Framing::sized;
  } else if (equal_without_case(name, "Transfer-Encoding")) {
    if (!equal_without_case(value, "chunked") || seen.transfer_encoding++ > 0 || head.version_1_0) {
      return refuse("Transfer-Encoding must be `chunked`, once, in HTTP/1.1");
    }
  } else if (equal_without_case(name, "Host")) {
    const bool sound = value.empty() || is_authority(value);  // empty: a target without a host (RFC 9112 section 3.2)
    if (!sound || seen.host++ > 0) return refuse("Host must be one host");
  } else if (equal_without_case(name, "Connection")) {
    seen.close |= list_has(value, "close");
    seen.keep_alive |= list_has(value, "keep-alive");
  } else if (equal_without_case(name, "Expect")) {
    if (!equal_without_case(value, "100-continue")) {
      return Problem{ProblemCode::expectation_failed, "only 100-continue may be expected", {}, 0, {}};
    }
    head.expects_continue = !head.version_1_0;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> decide_framing(Head& head) {
  Seen seen;
  for (const auto& [name, value] : head.headers) {
    if (auto problem = take_header(head, seen, name, value)) return problem;
  }
  if (seen.transfer_encoding > 0 && seen.length > 0) return refuse("both Content-Length and Transfer-Encoding");
  if (seen.transfer_encoding > 0) head.framing = Framing::chunked;
  if (seen.host == 0 && !head.version_1_0) return refuse("Host is missing");
  head.keep_alive = !seen.close && (!head.version_1_0 || seen.keep_alive);
  return std::nullopt;
}

}  // namespace sj::http
