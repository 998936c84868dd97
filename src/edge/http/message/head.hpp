#pragma once
// A request's head: its request line, its headers, and where its body ends.
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "http/bounds.hpp"
#include "http/message/problem.hpp"

namespace sj::http {

enum class Framing : std::uint8_t { none, sized, chunked };

/// All views point into the bytes that were parsed.
struct Head {
  std::string_view method;
  std::string_view path;   ///< of the target, an absolute one included; `*` for `OPTIONS *`
  std::string_view query;  ///< behind the `?`, not decoded
  bool version_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
  Framing framing = Framing::none;
  std::uint64_t content_length = 0;  ///< for Framing::sized
  std::vector<std::pair<std::string_view, std::string_view>> headers;

  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// Fills `head` from bytes that HeadScanner found whole. nullopt when all is well; else the problem to answer, after
/// which the connection must end, since where the next request begins is not known.
[[nodiscard]] std::optional<Problem> parse_head(std::string_view bytes, const Limits& limits, Head& head);

}  // namespace sj::http
