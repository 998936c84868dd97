#include "http/message/response_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>

#include "http/message/header.hpp"
#include "http/message/status_text.hpp"
#include "http/security/cors.hpp"

namespace sj::http {
namespace {

/// `Date: …\r\n`, made once a second and thread.
std::string_view date_line() {
  thread_local std::time_t second = 0;
  thread_local std::string line;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[64];
    const std::size_t length = std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    line.assign(text, length);
    second = now;
  }
  return line;
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

/// A handler's value may hold what a user chose; a line break in it would be a header of the user's making.
void append_handlers_line(std::string& out, const Header& header) {
  append_line(out, header.name, header.value);
  std::ranges::replace_if(
      out.end() - 2 - static_cast<std::ptrdiff_t>(header.value.size()), out.end() - 2,
      [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
}

void append_body_end(std::string& out, const AnswerFrame& frame) {
  switch (frame.body_end) {
    case BodyEnd::length: fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", frame.body_bytes); break;
    case BodyEnd::chunks: out += "Transfer-Encoding: chunked\r\n"; break;
    case BodyEnd::close:
    case BodyEnd::none: break;
  }
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers,
                             [&](const Header& header) { return equal_without_case(header.name, name); });
}

}  // namespace

void append_response_head(std::string& out, const Response& response, const AnswerFrame& frame) {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, status_text(response.status));
  out += date_line();
  if (!response.content_type.empty()) append_line(out, "Content-Type", response.content_type);
  append_body_end(out, frame);
  append_line(out, "X-Request-Id", frame.request_id);
  out += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
  if (frame.is_api && !has_header(response, "Cache-Control")) out += "Cache-Control: no-store\r\n";
  // Also without an Origin, and beside a Vary of the handler's: what a cache keeps of this answer must not be given to
  // a page that asks with one.
  out += "Vary: Origin\r\n";
  if (frame.origin && frame.origin_may_read && !has_header(response, "Access-Control-Allow-Origin"))
    append_cors_headers(out, *frame.origin);
  for (const Header& header : response.headers) append_handlers_line(out, header);
  if (!frame.keep_alive) {
    out += "Connection: close\r\n";
  } else if (frame.version_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

}  // namespace sj::http
