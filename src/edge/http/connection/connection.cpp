#include "http/connection/connection.hpp"

#include <algorithm>

#include "http/connection/exchange.hpp"
#include "http/message/request_id.hpp"
#include "http/routing/run_handler.hpp"
#include "http/security/cors.hpp"

namespace sj::http {
namespace {}  // namespace

Connection::Connection(IoLoop& loop, Serving& serving, boost::asio::ip::tcp::socket socket, SlotPtr slot)
    : loop_(loop),
      serving_(serving),
      socket_(std::move(socket)),
      slot_(std::move(slot)),
      input_(serving.limits.head_bytes_max),
      scanner_(serving.limits),
      body_reader_(serving.limits),
      stream_timer_(loop.context()) {}

void Connection::start(std::string_view received) {
  if (!set_up_socket()) return close();
  input_.take_over(received);
  head_begun_ = true;  // a new connection has no right to idle
  set_deadline(serving_.limits.head_timeout);
  pump();
}

void Connection::refuse_it() {
  if (!set_up_socket()) return close();
  enter(EvictionClass::served);
  begin_unreadable_request();
  (void)refuse(unavailable_for("too many connections, try again", RefusalCause::connections));
  pump();
}

/// False: the client is gone already.
bool Connection::set_up_socket() {
  boost::system::error_code failed;
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), failed);
  socket_.non_blocking(true, failed);
  const auto remote = socket_.remote_endpoint(failed);
  if (!failed) remote_address_ = remote.address().to_string();
  return !failed;
}

void Connection::pump() {
  if (pumping_) return;
  pumping_ = true;
  try {
    while (step()) {
    }
  } catch (const std::exception& error) {
    give_up(error);
  }
  pumping_ = false;
}

/// False when something must happen first: bytes, room to write, an answer.
bool Connection::step() {
  switch (phase_) {
    case Phase::head: return read_head();
    case Phase::body: return read_body();
    case Phase::handling: return response_ && begin_answer();
    case Phase::writing: return write_more();
    case Phase::streaming: return stream_more();
    case Phase::lingering: return linger();
    case Phase::closed: break;
  }
  return false;
}

bool Connection::read_head() {
  if (input_.view().starts_with("\r\n")) {  // some clients send one too many behind a body (RFC 9112 section 2.2)
    input_.consume(2);
    scanner_.reset();
  }
  if (input_.empty() && serving_.stopping) {
    close();
    return false;
  }
  if (!input_.empty() && !head_begun_) {
    head_begun_ = true;
    set_deadline(serving_.limits.head_timeout);
  }
  if (!input_.empty() && slot_->eviction_class() == EvictionClass::idle) enter(EvictionClass::head);
  switch (scanner_.scan(input_.view())) {
    case HeadScanner::Found::more: request_read(); return false;
    case HeadScanner::Found::whole: return begin_request(input_.view().substr(0, scanner_.size()));
    case HeadScanner::Found::fault: break;
  }
  begin_unreadable_request();
  return refuse(scanner_.problem());
}

bool Connection::begin_request(std::string_view head_bytes) {
  const std::uint64_t number = current_.number + 1;
  current_ = Current{};
  current_.number = number;
  current_.since = std::chrono::steady_clock::now();
  answer_begun_ = false;
  no_deadline();
  slot_->enter(EvictionClass::served, current_.since);
  auto problem = parse_head(head_bytes, serving_.limits, head_);
  const auto given_id = head_.header("X-Request-Id");
  current_.request_id = given_id && is_sane_request_id(*given_id) ? std::string(*given_id) : make_request_id();
  current_.method = head_.method;
  current_.version_1_0 = head_.version_1_0;
  current_.keep_alive = head_.keep_alive;
  current_.is_api = head_.path.starts_with("/v1/") || head_.path == "/v1";
  if (const auto origin = origin_of(head_)) {
    current_.origin = *origin;
    current_.origin_may_read = origin_may_ask(serving_.registry, *origin);
  }
  if (problem) return refuse(std::move(*problem));

  Admitted admission = admit(serving_, head_, current_.request_id, remote_address_, last_key_);
  const bool elsewhere = !admission.answer && admission.route->traffic != loop_.traffic();
  if (elsewhere && !reading_) return pass_on(admission.route->traffic);  // what a read under way gets would be lost
  input_.consume(head_bytes.size());
  current_.route = admission.route;
  current_.owner = slot_->network();
  if (current_.route != nullptr && current_.route->problem_form != nullptr)
    current_.content_type = head_.header("Content-Type").value_or("");
  if (admission.answer) {
    begin_discard(std::move(*admission.answer));
  } else {
    begin_body(std::move(admission));
  }
  return true;
}

void Connection::begin_body(Admitted admission) {
  request_ = std::move(admission.request);
  const bool has_key = request_.caller.has_value();
  current_.owner = has_key ? request_.caller->key_id : slot_->network();
  current_.key_wanted = current_.route->key_in_body != nullptr;
  current_.coding = admission.coding;
  current_.body_bytes_max = admission.body_bytes_max;
  current_.continue_due = head_.expects_continue;
  body_since_ = current_.since;
  phase_ = Phase::body;
  BodyReservation reservation(has_key ? serving_.budget : serving_.keyless_budget, current_.owner);
  const auto begun = body_reader_.begin(head_, admission.body_bytes_max, std::move(reservation));
  if (begun == BodyReader::Progress::done) return;  // there is none: read_body() finds it whole
  slot_->enter(EvictionClass::body, current_.since);
  set_body_deadline();
}

