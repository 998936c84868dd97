// GET of the dashboard's files, and of its screens, which all begin with the same page.
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "site/answer_file.hpp"

namespace sj::api {
namespace {

http::Response answer_file(Context& context, const http::Request& request) {
  const site::File* file = context.site.find(request.path);
  if (file == nullptr) return http::problem_response(http::ProblemCode::not_found, "there is no such file");
  return site::answer_file(*file, request);
}

http::Response answer_screen(Context& context, const http::Request& request) {
  return site::answer_file(context.site.page(), request);
}

}  // namespace

Endpoint get_dashboard_file() {
  return {
      .paths = {"/assets/{file...}", "/favicon.svg"}, .route = {.right = std::nullopt}, .run = answering(answer_file)};
}

// Every address that the dashboard's own router knows (web/dashboard/src/app/router.tsx); others are 404.
Endpoint get_dashboard_screen() {
  return {.paths = {"/", "/sign-in", "/sessions", "/sessions/{rest...}", "/compare", "/compare/{rest...}",
                    "/people/{rest...}", "/analytics", "/live", "/reference", "/first-run"},
          .route = {.right = std::nullopt},
          .run = answering(answer_screen)};
}

}  // namespace sj::api
