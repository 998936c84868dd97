#pragma once
// What an endpoint is, in one place: routes.cpp makes its routes of it, and endpoints_test.cpp holds
// docs/formats/openapi.yaml against it.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/context.hpp"
#include "http/routing/router.hpp"

namespace sj::api {

/// Gives the answer when it can, from any thread.
using Run = std::function<void(Context&, http::Request, http::Reply)>;

struct Endpoint {
  std::vector<std::string> paths;  ///< the first one is in the document, the others are its `x-also-at`
  http::Route route;  ///< method, right, lane and bounds; `pattern` and `handler` are filled in by routes.cpp
  /// What the query may hold; anything else is 400 `unknown_parameter`. nullopt: the query is not looked at.
  std::optional<std::vector<std::string_view>> parameters;
  /// Statuses that it gives beside those that follow from the above (endpoints_test.cpp). Empty: no part of the API,
  /// such as the pages of the dashboard.
  std::vector<int> answers;
  Run run;
  /// Of the pooled lane: what is answered on the I/O thread nevertheless.
  bool (*is_quick)(Context&, const http::Request&) = nullptr;
};

/// Of an endpoint that has its answer at once.
[[nodiscard]] inline Run answering(std::function<http::Response(Context&, const http::Request&)> answer) {
  return [answer = std::move(answer)](Context& context, const http::Request& request, const http::Reply& reply) {
    reply(answer(context, request));
  };
}

}  // namespace sj::api