/// The answer is known, the body is not wanted. A small one is read to its end, so that the connection can go on.
void Connection::begin_discard(Response answer) {
  response_ = std::move(answer);
  phase_ = Phase::handling;
  const std::size_t bytes_max = head_.expects_continue ? 0 : serving_.limits.discard_bytes_max;
  switch (body_reader_.begin_discard(head_, bytes_max)) {
    case BodyReader::Progress::done: return;
    case BodyReader::Progress::more: break;
    default: current_.keep_alive = false; return;
  }
  if (head_.expects_continue) {  // it may send its body or not: what comes next cannot be told apart
    current_.keep_alive = false;
    return;
  }
  current_.discarding = true;
  body_since_ = current_.since;
  phase_ = Phase::body;
  set_body_deadline();
}

bool Connection::read_body() {
  auto progress = body_reader_.is_complete() ? BodyReader::Progress::done : BodyReader::Progress::more;
  if (progress == BodyReader::Progress::more && !input_.empty()) {
    std::string_view input = input_.view();
    const std::size_t before = input.size();
    progress = body_reader_.take(input);
    input_.consume(before - input.size());
  }
  const bool whole = progress == BodyReader::Progress::done;
  if (current_.key_wanted && (whole || progress == BodyReader::Progress::more)) {
    if (auto problem = look_for_key(whole)) return refuse(*std::move(problem));
  }
  if (progress == BodyReader::Progress::more) {
    if (current_.continue_due && body_reader_.bytes_received() == 0) send_continue();
    request_read();
    return false;
  }
  if (current_.discarding) {
    current_.keep_alive &= progress == BodyReader::Progress::done;
    phase_ = Phase::handling;
    return true;
  }
  switch (progress) {
    case BodyReader::Progress::done: dispatch(); return true;
    case BodyReader::Progress::too_large: return refuse({ProblemCode::too_large, "the body is too large", {}, 0, {}});
    case BodyReader::Progress::no_budget:
      return refuse(unavailable_for("too many bodies at once, try again", RefusalCause::body_memory));
    case BodyReader::Progress::more:
    case BodyReader::Progress::malformed: break;
  }
  return refuse({ProblemCode::bad_request, "the chunks are malformed", {}, 0, {}});
}

/// For an answer to something whose head we do not have.
void Connection::begin_unreadable_request() {
  current_ = Current{};
  current_.owner = slot_->network();
  current_.request_id = make_request_id();
  current_.since = std::chrono::steady_clock::now();
  answer_begun_ = false;
}

/// Answers with a problem and ends the connection, since where the next request would begin is not known.
bool Connection::refuse(Problem problem) {
  body_reader_.abandon();  // before the answer: its client may come again at once, on another connection
  current_.keep_alive = false;
  response_ = problem_response(std::move(problem));
  phase_ = Phase::handling;
  return true;
}

void Connection::dispatch() {
  phase_ = Phase::handling;
  no_deadline();
  enter(EvictionClass::served);
  request_.body = body_reader_.release(request_.reservation);
  if (current_.key_wanted) return look_further_for_key();
  const Route& route = *current_.route;
  std::optional<Coding> coding = current_.coding;
  const Reply reply = make_reply();
  const bool immediate = route.lane == Lane::immediate || (route.is_quick && route.is_quick(request_));
  if (immediate && !is_heavy(coding, std::min(route.immediate_body_max, current_.body_bytes_max), request_)) {
    return run_handler(route, coding, current_.body_bytes_max, std::move(request_), reply);
  }
  WorkPool& pool = route.traffic == Traffic::events ? serving_.event_pool : serving_.pool;
  run_in_pool(pool, current_.owner, route, coding, current_.body_bytes_max, std::move(request_), reply);
}

Reply Connection::make_reply() {
  auto exchange = std::make_shared<Exchange>(weak_from_this(), loop_.shared_from_this(), current_.number);
  exchange_ = exchange;
  return Reply(std::move(exchange));
}

void Connection::on_answer(std::uint64_t number, Response response) {
  if (phase_ != Phase::handling || number != current_.number) return;  // the client is gone
  response_ = std::move(response);
  pump();
}

void Connection::begin_next_request() {
  phase_ = Phase::head;
  scanner_.reset();
  head_begun_ = false;
  enter(EvictionClass::idle);
  set_deadline(serving_.limits.idle_timeout);
}

void Connection::on_timeout() {
  const Problem problem{ProblemCode::request_timeout, "the request took too long to arrive", {}, 0, {}};
  switch (phase_) {
    case Phase::head:
      if (input_.empty()) return close();
      begin_unreadable_request();
      (void)refuse(problem);
      return pump();
    case Phase::body:
      if (!current_.discarding) response_ = problem_response(problem);
      current_.keep_alive = false;
      phase_ = Phase::handling;
      return pump();
    case Phase::lingering: return close();
    default: return cut();
  }
}

bool Connection::is_forsaken() const {
  if (phase_ == Phase::handling) return !response_ && exchange_.expired();
  const bool asked_pool =
      phase_ == Phase::streaming && stream_state_ == StreamState::asked && current_.route->lane == Lane::pooled;
  return asked_pool && stream_.use_count() == 1;  // the task that asks has it too
}

void Connection::on_forsaken() {
  give_up(std::bad_alloc());
}

bool Connection::give_way() {
  const EvictionClass eviction_class = slot_->eviction_class();
  if (eviction_class == EvictionClass::served || phase_ == Phase::closed) return phase_ == Phase::closed;
  serving_.turned_away(RefusalCause::connections);
  eviction_class == EvictionClass::idle ? close() : cut();
  return true;
}

void Connection::begin_stop() {
  if (phase_ == Phase::streaming && stream_state_ == StreamState::waiting) end_stream();  // a live one, between events
  pump();
}

}  // namespace sj::http
