#include "http/message/head.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/message/framing.hpp"
#include "http/message/header.hpp"
#include "http/security/authority.hpp"

namespace sj::http {
namespace {

namespace beast = boost::beast;

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

/// Beast's parser with the callbacks that keep views instead of copies. It sees whole heads only; bodies are ours,
/// since its reader of chunks stops the process by an assertion when a last chunk comes byte by byte (Boost 1.81).
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  explicit HeadParser(Head& head) : head_(head) {}
  [[nodiscard]] std::string_view target() const { return target_; }

 private:
  using Failure = beast::error_code;

  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                       Failure&) override {
    head_.method = view_of(method);
    target_ = view_of(target);
    head_.version_1_0 = version == 10;
  }
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, Failure&) override {
    head_.headers.emplace_back(view_of(name), view_of(value));
  }
  void on_response_impl(int, beast::string_view, int, Failure&) override {}
  void on_header_impl(Failure&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Failure&) override {}
  std::size_t on_body_impl(beast::string_view, Failure&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Failure&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, Failure&) override { return 0; }
  void on_finish_impl(Failure&) override {}

  Head& head_;
  std::string_view target_;
};

Problem bad_request(const char* detail) {
  return {ProblemCode::bad_request, detail, {}, 0, {}};
}

/// `HTTP/2.0` is a version that we do not speak; `HTTQ/1.1` is nonsense.
Problem problem_of_version(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find('\r'));
  const std::string_view version = line.substr(line.rfind(' ') + 1);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() == 8 && version.starts_with("HTTP/") && digit(version[5]) && version[6] == '.' &&
      digit(version[7])) {
    return {ProblemCode::version_not_supported, "this server speaks HTTP/1.1", {}, 0, {}};
  }
  return bad_request("the request line is malformed");
}

/// Method, target and version with one blank between them: Beast's parser takes more, and where two servers see
/// different words in one line, one of them is deceived.
bool is_request_line(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find('\r'));
  constexpr std::ptrdiff_t blanks = 2;
  return std::ranges::count(line, ' ') == blanks && !line.contains("  ");
}

/// Splits the target into path and query. An absolute form (`http://host/path`) loses its first part.
std::optional<Problem> split_target(std::string_view target, Head& head) {
  const bool sound = std::ranges::all_of(target, [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
  if (!sound) return bad_request("the target has characters that must be percent-encoded");
  const auto scheme = [&](std::string_view name) { return equal_without_case(target.substr(0, name.size()), name); };
  if (scheme("http://") || scheme("https://")) {
    target.remove_prefix(target.find("//") + 2);
    const std::size_t end = target.find_first_of("/?");
    if (!is_authority(target.substr(0, end))) return bad_request("the target's host is none");
    target = end == std::string_view::npos ? std::string_view("/") : target.substr(end);
  }
  const std::size_t question = target.find('?');
  head.path = target.substr(0, question);
  head.query = question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  if (head.path.empty() && question == 0) head.path = "/";
  if (!head.path.starts_with('/') && !(target == "*" && head.method == "OPTIONS")) {
    return bad_request("the target is not a path");
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> Head::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_without_case(key, name)) return value;
  }
  return std::nullopt;
}

std::optional<Problem> parse_head(std::string_view bytes, const Limits& limits, Head& head) {
  head.headers.clear();
  head.method = head.path = head.query = {};
  head.expects_continue = false;
  head.framing = Framing::none;
  head.content_length = 0;
  if (!is_request_line(bytes)) return bad_request("the request line is malformed");
  HeadParser parser(head);
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes_max));
  parser.body_limit(boost::none);  // the body's limit is the route's
  beast::error_code failure;
  parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), failure);
  if (failure == beast::http::error::bad_version) return problem_of_version(bytes);
  if (failure || !parser.is_header_done()) return bad_request("the head is malformed");
  if (parser.target().size() > limits.target_bytes_max) {
    return Problem{ProblemCode::uri_too_long, "the target is too long", {}, 0, {}};
  }
  if (auto problem = split_target(parser.target(), head)) return problem;
  return decide_framing(head);
}

}  // namespace sj::http
