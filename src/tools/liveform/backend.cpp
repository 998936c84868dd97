#include "liveform/backend.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include "base/json_writer.hpp"
#include "http/security/same_origin.hpp"
#include "liveform/own_host.hpp"
#include "liveform/spawn.hpp"
#include "liveform/webhook.hpp"

namespace sj::liveform {
namespace {

namespace asio = boost::asio;
using http::ProblemCode;
using std::chrono::steady_clock;

/// The text member of a small JSON object; empty when it has none.
std::string member_of(std::string_view body, std::string_view name) {
  boost::system::error_code failed;
  const boost::json::value value = boost::json::parse(body, failed);
  if (failed || !value.is_object()) return {};
  const auto* member = value.as_object().if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

std::string_view token_of(const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  std::string_view header = request.header("Authorization").value_or("");
  return header.starts_with(scheme) ? header.substr(scheme.size()) : std::string_view();
}

/// Looks at a photo. After this it is gone with its request.
Photo photo_in(const http::Request& request) {
  Photo photo{steady_clock::now(), std::nullopt};
  if (auto picture = measure(request.body)) photo.picture = *picture;
  return photo;
}

std::string start_answer(const Verification& verification, const Keys& keys) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("token").text(verification.token);
  json.key("publishable_key").text(keys.publishable);
  json.key("read_key").text(keys.read);
  json.key("state").raw(state_json(verification));
  json.end_object();
  return out;
}

}  // namespace

Backend::Backend(Keys keys, const Clock& clock)
    : keys_(std::move(keys)),
      clock_(clock),
      webhook_secret_(webhook_secret()),
      keep_alive_(loop_.get_executor()),
      events_(loop_, keys_.server),
      flow_(loop_, events_, clock),
      thread_([this] { loop_.run(); }) {}

Backend::~Backend() {
  loop_.stop();
}

void Backend::begin(const std::string& url) {
  asio::post(loop_, [this, url] {
    const auto address = address_of(url);
    if (!address) return spdlog::error("the demo's backend: {}", address.error().message);
    flow_.report_to(*address, webhook_secret_);
    spawn(loop_, events_.run(*address));
    begun_ = true;
  });
}

void Backend::start(http::Request request, http::Reply reply) {
  if (!http::is_same_origin(request) || !is_own_host(request.header("Host").value_or("")))
    return reply(
        http::problem_response(ProblemCode::origin_not_allowed,
                               "only the demo's own page may ask; open it by the address that `demo` printed"));
  asio::post(loop_, [this, request = std::move(request), reply = std::move(reply)] {
    const auto fate = fate_named(member_of(request.body, "fate"));
    if (!fate) return reply(http::problem_response(ProblemCode::invalid_field, "there is no such fate", "fate"));
    const auto verification = begun_ ? verifications_.begin(*fate, request.remote_address, clock_.now()) : nullptr;
    if (!verification)
      return reply(
          http::problem_response(ProblemCode::unavailable, "no further verification can be started right now"));
    flow_.session_created(*verification);
    reply(http::json_response(start_answer(*verification, keys_), 201));
  });
}

void Backend::on_verification(std::optional<Step> step, http::Request request, http::Reply reply, Act act) {
  asio::post(loop_, [this, step, request = std::move(request), reply = std::move(reply), act = std::move(act)] {
    const auto verification = verifications_.find(request.param("id"), token_of(request), clock_.now());
    if (!verification)
      return reply(http::problem_response(ProblemCode::not_found, "there is no such verification any more"));
    if (step && (verification->step != *step || verification->busy))
      return reply(http::problem_response(ProblemCode::conflict, "the verification is not at this step"));
    act(verification, request);
    reply(http::json_response(state_json(*verification)));
  });
}

void Backend::look(http::Request request, http::Reply reply) {
  on_verification({}, std::move(request), std::move(reply), [](const auto&, const auto&) {});
}

void Backend::resume(http::Request request, http::Reply reply) {
  on_verification({}, std::move(request), std::move(reply),
                  [this](const auto& verification, const auto&) { flow_.session_resumed(*verification); });
}

void Backend::open_flow(http::Request request, http::Reply reply) {
  on_verification(Step::terms, std::move(request), std::move(reply), [this](const auto& verification, const auto&) {
    flow_.open_flow(verification, verifications_.within_rate(*verification));
  });
}

void Backend::take_document(http::Request request, http::Reply reply) {
  on_verification(
      Step::document, std::move(request), std::move(reply),
      [this](const auto& verification, const auto& sent) { flow_.take_document(verification, photo_in(sent)); });
}

void Backend::send_transfer(http::Request request, http::Reply reply) {
  on_verification(Step::account, std::move(request), std::move(reply),
                  [this](const auto& verification, const auto&) { flow_.send_transfer(*verification); });
}

void Backend::skip_account(http::Request request, http::Reply reply) {
  on_verification(Step::account, std::move(request), std::move(reply),
                  [this](const auto& verification, const auto&) { flow_.skip_account(*verification); });
}

void Backend::take_code(http::Request request, http::Reply reply) {
  on_verification(Step::account, std::move(request), std::move(reply),
                  [this](const auto& verification, const auto& sent) {
                    flow_.take_code(verification, member_of(sent.body, "code"));
                  });
}

void Backend::take_selfie(http::Request request, http::Reply reply) {
  on_verification(
      Step::selfie, std::move(request), std::move(reply),
      [this](const auto& verification, const auto& sent) { flow_.take_selfie(verification, photo_in(sent)); });
}

http::Response Backend::receive_webhook(const http::Request& request) const {
  const WebhookHeaders headers{request.header("webhook-id").value_or(""),
                               request.header("webhook-timestamp").value_or(""),
                               request.header("webhook-signature").value_or("")};
  if (webhook_is_genuine(webhook_secret_, headers, request.body, clock_.now())) return http::no_content();
  return http::problem_response(ProblemCode::unauthorized, "the signature is not right");
}

}  // namespace sj::liveform
