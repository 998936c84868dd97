#include "liveform/http_client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>

namespace sj::liveform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

constexpr auto exchange_timeout = std::chrono::seconds(10);
constexpr std::size_t answer_bytes_max = 1 << 20;
constexpr auto answered = asio::as_tuple(asio::use_awaitable);

std::unexpected<Error> no_answer(const error_code& error) {
  return fail(Errc::unavailable, "no answer: " + error.message());
}

http::request<http::string_body> request_of(const Address& address, Post post) {
  http::request<http::string_body> request(http::verb::post, post.target, 11);
  request.set(http::field::host, address.host + ":" + address.port);
  request.set(http::field::content_type, "application/json");
  for (const auto& [name, value] : post.headers) request.set(name, value);
  request.keep_alive(false);
  request.body() = std::move(post.body);
  request.prepare_payload();
  return request;
}

std::optional<std::chrono::seconds> retry_after_of(const http::response<http::string_body>& response) {
  const auto text = response[http::field::retry_after];
  std::uint32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc{}) return std::nullopt;
  return std::chrono::seconds(seconds);
}

}  // namespace

Result<Address> address_of(std::string_view url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->scheme_id() != boost::urls::scheme::http || !parsed->has_port())
    return fail(Errc::invalid_argument, "not an address: " + std::string(url));
  return Address{parsed->host_address(), parsed->port()};
}

asio::awaitable<Result<Answer>> send(Address address, Post post) {
  const auto executor = co_await asio::this_coro::executor;
  asio::ip::tcp::resolver resolver(executor);
  const auto [unknown, endpoints] = co_await resolver.async_resolve(address.host, address.port, answered);
  if (unknown) co_return no_answer(unknown);
  beast::tcp_stream stream(executor);
  stream.expires_after(exchange_timeout);
  const auto [refused, endpoint] = co_await stream.async_connect(endpoints, answered);
  if (refused) co_return no_answer(refused);
  const auto request = request_of(address, std::move(post));
  const auto [cut, sent] = co_await http::async_write(stream, request, answered);
  if (cut) co_return no_answer(cut);
  beast::flat_buffer buffer(answer_bytes_max);
  http::response<http::string_body> response;
  const auto [silent, received] = co_await http::async_read(stream, buffer, response, answered);
  if (silent) co_return no_answer(silent);
  co_return Answer{static_cast<int>(response.result_int()), retry_after_of(response)};
}

}  // namespace sj::liveform
