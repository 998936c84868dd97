#pragma once
// A request as a handler gets it: head parsed, caller known, body complete and decoded.
//
// Ownership: everything a Request shows is owned by it and moves with it; views stay good as long as it lives.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/registry.hpp"
#include "http/message/body_budget.hpp"
#include "http/message/query_string.hpp"

namespace sj::http {

enum class Method : std::uint8_t { get, post, put, patch, del };

/// `GET` and so on.
[[nodiscard]] std::string_view name_of(Method method);

/// Bytes that may be read (not written) behind the last byte of a body: simdjson::SIMDJSON_PADDING.
inline constexpr std::size_t body_padding = 64;

class Request {
 public:
  Method method = Method::get;  ///< GET for a HEAD request too: only the server cares
  std::string path;             ///< as sent, not decoded, without the query
  std::vector<std::pair<std::string_view, std::string>> path_params;  ///< names from the route, values decoded
  std::vector<QueryParameter> query;                                  ///< decoded, in the order sent; never the `key`
  std::string body;  ///< decoded; capacity() is at least size() + body_padding
  std::string request_id;
  std::string remote_address;  ///< of the socket, e.g. `127.0.0.1`; headers like X-Forwarded-For are not looked at
  std::optional<access::Caller> caller;  ///< present whenever the route needs a right

  /// The decoded value of `{name}` in the route's pattern. The name must be one of the pattern's.
  [[nodiscard]] std::string_view param(std::string_view name) const;

  /// First value of this header, any case; nullopt without one.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

  /// Every header in the order sent.
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& headers() const { return headers_; }

  /// The media type without parameters, as sent: `application/json` of `application/json; charset=utf-8`; "" without.
  [[nodiscard]] std::string_view content_type() const;

  // --- for the server and for tests of handlers

  /// Replaces all headers by copies of these.
  void set_headers(const std::vector<std::pair<std::string_view, std::string_view>>& headers);
  /// Gives back its share of the bytes in flight when the request ends.
  BodyReservation reservation;

 private:
  std::vector<char> header_bytes_;  ///< what headers_ points into; a vector, since its bytes stay put when moved
  std::vector<std::pair<std::string_view, std::string_view>> headers_;
};

}  // namespace sj::http
