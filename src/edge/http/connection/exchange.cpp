#include "http/connection/exchange.hpp"

#include <spdlog/spdlog.h>

#include "http/connection/connection.hpp"

namespace sj::http {

Exchange::~Exchange() {
  if (answered_.exchange(true)) return;
  spdlog::error("http: a request was dropped without an answer");
  Response response;  // without a text, which would need memory: this may be the way of an answer that had none
  response.problem.emplace(Problem{.code = ProblemCode::unavailable});
  hand_over(std::move(response));
}

void Exchange::deliver(Response response) {
  if (answered_.exchange(true)) {
    spdlog::error("http: a request was answered twice");
    return;
  }
  hand_over(std::move(response));
}

void Exchange::hand_over(Response response) noexcept try {
  if (loop_->in_thread()) {
    const auto connection = connection_.lock();
    if (!connection) return;
    // Answered from within the handler: the connection goes on when the handler returns. An answer to another
    // connection takes the long way, or one answer could run into the next handler, and so on, ever deeper.
    if (connection->is_pumping()) return connection->on_answer(number_, std::move(response));
  }
  loop_->post([connection = connection_, number = number_, answer = std::move(response)]() mutable {
    if (const auto alive = connection.lock()) alive->on_answer(number, std::move(answer));
  });
} catch (const std::exception& error) {
  spdlog::error("http: an answer is lost: {}", error.what());
}

}  // namespace sj::http
