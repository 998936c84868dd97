#include "liveform/routes.hpp"

#include <array>

#include "site/answer_file.hpp"

namespace sj::liveform {
namespace {

using http::Method;
using http::ProblemCode;

constexpr std::size_t words_bytes_max = 1024;  ///< of the small JSON bodies
constexpr std::size_t webhook_bytes_max = 64 * 1024;

/// The screens of web/liveform; others are 404.
constexpr std::array screens{"/demo", "/demo/terms", "/demo/id", "/demo/account", "/demo/selfie", "/demo/result"};

using Endpoint = void (Backend::*)(http::Request, http::Reply);

void add(http::Router& router, Backend& backend, Method method, std::string pattern, Endpoint endpoint,
         std::size_t body_max) {
  router.add({.method = method,
              .pattern = std::move(pattern),
              .right = std::nullopt,
              .handler = [&backend, endpoint](
                             http::Request request,
                             http::Reply reply) { (backend.*endpoint)(std::move(request), std::move(reply)); },
              .body_max = body_max});
}

void add_endpoints(http::Router& router, Backend& backend) {
  const std::string all = "/demo/api/verifications", one = all + "/{id}";
  add(router, backend, Method::post, all, &Backend::start, words_bytes_max);
  add(router, backend, Method::get, one, &Backend::look, words_bytes_max);
  add(router, backend, Method::post, one + "/resume", &Backend::resume, words_bytes_max);
  add(router, backend, Method::post, one + "/flow", &Backend::open_flow, words_bytes_max);
  add(router, backend, Method::post, one + "/document", &Backend::take_document, photo_bytes_max);
  add(router, backend, Method::post, one + "/account/transfer", &Backend::send_transfer, words_bytes_max);
  add(router, backend, Method::post, one + "/account/skip", &Backend::skip_account, words_bytes_max);
  add(router, backend, Method::post, one + "/account/code", &Backend::take_code, words_bytes_max);
  add(router, backend, Method::post, one + "/selfie", &Backend::take_selfie, photo_bytes_max);
}

void add_webhook_receivers(http::Router& router, Backend& backend) {
  router.add({.method = Method::post,
              .pattern = "/demo/api/webhooks",
              .right = std::nullopt,
              .handler = [&backend](const http::Request& request,
                                    const http::Reply& reply) { reply(backend.receive_webhook(request)); },
              .body_max = webhook_bytes_max});
  router.add({.method = Method::post,
              .pattern = "/demo/api/webhooks/closed",
              .right = std::nullopt,
              .handler =
                  [](const http::Request&, const http::Reply& reply) {
                    reply(http::problem_response(ProblemCode::unavailable, "this receiver is closed for the demo"));
                  },
              .body_max = webhook_bytes_max});
}

void add_files(http::Router& router, const site::Site& site) {
  for (const char* screen : screens)
    router.add({.pattern = screen,
                .right = std::nullopt,
                .handler = [&site](const http::Request& request, const http::Reply& reply) {
                  reply(site::answer_file(site.page(), request));
                }});
  router.add({.pattern = "/demo/assets/{file...}",
              .right = std::nullopt,
              .handler = [&site](const http::Request& request, const http::Reply& reply) {
                const site::File* file = site.find("/assets/" + std::string(request.param("file")));
                if (file == nullptr)
                  return reply(http::problem_response(ProblemCode::not_found, "there is no such file"));
                reply(site::answer_file(*file, request));
              }});
}

}  // namespace

void add_routes(http::Router& router, Backend& backend, const site::Site& site) {
  add_files(router, site);
  add_endpoints(router, backend);
  add_webhook_receivers(router, backend);
}

}  // namespace sj::liveform
