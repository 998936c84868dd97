#pragma once
// RFC 9457 problems: what every error answer of the API is. The codes are part of the contract (openapi.yaml lists
// them).
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::http {

enum class ProblemCode : std::uint8_t {
  bad_request,
  invalid_json,
  invalid_encoding,
  invalid_field,
  invalid_parameter,
  unknown_parameter,
  invalid_cursor,
  unauthorized,
  forbidden,
  origin_not_allowed,
  not_found,
  method_not_allowed,
  request_timeout,
  conflict,
  too_large,
  uri_too_long,
  unsupported_media_type,
  unsupported_encoding,
  expectation_failed,
  nothing_accepted,
  rate_limited,
  head_too_large,
  version_not_supported,
  damaged,
  unavailable,
};

/// The title of a problem is its status' own phrase, as RFC 9457 asks beside the type `about:blank`.
struct ProblemRow {
  ProblemCode code;
  std::string_view text;  ///< the stable `code` member
  int status;
};

[[nodiscard]] const ProblemRow& row_of(ProblemCode code);

/// What there was too little of when somebody was turned away with 503 or 429. `failed_keys`: of patience with an
/// address that shows keys that are none.
enum class RefusalCause : std::uint8_t { connections, body_memory, pool, answer_memory, memory, streams, failed_keys };
inline constexpr std::size_t refusal_cause_count = 7;

/// What went wrong, for the caller's eyes: `detail` must hold nothing of another project and nothing of our insides.
struct Problem {
  ProblemCode code = ProblemCode::bad_request;
  std::string detail;        ///< one sentence; empty: the member is left out
  std::string field;         ///< the member, parameter or header at fault; empty: left out
  int retry_after_s = 0;     ///< 0: one second where the status asks for Retry-After (429, 503), else no header
  std::string more_members;  ///< further JSON members without braces, e.g. `"accepted":0,"rejected":[]`
  std::optional<RefusalCause> refusal_cause = {};  ///< counted, not told
  unsigned key_failures = 0;  ///< a key was shown and is none: counts against its address, as so many
};

/// 503, because there is too little of something at the moment.
[[nodiscard]] inline Problem unavailable_for(const char* detail, RefusalCause refusal_cause) {
  return {.code = ProblemCode::unavailable, .detail = detail, .refusal_cause = refusal_cause};
}

/// The media type of a rendered problem.
inline constexpr std::string_view problem_content_type = "application/problem+json";

/// `{"type":"about:blank","title":…,"status":…,"code":…,"detail":…,"field":…,"request_id":…}`
[[nodiscard]] std::string render(const Problem& problem, std::string_view request_id);

/// A problem in another form, for routes whose protocol says how errors look.
struct RenderedProblem {
  std::string content_type, body;
};
/// `request_content_type` is the request's header, as sent.
using ProblemForm = RenderedProblem (*)(const Problem& problem, std::string_view request_content_type);

/// For failures that reach a handler as values. Faults on our side become `unavailable` without their message: that is
/// for the log, which the caller of this function writes.
[[nodiscard]] Problem problem_of(const Error& error);

}  // namespace sj::http
