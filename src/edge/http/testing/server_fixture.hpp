#pragma once
// A real server on a free loopback port, with a registry of two projects and routes to poke at.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "access/registry.hpp"
#include "base/testing/becomes.hpp"
#include "http/server.hpp"
#include "http/testing/raw_client.hpp"

namespace sj::http::testing {

using sj::testing::becomes;

inline constexpr const char* registered_origin = "https://app.example";

/// `open` takes events from everywhere, `bound` from registered_origin only. `registered_origin` is known to preflights
/// unless `without_origins`.
class TestAccess {
 public:
  explicit TestAccess(bool without_origins = false) {
    std::string pattern = ::testing::TempDir() + "http_XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    dir_ = pattern;
    registry_ = access::Registry::create(*files_, dir_, clock_).value();
    open = registry_->add_project("open").value();
    publishable = add(open, access::KeyKind::publishable);
    server = add(open, access::KeyKind::server);
    read = add(open, access::KeyKind::read);
    admin = add(open, access::KeyKind::admin);
    if (without_origins) return;
    bound = registry_->add_project("bound", {registered_origin}).value();
    bound_publishable = add(bound, access::KeyKind::publishable);
  }
  ~TestAccess() { std::filesystem::remove_all(dir_); }

  [[nodiscard]] access::Registry& registry() { return *registry_; }

  access::Project open, bound;
  std::string publishable, server, read, admin, bound_publishable;

 private:
  std::string add(const access::Project& project, access::KeyKind kind) {
    return registry_->add_key(project.id, kind).value().text;
  }

  const std::unique_ptr<FileSystem> files_ = posix_file_system();
  SystemClock clock_;
  std::filesystem::path dir_;
  std::unique_ptr<access::Registry> registry_;
};

/// Keeps what the server tells.
class RecordingObserver final : public RequestObserver {
 public:
  struct Entry {
    std::string pattern, method;
    int status;
    double seconds;
  };
  void answered(std::string_view pattern, std::string_view method, int status, double seconds) override {
    const std::lock_guard lock(mutex_);
    entries_.push_back({std::string(pattern), std::string(method), status, seconds});
  }
  void turned_away(RefusalCause by) override {
    const std::lock_guard lock(mutex_);
    refusal_causes_.push_back(by);
  }
  [[nodiscard]] std::vector<RefusalCause> refusal_causes() const {
    const std::lock_guard lock(mutex_);
    return refusal_causes_;
  }
  [[nodiscard]] std::vector<Entry> entries() const {
    const std::lock_guard lock(mutex_);
    return entries_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::vector<RefusalCause> refusal_causes_;
};

class ServerFixture : public ::testing::Test {
 protected:
  ServerFixture() {
    options_.limits.tick = std::chrono::milliseconds(5);
    options_.limits.stop_timeout = std::chrono::milliseconds(2'000);
    options_.limits.keyless_body_bytes_max = options_.limits.body_bytes_max;  // most routes of tests need no key
  }
  ~ServerFixture() override { stop(); }

  /// Adds a route; before start.
  void on(Method method, std::string pattern, Handler handler, std::optional<access::Right> right = {},
          Lane lane = Lane::immediate, Traffic traffic = Traffic::questions) {
    Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.handler = std::move(handler);
    route.right = right;
    route.lane = lane;
    route.traffic = traffic;
    router_.add(std::move(route));
  }
  void on_events(std::string pattern, Handler handler) {
    on(Method::post, std::move(pattern), std::move(handler), {}, Lane::immediate, Traffic::events);
  }
  /// `POST /echo` gives back the body, `GET /hello` says hello, `POST /size` tells how long the body was.
  void add_basic_routes() {
    on(Method::post, "/echo",
       [](Request request, const Reply& reply) { reply(text_response(std::move(request.body))); });
    on(Method::get, "/hello", [](const Request&, const Reply& reply) { reply(text_response("hello")); });
    on(Method::post, "/size", [](const Request& request, const Reply& reply) {
      EXPECT_GE(request.body.capacity(), request.body.size() + body_padding);
      reply(text_response(std::to_string(request.body.size())));
    });
  }
  void start() {
    server_ = std::make_unique<Server>(options_, std::move(router_), access().registry(), &observer_);
    ASSERT_TRUE(server_->start());
  }
  void stop() {
    if (server_) server_->stop();
  }

  [[nodiscard]] RawClient connect(int receive_buffer = 0) { return RawClient(server_->port(), receive_buffer); }
  /// One request on a connection of its own.
  Answer ask(std::string_view request) {
    RawClient client = connect();
    client.send(request);
    return client.read(request.starts_with("HEAD"));
  }
  /// `GET target` with further header lines, each ending in CR LF.
  Answer get(std::string_view target, std::string_view headers = {}) {
    return ask(head("GET", target, headers) + "\r\n");
  }
  Answer post(std::string_view target, std::string_view body, std::string_view headers = {}) {
    return ask(post_text(target, body, headers));
  }
  static std::string head(std::string_view method, std::string_view target, std::string_view headers = {}) {
    return std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers);
  }
  static std::string post_text(std::string_view target, std::string_view body, std::string_view headers = {}) {
    return head("POST", target, headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
  }
  static std::string bearer(std::string_view key) { return "Authorization: Bearer " + std::string(key) + "\r\n"; }

  /// Shared by all tests of a program: making keys waits for the disk.
  static TestAccess& access() {
    static TestAccess shared;
    return shared;
  }

  ServerOptions options_;
  Router router_;
  RecordingObserver observer_;
  std::unique_ptr<Server> server_;
};

}  // namespace sj::http::testing
