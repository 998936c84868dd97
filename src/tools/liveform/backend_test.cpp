// The backend against a server that stands for Session Journey: what it sends there, and what it tells its page.
#include "liveform/backend.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <future>
#include <mutex>
#include <thread>

#include "http/testing/server_fixture.hpp"
#include "liveform/embedded.hpp"
#include "liveform/routes.hpp"
#include "liveform/testing/pictures.hpp"

namespace sj::liveform {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

/// Takes events, after it refused some batches as a busy server does.
class EventTaker {
 public:
  explicit EventTaker(int refusals) : refusals_(refusals) {}

  void add_route(http::Router& router) {
    router.add({.method = http::Method::post,
                .pattern = "/v1/events",
                .right = access::Right::write_be,
                .handler = [this](const http::Request& request, const http::Reply& reply) {
                  const std::scoped_lock lock(mutex_);
                  if (refusals_-- > 0) return reply(http::problem_response(http::ProblemCode::unavailable, "busy"));
                  const json::value batch = json::parse(request.body);
                  for (const json::value& event : batch.as_array()) events_.push_back(event.as_object());
                  reply(http::json_response("{}"));
                }});
  }

  [[nodiscard]] std::vector<json::object> events() const {
    const std::scoped_lock lock(mutex_);
    return events_;
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const json::object& event : events()) names.emplace_back(event.at("name").as_string());
    return names;
  }

 private:
  mutable std::mutex mutex_;
  int refusals_;
  std::vector<json::object> events_;
};

/// A visitor's page, without a browser.
class LiveForm : public ::testing::Test {
 protected:
  void begin(int refusals = 0) {
    taker_ = std::make_unique<EventTaker>(refusals);
    http::Router router;
    taker_->add_route(router);
    add_routes(router, backend_, site_);
    server_ = std::make_unique<http::Server>(http::ServerOptions{}, std::move(router), access_.registry());
    ASSERT_TRUE(server_->start());
    backend_.begin("http://127.0.0.1:" + std::to_string(server_->port()));
  }

  using Endpoint = void (Backend::*)(http::Request, http::Reply);

  http::Response answer_of(Endpoint endpoint, std::string body = {}) {
    http::Request request;
    request.method = http::Method::post;
    request.remote_address = "127.0.0.1";
    request.path_params = {{"id", id_}};
    request.set_headers({{"Host", host_}, {"Origin", origin_}, {"Authorization", "Bearer " + token_}});
    request.body = std::move(body);
    std::promise<http::Response> answer;
    (backend_.*endpoint)(std::move(request),
                         http::Reply::to([&](http::Response response) { answer.set_value(std::move(response)); }));
    return answer.get_future().get();
  }

  void start(std::string_view fate) {
    const auto answer = json::parse(answer_of(&Backend::start, R"({"fate":")" + std::string(fate) + "\"}").body);
    token_ = answer.at("token").as_string();
    id_ = answer.at("state").at("session_id").as_string();
  }

  /// Asks for something, and waits until its checks have run.
  json::object ask(Endpoint endpoint, std::string body = {}) {
    http::Response answer = answer_of(endpoint, std::move(body));
    EXPECT_EQ(answer.status, 200);
    while (json::parse(answer.body).at("busy").as_bool()) {
      std::this_thread::sleep_for(20ms);
      answer = answer_of(&Backend::look);
    }
    return json::parse(answer.body).as_object();
  }

  /// The names of what was taken, once this one is among them.
  std::vector<std::string> names_with(std::string_view name) {
    std::vector<std::string> names;
    for (int i = 0; i < 500 && std::ranges::count(names, name) == 0; ++i) {
      std::this_thread::sleep_for(20ms);
      names = taker_->names();
    }
    return names;
  }

  static std::string photo() {
    return testing::jpeg_of(800, 500, [](int x, int y) { return testing::squares(x, y, 60, 200); });
  }
  static std::string dark_photo() {
    return testing::jpeg_of(800, 500, [](int x, int y) { return testing::squares(x, y, 2, 30); });
  }

  SystemClock clock_;
  http::testing::TestAccess access_;
  const site::Site site_{embedded_files()};
  std::unique_ptr<EventTaker> taker_;
  Backend backend_{{access_.server, access_.publishable, access_.read}, clock_};
  std::unique_ptr<http::Server> server_;  // stops before the backend whose endpoints it calls
  std::string id_, token_;
  std::string host_ = "127.0.0.1:8080", origin_ = "http://127.0.0.1:8080";
};

