#include "http/routing/run_handler.hpp"

#include <spdlog/spdlog.h>

#include <exception>
#include <new>

namespace sj::http {

bool is_heavy(std::optional<Coding>& coding, std::size_t bytes_max, Request& request) noexcept try {
  if (request.body.size() > bytes_max) return true;
  const auto problem = decode_content(*coding, bytes_max, request.body, request.reservation);
  if (problem) return problem->code == ProblemCode::too_large;
  coding.reset();
  return false;
} catch (...) {
  return true;  // run_handler meets it again, where it can be answered
}

void run_handler(const Route& route, std::optional<Coding> coding, std::size_t body_bytes_max, Request request,
                 const Reply& reply) {
  const std::string request_id = request.request_id;
  try {
    auto problem = coding ? decode_content(*coding, body_bytes_max, request.body, request.reservation) : std::nullopt;
    if (problem) return reply(problem_response(*std::move(problem)));
    return route.handler(std::move(request), reply);
  } catch (const std::bad_alloc&) {  // nothing here may need memory
    spdlog::error("http: no memory for a request");
    Response response;
    response.problem.emplace(Problem{.code = ProblemCode::unavailable, .refusal_cause = RefusalCause::memory});
    return reply(std::move(response));
  } catch (const std::exception& error) {
    spdlog::error("http: {} {} failed: {} (request {})", name_of(route.method), route.pattern, error.what(),
                  request_id);
  } catch (...) {
    spdlog::error("http: {} {} failed (request {})", name_of(route.method), route.pattern, request_id);
  }
  // 503, never 500: well-known clients drop a batch on 500 and send it again on 503.
  reply(problem_response(ProblemCode::unavailable, "not possible right now, try again"));
}

void run_in_pool(WorkPool& pool, const std::string& owner, const Route& route, std::optional<Coding> coding,
                 std::size_t body_bytes_max, Request request, const Reply& reply) {
  const bool taken =
      pool.submit(owner, [&route, coding, body_bytes_max, request = std::move(request), reply]() mutable {
        run_handler(route, coding, body_bytes_max, std::move(request), reply);
      });
  if (!taken) reply(problem_response(unavailable_for("too many requests at once, try again", RefusalCause::pool)));
}

}  // namespace sj::http
