// GET /sdk/…: the browser SDK for a `<script>` tag of any site, and its hash for `integrity`. Without Node at build
// time there is none.
#include "api/endpoints.hpp"
#include "site/answer_file.hpp"

namespace sj::api {
namespace {

http::Response answer(Context& context, const http::Request& request) {
  const site::File* file = context.site.find(request.path);
  if (file == nullptr) return http::problem_response(http::ProblemCode::not_found, "this build has no SDK");
  http::Response response = site::answer_file(*file, request);
  response.headers.push_back({"Access-Control-Allow-Origin", "*"});
  return response;
}

}  // namespace

Endpoint get_sdk() {
  return {.paths = {"/sdk/session-journey.js", "/sdk/integrity.json"},
          .route = {.right = std::nullopt},
          .run = answering(answer)};
}

}  // namespace sj::api
