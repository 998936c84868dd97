#pragma once
// The head of an answer: the handler's headers and those that every answer has.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message/response.hpp"

namespace sj::http {

/// How the client learns where the body ends.
enum class BodyEnd : std::uint8_t { none, length, chunks, close };

/// What the connection knows about the request that is answered.
struct AnswerFrame {
  std::string_view request_id;
  std::optional<std::string_view> origin;  ///< the request's
  bool origin_may_read = false;            ///< add the CORS headers for it
  bool is_api = true;                      ///< below /v1: never cached
  bool version_1_0 = false;
  bool keep_alive = true;
  BodyEnd body_end = BodyEnd::length;
  std::uint64_t body_bytes = 0;  ///< for BodyEnd::length
};

/// Appends the head with its empty line.
void append_response_head(std::string& out, const Response& response, const AnswerFrame& frame);

}  // namespace sj::http
