#pragma once
// From values to responses: the one place where expected failures become problems.
#include <string>

#include "base/result.hpp"
#include "http/message/request.hpp"
#include "http/message/response.hpp"
#include "query/parameters.hpp"

namespace sj::api {

[[nodiscard]] http::Response problem_of(const query::ParameterError& error);
/// Logs what must not be told and answers the rest.
[[nodiscard]] http::Response problem_of(const Error& error);

[[nodiscard]] query::Parameters parameters_of(const http::Request& request);

/// The project of the caller; the route table has seen to it that there is one.
[[nodiscard]] inline const std::string& project_of(const http::Request& request) {
  return request.caller->project_id;
}

[[nodiscard]] http::Response no_such_session();

}  // namespace sj::api
