#include "liveform/flow.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cmath>

#include "access/key.hpp"
#include "base/json_writer.hpp"
#include "liveform/spawn.hpp"
#include "liveform/webhook.hpp"

namespace sj::liveform {
namespace {

namespace asio = boost::asio;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Beyond these many reloads of the page nothing more is recorded of them.
constexpr int resumes_max = 100;
constexpr int webhook_tries = 3;
constexpr milliseconds webhook_pause{400};

Event event_of(const PlannedCheck& check) {
  Event event{.name = std::string(check.name)};
  event.result = check.result;
  event.reason = check.reason;
  event.error_code = check.error_code;
  return event;
}

std::string_view stage_of(Step step) {
  return step == Step::document ? "STEP1" : step == Step::account ? "PRE_STEP2" : "STEP2";
}

void add_measures(Event& event, const Picture& picture) {
  event.attributes = {{"width", picture.width},
                      {"height", picture.height},
                      {"sharpness", std::lround(picture.sharpness)},
                      {"brightness", std::lround(picture.brightness)}};
}

std::string webhook_body(const Verification& verification, TimeMs now) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("type").text("verification.decided");
  json.key("timestamp").time(now);
  json.key("data").begin_object();
  json.key("session_id").text(verification.id);
  json.key("submission_id").text_or_null(verification.submission_id);
  json.key("outcome").text(verification.decision->outcome);
  json.key("reason").text_or_null(verification.decision->reason);
  json.end_object().end_object();
  return out;
}

}  // namespace

Flow::Flow(asio::io_context& loop, EventSender& events, const Clock& clock)
    : loop_(loop), events_(events), clock_(clock) {}

void Flow::report_to(Address receiver, std::string secret) {
  receiver_ = std::move(receiver);
  secret_ = std::move(secret);
}

void Flow::session_created(Verification& verification) {
  record(verification, {.name = "SESSION_CREATED"});
  record(verification, {.name = "PROJECT_OPTIONS_FETCHED"});
  record(verification, {.name = "LIVEFORM_HASH_CREATED"});
}

void Flow::session_resumed(Verification& verification) {
  if (verification.resumed++ >= resumes_max) return;
  record(verification, {.name = "CHECKPOINT_HASH_CHECK", .result = "PASS"});
  record(verification, {.name = "SESSION_REUSED"});
}

void Flow::begin(const VerificationPtr& verification, asio::awaitable<void> checks) {
  verification->busy = true;
  verification->checks.clear();
  verification->retake = {};
  verification->error_code = {};
  spawn(loop_, std::move(checks), [verification] { verification->busy = false; });
}

void Flow::open_flow(const VerificationPtr& verification, bool within_rate) {
  begin(verification, check_guards(verification, within_rate));
}

void Flow::take_document(const VerificationPtr& verification, Photo photo) {
  begin(verification, check_document(verification, photo));
}

void Flow::take_code(const VerificationPtr& verification, std::string code) {
  begin(verification, check_code(verification, std::move(code)));
}

void Flow::take_selfie(const VerificationPtr& verification, Photo photo) {
  begin(verification, check_selfie(verification, photo));
}

asio::awaitable<void> Flow::check_guards(VerificationPtr verification, bool within_rate) {
  const Plan plan = guards(verification->fate, within_rate);
  co_await run_checks(verification, plan, steady_clock::now(), 1);
  if (!goes_on(verification, plan, 1)) co_return;
  record(*verification, {.name = "FLOW_ID_ISSUED"});
  verification->step = Step::document;
}

asio::awaitable<void> Flow::check_document(VerificationPtr verification, Photo photo) {
  const int attempt = ++verification->documents;
  verification->picture = photo.picture;
  const Plan of_image = document_image_checks(photo.fault());
  co_await run_checks(verification, of_image, photo.arrived, attempt);
  if (!goes_on(verification, of_image, attempt)) co_return;
  const Plan of_data = document_data_checks(verification->fate);
  co_await run_checks(verification, of_data, steady_clock::now(), attempt);
  if (!goes_on(verification, of_data, attempt)) co_return;
  verification->submission_id = "sub-" + access::random_base62(12);
  record(*verification, {.name = "SUBMISSION_CREATED"});
  verification->step = Step::account;
}

