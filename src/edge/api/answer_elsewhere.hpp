#pragma once
// GET of what is not there: 404, for a person's browser as the dashboard's page, which says so, else as a problem.
#include "api/context.hpp"
#include "http/message/request.hpp"
#include "http/message/response.hpp"

namespace sj::api {

[[nodiscard]] http::Response answer_elsewhere(Context& context, const http::Request& request);

}  // namespace sj::api
