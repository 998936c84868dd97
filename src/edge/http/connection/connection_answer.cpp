// The answering part of a connection: heads and bodies.
#include <fmt/format.h>

#include <algorithm>

#include "http/connection/connection.hpp"

namespace sj::http {
namespace {

/// Up to this size a body is copied behind its head: cheaper than a second buffer for the kernel to walk.
constexpr std::size_t copied_body_max = 8 * 1024;
/// Up to this size the kernel's own buffer takes an answer, whether the client reads or not.
constexpr std::size_t uncounted_answer_bytes_max = 64 * 1024;

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

std::string_view body_of(const Response& response) {
  return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

}  // namespace

bool Connection::begin_answer() {
  Response& response = *response_;
  current_.keep_alive = current_.keep_alive && !serving_.stopping;
  hold_answer(response);
  if (response.problem) {
    judge_guess(*response.problem);
    render_problem(response);
  }
  if (response.stream && current_.version_1_0) current_.keep_alive = false;  // it ends where the connection ends
  current_.status = response.status;
  const AnswerFrame frame = frame_of(response);
  out_.clear();
  append_response_head(out_, response, frame);

  const bool has_body = !current_.head_only() && !has_no_body(response.status);
  if (has_body && response.stream) {
    stream_ = std::move(response.stream);
    stream_state_ = StreamState::ready;
    unsent_.set(out_);
    phase_ = Phase::streaming;
    return true;
  }
  const std::string_view body = has_body ? body_of(response) : std::string_view();
  if (body.size() <= copied_body_max) {
    out_ += body;
    unsent_.set(out_);
  } else {
    unsent_.set(out_, body);
  }
  phase_ = Phase::writing;
  return true;
}

/// What the client has not taken is its key's memory; and a key has only so many streams at once.
void Connection::hold_answer(Response& response) {
  waited_ = {};
  taken_ = 0;
  if (response.problem) return;
  answer_share_ = BodyReservation(serving_.answer_budget, current_.owner);
  if (response.stream) {
    const Route& route = *current_.route;
    stream_place_ = serving_.streams.begin(route.pattern + ' ' + current_.owner, route.streams_of_key_max);
    if (stream_place_) return;
    response = problem_response({.code = ProblemCode::rate_limited,
                                 .detail = "this key has too many of these under way already",
                                 .refusal_cause = RefusalCause::streams});
  } else if (response.body.size() > uncounted_answer_bytes_max && !answer_share_.grow_to(response.body.size())) {
    response =
        problem_response(unavailable_for("too many answers wait to be taken, try again", RefusalCause::answer_memory));
  }
}

/// Beyond some failures an address is only told to wait.
void Connection::judge_guess(Problem& problem) {
  if (problem.key_failures == 0) return;
  const int wait_s =
      serving_.failed_keys.failed(slot_->network(), problem.key_failures, std::chrono::steady_clock::now());
  if (wait_s == 0) return;
  problem = {.code = ProblemCode::rate_limited,
             .detail = "too many keys from this address are none",
             .retry_after_s = wait_s,
             .refusal_cause = RefusalCause::failed_keys};
}

void Connection::render_problem(Response& response) const {
  const Problem& problem = *response.problem;
  if (problem.refusal_cause) serving_.turned_away(*problem.refusal_cause);
  response.status = row_of(problem.code).status;
  if (current_.route != nullptr && current_.route->problem_form != nullptr) {
    RenderedProblem rendered = current_.route->problem_form(problem, current_.content_type);
    response.content_type = std::move(rendered.content_type);
    response.body = std::move(rendered.body);
  } else {
    response.content_type = problem_content_type;
    response.body = render(problem, current_.request_id);
  }
  response.shared_body.reset();
  response.stream.reset();
  const bool asks_to_wait = response.status == 429 || response.status == 503;
  if (problem.retry_after_s > 0 || asks_to_wait) {
    response.headers.push_back({"Retry-After", fmt::format("{}", std::max(1, problem.retry_after_s))});
  }
}

AnswerFrame Connection::frame_of(const Response& response) const {
  AnswerFrame frame;
  frame.request_id = current_.request_id;
  if (current_.origin) frame.origin = *current_.origin;
  // A page must be able to read why it was refused; a preflight that is refused says so by leaving this out.
  frame.origin_may_read = current_.origin_may_read || (response.status >= 400 && current_.method != "OPTIONS");
  frame.is_api = current_.is_api;
  frame.version_1_0 = current_.version_1_0;
  frame.keep_alive = current_.keep_alive;
  frame.body_bytes = body_of(response).size();
  if (has_no_body(response.status)) {
    frame.body_end = BodyEnd::none;
  } else if (response.stream) {
    frame.body_end = current_.version_1_0 ? BodyEnd::close : BodyEnd::chunks;
  }
  return frame;
}

void Connection::finish_answer() {
  observe();
  response_.reset();
  stream_.reset();
  stream_place_ = {};
  answer_share_ = {};
  if (current_.keep_alive && !serving_.stopping) return begin_next_request();
  begin_linger();
}

void Connection::observe() noexcept try {
  if (current_.status == 0) return;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - current_.since;
  if (serving_.observer != nullptr) {
    const std::string_view pattern = current_.route != nullptr ? std::string_view(current_.route->pattern) : "";
    serving_.observer->answered(pattern, current_.method, current_.status, taken.count());
  }
  current_.status = 0;
} catch (const std::exception&) {  // a figure is lost where memory is short, not the connection
}

}  // namespace sj::http
