#include "api/answer.hpp"

#include <spdlog/spdlog.h>

namespace sj::api {

http::Response problem_of(const query::ParameterError& error) {
  using Kind = query::ParameterError::Kind;
  const auto code = error.kind == Kind::unknown  ? http::ProblemCode::unknown_parameter
                    : error.kind == Kind::cursor ? http::ProblemCode::invalid_cursor
                                                 : http::ProblemCode::invalid_parameter;
  return http::problem_response(code, error.detail, error.field);
}

http::Response problem_of(const Error& error) {
  // Our own words about a passing state, which tell the caller what to do.
  if (error.code == Errc::unavailable) return http::problem_response(http::ProblemCode::unavailable, error.message);
  if (error.code != Errc::invalid_argument && error.code != Errc::not_found)
    spdlog::error("a request could not be answered: {}", error.message);
  return http::problem_response(http::problem_of(error));
}

query::Parameters parameters_of(const http::Request& request) {
  std::vector<query::Parameter> parameters;
  for (const http::QueryParameter& parameter : request.query) parameters.emplace_back(parameter.name, parameter.value);
  return query::Parameters(std::move(parameters));
}

http::Response no_such_session() {
  return http::problem_response(http::ProblemCode::not_found,
                                "the project has no such session, or had none yet at that time");
}

}  // namespace sj::api
