#include "api/answer_elsewhere.hpp"

#include "site/answer_file.hpp"

namespace sj::api {
namespace {

// What a browser sends when somebody goes to an address, and nothing else does.
bool wants_page(const http::Request& request) {
  return request.header("Accept").value_or("").find("text/html") != std::string_view::npos;
}

}  // namespace

http::Response answer_elsewhere(Context& context, const http::Request& request) {
  if (!wants_page(request))
    return http::problem_response(http::ProblemCode::not_found, "there is nothing at this path");
  http::Response response = site::answer_file(context.site.page(), request);
  if (response.status == 200) response.status = 404;
  return response;
}

}  // namespace sj::api
