#pragma once
// What a handler answers: a body in memory, a problem, or a stream.
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message/header.hpp"
#include "http/message/problem.hpp"

namespace sj::http {

struct Chunk {
  std::string bytes;
  bool end = false;                   ///< this was the last one
  std::chrono::milliseconds wait{0};  ///< with empty bytes: nothing now, ask again after this long
};

/// A body made while it is sent, in constant memory: exports, Server-Sent Events.
///
/// next() is asked for the next piece only when the one before is on its way to the client, so a slow client slows the
/// stream and nothing piles up. Pieces of 16 to 256 KiB are best for exports.
/// Threads: next() runs on the lane of the stream's route, never twice at once. The destructor runs after the last
/// next() returned: when the stream ended, the client went away or the server stopped; possibly on another thread.
/// Errors: an exception from next() cuts the connection, so that the client sees that the body is not whole.
/// A stream that answers with `wait` is taken for a live one: when the server stops it is ended in good order, while an
/// export may go on until the server's deadline and is then cut.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
  [[nodiscard]] virtual Chunk next() = 0;
};

/// The server adds what every answer has (X-Request-Id, security and CORS headers, length or chunking, Date).
struct Response {
  int status = 200;
  std::string content_type;     ///< empty: no header
  std::vector<Header> headers;  ///< further ones; `Cache-Control` here replaces the default
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< instead of `body`: bytes shared by many answers (static files)
  std::unique_ptr<BodyStream> stream;              ///< instead of `body`
  std::optional<Problem> problem;  ///< instead of everything above but `headers`; rendered with the request's id
};

[[nodiscard]] inline Response json_response(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

[[nodiscard]] inline Response text_response(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(body);
  return response;
}

[[nodiscard]] inline Response stream_response(std::string content_type, std::unique_ptr<BodyStream> stream) {
  Response response;
  response.content_type = std::move(content_type);
  response.stream = std::move(stream);
  return response;
}

[[nodiscard]] inline Response problem_response(Problem problem) {
  Response response;
  response.status = row_of(problem.code).status;
  response.problem = std::move(problem);
  return response;
}

[[nodiscard]] inline Response problem_response(ProblemCode code, std::string detail, std::string field = {}) {
  return problem_response(Problem{code, std::move(detail), std::move(field), 0, {}});
}

[[nodiscard]] inline Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace sj::http
