#include "site/answer_file.hpp"

#include "http/message/accept_encoding.hpp"

namespace sj::site {
namespace {

// Nothing from elsewhere, no inline script or style, in nobody's frame.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

// A list of tags, each perhaps marked as weak, as proxies that pack an answer mark them. The quotes are part of a tag.
bool is_known(const File& file, std::string_view if_none_match) {
  return if_none_match == "*" || if_none_match.find(file.etag) != std::string_view::npos;
}

}  // namespace

http::Response answer_file(const File& file, const http::Request& request) {
  http::Response response;
  response.content_type = file.content_type;
  response.headers.push_back({"Cache-Control", file.lasting ? "public, max-age=31536000, immutable" : "no-cache"});
  response.headers.push_back({"ETag", file.etag});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  response.headers.push_back({"Content-Security-Policy", std::string(content_security_policy)});
  if (is_known(file, request.header("If-None-Match").value_or(""))) {
    response.status = 304;
    return response;
  }
  const bool gzip = file.gzip && http::accepts_gzip(request.header("Accept-Encoding").value_or(""));
  if (gzip) response.headers.push_back({"Content-Encoding", "gzip"});
  response.shared_body = gzip ? file.gzip : file.plain;
  return response;
}

}  // namespace sj::site
