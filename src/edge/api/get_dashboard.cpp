// GET of the dashboard's files, and of its screens, which all begin with the same page.
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "site/answer_file.hpp"

namespace sj::api {

http::Response get_dashboard_file(Context& context, const http::Request& request) {
  const site::File* file = context.site.find(request.path);
  if (file == nullptr) return http::problem_response(http::ProblemCode::not_found, "there is no such file");
  return site::answer_file(*file, request);
}

http::Response get_dashboard_screen(Context& context, const http::Request& request) {
  return site::answer_file(context.site.page(), request);
}

}  // namespace sj::api