TEST_F(LiveForm, GoesFromStartToApprovalAndTellsItByWebhook) {
  begin();
  start("good");
  EXPECT_EQ(ask(&Backend::open_flow).at("step").as_string(), "document");
  EXPECT_EQ(ask(&Backend::take_document, photo()).at("step").as_string(), "account");
  const auto sent = ask(&Backend::send_transfer);
  const std::string code(sent.at("account_code").as_string());
  EXPECT_EQ(ask(&Backend::take_code, R"({"code":")" + code + "\"}").at("step").as_string(), "selfie");
  const auto state = ask(&Backend::take_selfie, photo());
  EXPECT_EQ(state.at("step").as_string(), "result");
  EXPECT_EQ(state.at("decision").at("outcome").as_string(), "APPROVED");
  const auto names = names_with("WEBHOOK_SENT");
  for (const char* name : {"SESSION_CREATED", "FLOW_ID_ISSUED", "SUBMISSION_CREATED", "ACCOUNT_VERIFIED",
                           "STEP2_COMPLETED", "APPROVED", "WEBHOOK_SENT"})
    EXPECT_EQ(std::ranges::count(names, name), 1) << name;
}

TEST_F(LiveForm, SendsAgainWhatABusyServerRefusedAndKeepsTheOrder) {
  begin(2);
  start("blocked_ip");
  EXPECT_EQ(ask(&Backend::open_flow).at("error_code").as_string(), "service-blocked");
  names_with("IP_RISK_CHECK");
  const auto events = taker_->events();
  std::vector<std::int64_t> numbers;
  for (const json::object& event : events) numbers.push_back(event.at("seq").as_int64());
  std::vector<std::int64_t> expected;
  for (std::size_t i = 1; i <= numbers.size(); ++i) expected.push_back(static_cast<std::int64_t>(i));
  EXPECT_EQ(numbers, expected);
}

TEST_F(LiveForm, BadPhotosUpToTheLimitAreRejected) {
  begin();
  start("good");
  ask(&Backend::open_flow);
  EXPECT_EQ(ask(&Backend::take_document, dark_photo()).at("retake").as_string(), "too_dark");
  EXPECT_EQ(ask(&Backend::take_document, "no picture").at("retake").as_string(), "unreadable");
  const auto state = ask(&Backend::take_document, dark_photo());
  EXPECT_EQ(state.at("decision").at("reason").as_string(), "too_many_retry");
  EXPECT_EQ(answer_of(&Backend::take_document, photo()).status, 409);
}

TEST_F(LiveForm, TakesOneStepAtATimeAndOnlyFromItsVisitor) {
  begin();
  start("good");
  EXPECT_EQ(answer_of(&Backend::take_selfie, photo()).status, 409);
  EXPECT_EQ(answer_of(&Backend::open_flow).status, 200);
  EXPECT_EQ(answer_of(&Backend::open_flow).status, 409);  // its checks are running
  token_ = "guessed";
  EXPECT_EQ(answer_of(&Backend::look).status, 404);
  EXPECT_EQ(answer_of(&Backend::start, R"({"fate":"other"})").status, 400);
}

TEST_F(LiveForm, GivesItsKeysToItsOwnPageOnly) {
  begin();
  origin_ = "http://stranger.example";
  EXPECT_EQ(answer_of(&Backend::start, R"({"fate":"good"})").status, 403);
  host_ = "stranger.example";  // whose name was made to point here
  EXPECT_EQ(answer_of(&Backend::start, R"({"fate":"good"})").status, 403);
  host_ = "localhost:8080", origin_ = "http://localhost:8080";
  EXPECT_EQ(answer_of(&Backend::start, R"({"fate":"good"})").status, 201);
}

TEST_F(LiveForm, ACodeThatWasNeverSentIsWrong) {
  begin();
  start("good");
  ask(&Backend::open_flow);
  ask(&Backend::take_document, photo());
  EXPECT_EQ(ask(&Backend::take_code, R"({"code":""})").at("retake").as_string(), "wrong_code");
}

TEST_F(LiveForm, EndsInTheMiddleOfChecks) {
  begin();
  start("good");
  EXPECT_EQ(answer_of(&Backend::open_flow).status, 200);
}

}  // namespace
}  // namespace sj::liveform
