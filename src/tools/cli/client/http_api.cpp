// The only place of the command line that includes Boost.Beast.
#include "cli/client/http_api.hpp"

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <charconv>
#include <optional>

namespace sj::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

/// A session of 500 000 events comes in pages of 200; nothing that is asked for is near this.
constexpr std::uint64_t answer_bytes_max = 64u << 20;

std::optional<DurationMs> retry_after_of(const Response& response) {
  const auto text = response[http::field::retry_after];
  std::uint32_t seconds = 0;  // the other form, a date, is not what our server sends
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seconds * second_ms;
}

class HttpApi final : public Api {
 public:
  HttpApi(Url url, std::string key, HttpApiOptions options)
      : url_(std::move(url)), key_(std::move(key)), options_(std::move(options)) {}

  Result<HttpAnswer> post_events(BodyType type, std::string_view body) override {
    Request request = make_request(http::verb::post, "/v1/events");
    request.set(http::field::content_type, type == BodyType::ndjson ? "application/x-ndjson" : "application/json");
    request.body() = body;
    return exchange(request);
  }

  Result<HttpAnswer> get(std::string_view target) override {
    Request request = make_request(http::verb::get, target);
    return exchange(request);
  }

 private:
  Request make_request(http::verb verb, std::string_view target) const {
    Request request(verb, url_.prefix + std::string(target), 11);
    request.set(http::field::host, url_.authority());
    request.set(http::field::user_agent, options_.user_agent);
    request.set(http::field::accept, "application/json");
    request.set(http::field::authorization, "Bearer " + key_);
    return request;
  }

  Result<HttpAnswer> exchange(Request& request) {
    request.prepare_payload();
    const bool kept = stream_.has_value();
    auto answer = try_once(request);
    if (!answer && kept) answer = try_once(request);  // the server may have closed it meanwhile
    return answer;
  }

  Result<HttpAnswer> try_once(const Request& request) {
    if (!stream_)
      if (const error_code error = connect()) return give_up(error);
    stream_->expires_after(options_.exchange_timeout);
    if (const error_code error = finish([&](auto done) { http::async_write(*stream_, request, done); }))
      return give_up(error);
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes_max);
    if (const error_code error = finish([&](auto done) { http::async_read(*stream_, buffer_, parser, done); }))
      return give_up(error);
    Response response = parser.release();
    if (!response.keep_alive()) stream_.reset();
    return HttpAnswer{static_cast<int>(response.result_int()), std::move(response.body()), retry_after_of(response)};
  }

  error_code connect() {
    error_code error;
    asio::ip::tcp::resolver resolver(io_);
    const auto endpoints = resolver.resolve(url_.host, url_.port, error);
    if (error) return error;
    buffer_.clear();
    stream_.emplace(io_);
    stream_->expires_after(options_.connect_timeout);
    error = finish([&](auto done) { stream_->async_connect(endpoints, done); });
    if (!error) stream_->socket().set_option(asio::ip::tcp::no_delay(true), error);
    return error;
  }

  // Runs one asynchronous operation to its end: only those heed the stream's timeout.
  template <class Start>
  error_code finish(Start start) {
    error_code result;
    start([&result](const error_code& error, auto&&...) { result = error; });
    io_.restart();
    io_.run();
    return result;
  }

  Result<HttpAnswer> give_up(const error_code& error) {
    stream_.reset();
    return fail(Errc::unavailable, fmt::format("no answer from http://{}: {}", url_.authority(), error.message()));
  }

  const Url url_;
  const std::string key_;
  const HttpApiOptions options_;
  asio::io_context io_;
  std::optional<beast::tcp_stream> stream_;
  beast::flat_buffer buffer_;
};

}  // namespace

std::unique_ptr<Api> make_http_api(Url url, std::string key, HttpApiOptions options) {
  return std::make_unique<HttpApi>(std::move(url), std::move(key), std::move(options));
}

}  // namespace sj::cli
