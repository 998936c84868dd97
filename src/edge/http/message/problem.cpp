#include "http/message/problem.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "base/json_writer.hpp"
#include "http/message/status_text.hpp"

namespace sj::http {
namespace {

// docs/formats/openapi.yaml lists these; a code once published keeps its meaning.
constexpr std::array rows{
    ProblemRow{ProblemCode::bad_request, "bad_request", 400},
    ProblemRow{ProblemCode::invalid_json, "invalid_json", 400},
    ProblemRow{ProblemCode::invalid_encoding, "invalid_encoding", 400},
    ProblemRow{ProblemCode::invalid_field, "invalid_field", 400},
    ProblemRow{ProblemCode::invalid_parameter, "invalid_parameter", 400},
    ProblemRow{ProblemCode::unknown_parameter, "unknown_parameter", 400},
    ProblemRow{ProblemCode::invalid_cursor, "invalid_cursor", 400},
    ProblemRow{ProblemCode::unauthorized, "unauthorized", 401},
    ProblemRow{ProblemCode::forbidden, "forbidden", 403},
    ProblemRow{ProblemCode::origin_not_allowed, "origin_not_allowed", 403},
    ProblemRow{ProblemCode::not_found, "not_found", 404},
    ProblemRow{ProblemCode::method_not_allowed, "method_not_allowed", 405},
    ProblemRow{ProblemCode::request_timeout, "request_timeout", 408},
    ProblemRow{ProblemCode::conflict, "conflict", 409},
    ProblemRow{ProblemCode::too_large, "too_large", 413},
    ProblemRow{ProblemCode::uri_too_long, "uri_too_long", 414},
    ProblemRow{ProblemCode::unsupported_media_type, "unsupported_media_type", 415},
    ProblemRow{ProblemCode::unsupported_encoding, "unsupported_encoding", 415},
    ProblemRow{ProblemCode::expectation_failed, "expectation_failed", 417},
    ProblemRow{ProblemCode::nothing_accepted, "nothing_accepted", 422},
    ProblemRow{ProblemCode::rate_limited, "rate_limited", 429},
    ProblemRow{ProblemCode::head_too_large, "head_too_large", 431},
    ProblemRow{ProblemCode::damaged, "damaged", 409},
    ProblemRow{ProblemCode::unavailable, "unavailable", 503},
    ProblemRow{ProblemCode::version_not_supported, "version_not_supported", 505},
};

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format(",\"{}\":", name);
  append_json_string(out, value);
}

}  // namespace

const ProblemRow& row_of(ProblemCode code) {
  for (const ProblemRow& row : rows) {
    if (row.code == code) return row;
  }
  std::abort();  // a code without a row: a mistake in this file
}

std::string render(const Problem& problem, std::string_view request_id) {
  const ProblemRow& row = row_of(problem.code);
  std::string out = fmt::format(R"({{"type":"about:blank","title":"{}","status":{},"code":"{}")",
                                status_text(row.status), row.status, row.text);
  if (!problem.detail.empty()) append_member(out, "detail", problem.detail);
  if (!problem.field.empty()) append_member(out, "field", problem.field);
  append_member(out, "request_id", request_id);
  if (!problem.more_members.empty()) {
    out += ',';
    out += problem.more_members;
  }
  out += '}';
  return out;
}

Problem problem_of(const Error& error) {
  switch (error.code) {
    case Errc::invalid_argument: return {ProblemCode::invalid_field, error.message, {}, 0, {}};
    case Errc::not_found: return {ProblemCode::not_found, error.message, {}, 0, {}};
    case Errc::refused: return {ProblemCode::conflict, error.message, {}, 0, {}};
    case Errc::corrupt:
      return {
          ProblemCode::damaged,
          "what is stored of this is damaged on the server's disk; its operator finds in the log which file it is, and "
          "has to restore it from a backup",
          {},
          0,
          {}};
    case Errc::unavailable:
    case Errc::io: break;
  }
  return {ProblemCode::unavailable, "not possible right now, try again", {}, 0, {}};
}

}  // namespace sj::http