void Flow::send_transfer(Verification& verification) {
  if (verification.transfers++ >= tries_max) return;
  if (verification.account_code.empty()) verification.account_code = fmt::format("{:04}", randombytes_uniform(10'000));
  record(verification, {.name = "ACCOUNT_TRANSFER_SENT"});
}

void Flow::skip_account(Verification& verification) {
  record(verification, {.name = "ACCOUNT_CODE_CHECK", .result = "SKIPPED"});
  verification.checks.clear();
  verification.retake = {};
  verification.step = Step::selfie;
}

asio::awaitable<void> Flow::check_code(VerificationPtr verification, std::string code) {
  const int attempt = ++verification->codes;
  const bool is_right = !code.empty() && code == verification->account_code;
  const Plan plan = account_checks(is_right);
  co_await run_checks(verification, plan, steady_clock::now(), attempt);
  if (!goes_on(verification, plan, attempt)) co_return;
  record(*verification, {.name = "ACCOUNT_VERIFIED"});
  verification->step = Step::selfie;
}

asio::awaitable<void> Flow::check_selfie(VerificationPtr verification, Photo photo) {
  const int attempt = ++verification->selfies;
  verification->picture = photo.picture;
  const Plan plan = selfie_checks(verification->fate, photo.fault());
  co_await run_checks(verification, plan, photo.arrived, attempt);
  if (!goes_on(verification, plan, attempt)) co_return;
  record(*verification, {.name = "STEP2_COMPLETED"});
  const std::string_view pending = verification->pending_reason;
  decide(verification, pending.empty() ? Decision{"APPROVED", {}} : Decision{"PENDING", pending});
}

// All checks begin at the same moment; each is recorded when its own time has passed.
asio::awaitable<void> Flow::run_checks(VerificationPtr verification, Plan plan, Moment begun, int attempt) {
  std::ranges::stable_sort(plan, {}, &PlannedCheck::lasts_ms);
  const std::size_t first_shown = verification->checks.size();
  for (const PlannedCheck& check : plan) verification->checks.push_back({check.name, {}});
  asio::steady_timer timer(loop_);
  for (std::size_t i = 0; i < plan.size(); ++i) {
    timer.expires_at(begun + milliseconds(plan[i].lasts_ms));
    co_await timer.async_wait(asio::use_awaitable);
    Event event = event_of(plan[i]);
    event.duration_ms = duration_cast<milliseconds>(steady_clock::now() - begun).count();
    event.attempt = attempt;
    if (plan[i].measured && verification->picture) add_measures(event, *verification->picture);
    record(*verification, std::move(event));
    verification->checks[first_shown + i].result = plan[i].result;
  }
}

// Draws the consequence of a plan that has run; true when the visitor may go on to what comes next.
bool Flow::goes_on(const VerificationPtr& verification, const Plan& plan, int tries) {
  const PlannedCheck* check = gravest(plan);
  switch (check == nullptr ? Consequence::none : check->consequence) {
    case Consequence::none: return true;
    case Consequence::pend: verification->pending_reason = check->decision_reason; return true;
    case Consequence::retake:
      verification->retake = check->reason;
      if (tries == tries_max) end_retries(verification);
      return false;
    case Consequence::error_page:
      // The same error three times is a loop: then the page offers no further try.
      verification->error_code = tries == tries_max ? std::string_view("LO-30002") : check->error_code;
      if (tries == tries_max) verification->step = Step::error;
      return false;
    case Consequence::reject: decide(verification, {"REJECTED", check->decision_reason}); return false;
    case Consequence::block:
      verification->error_code = check->error_code;
      verification->step = Step::error;
      return false;
  }
  return false;
}

void Flow::end_retries(const VerificationPtr& verification) {
  Event event{.name = "RETRY_LIMIT_CHECK", .result = "FAIL", .reason = "retries_used_up"};
  event.stage = stage_of(verification->step);
  record(*verification, std::move(event));
  decide(verification, {"REJECTED", "too_many_retry"});
}

void Flow::decide(const VerificationPtr& verification, Decision decision) {
  record(*verification, {.name = std::string(decision.outcome), .reason = std::string(decision.reason)});
  verification->decision = decision;
  verification->step = Step::result;
  spawn(loop_, send_webhook(verification));
}

asio::awaitable<void> Flow::send_webhook(VerificationPtr verification) {
  const std::string id = "msg_" + access::random_base62(20);
  const std::string target =
      verification->fate == Fate::webhook_down ? "/demo/api/webhooks/closed" : "/demo/api/webhooks";
  const std::string body = webhook_body(*verification, clock_.now());
  int tries = 0, status = 0;
  while (tries < webhook_tries && status / 100 != 2) {
    if (tries++ > 0) {
      asio::steady_timer pause(loop_, webhook_pause);
      co_await pause.async_wait(asio::use_awaitable);
    }
    const std::string timestamp = std::to_string(clock_.now() / second_ms);
    Post post{.target = target, .body = body};
    post.headers = {{"webhook-id", id},
                    {"webhook-timestamp", timestamp},
                    {"webhook-signature", sign_webhook(secret_, id, timestamp, body)}};
    const auto answer = co_await send(receiver_, std::move(post));
    status = answer ? answer->status : 0;
  }
  const bool delivered = status / 100 == 2;
  Event event{.name = delivered ? "WEBHOOK_SENT" : "WEBHOOK_FAILED"};
  event.attributes = {{"attempts", tries}, {"status", status}};
  record(*verification, std::move(event));
  verification->webhook_sent = delivered;
}

void Flow::record(Verification& verification, Event event) {
  event.event_id = "evt-" + access::random_base62(20);
  event.session_id = verification.id;
  event.submission_id = verification.submission_id;
  event.time = clock_.now();
  event.seq = ++verification.last_seq;
  events_.send(std::move(event));
}

}  // namespace sj::liveform
