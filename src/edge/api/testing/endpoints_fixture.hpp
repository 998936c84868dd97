#pragma once
// All endpoints without a server, over a store in memory, a disk in memory and a clock that the test sets. A request
// goes to its route's handler at once; what the server does before that (keys, framing) is not here.
#include <gtest/gtest.h>

#include <future>

#include "api/context.hpp"
#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"
#include "store/memory/memory_store.hpp"
#include "wire/mapping/mapping.hpp"

namespace sj::api::testing {

inline constexpr TimeMs start = 1'782'000'000'000;  ///< 2026-06-21T00:00:00Z

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

class EndpointsFixture : public ::testing::Test {
 protected:
  /// A new key of the fixture's project.
  access::NewKey add_key(access::KeyKind kind) { return registry_->add_key(project_.id, kind).value(); }

  /// The answer to a request of this caller, or of nobody whose key was looked at.
  http::Response ask(http::Method method, std::string path, const Headers& headers = {}, std::string body = {},
                     std::optional<access::Caller> caller = {}) {
    auto found = router_.find(method, path);
    http::Router::Match& match = std::get<http::Router::Match>(found);
    http::Request request;
    request.method = method;
    request.path = std::move(path);
    request.path_params = std::move(match.path_params);
    request.body = std::move(body);
    request.body.reserve(request.body.size() + http::body_padding);
    request.set_headers(headers);
    request.caller = std::move(caller);
    std::promise<http::Response> answer;
    match.route->handler(std::move(request),
                         http::Reply::to([&](http::Response response) { answer.set_value(std::move(response)); }));
    return answer.get_future().get();
  }

  static ingest::Rules rules_of(const std::string&) { return {Catalog::load().value(), {}}; }
  static std::shared_ptr<const wire::Mapping> mapping_of(const std::string&) { return wire::Mapping::load().value(); }
  static Result<Space> much_space(const std::filesystem::path&) { return Space{1ULL << 40, 1ULL << 40}; }

  static constexpr std::uint32_t events_of_key_per_second = 1;

  sj::testing::FakeDisk disk_;
  sj::testing::FakeClock clock_{start};
  std::unique_ptr<access::Registry> registry_ = access::Registry::create(disk_, "/data", clock_).value();
  access::Project project_ = registry_->add_project("acme").value();
  store::MemoryStore store_;
  Metrics metrics_;
  KeyRates key_rates_{events_of_key_per_second};
  Room room_{"/data", 0, clock_, much_space};
  ingest::ClockWatch clock_watch_{clock_, start, [this] { return clock_.now(); }};
  std::unique_ptr<ingest::Ingest> ingest_ = ingest::Ingest::open(store_, disk_, clock_, "/journal", rules_of,
                                                                 {.journal = {.segment_bytes = 64 << 10}}, &metrics_)
                                                .value();
  query::Reader reader_{store_, *ingest_, rules_of};
  site::EmbeddedFile page_{"/index.html", "<html></html>", ""};
  site::Site site_{std::span(&page_, 1)};
  Context context_{*registry_,   store_, *ingest_, reader_,    rules_of, mapping_of, clock_,
                   clock_watch_, room_,  metrics_, key_rates_, site_,    "0.0.0"};
  http::Router router_ = make_router(context_);
};

/// What a problem says, and `ok` where there is none.
inline std::string code_of(const http::Response& response) {
  return response.problem ? std::string(http::row_of(response.problem->code).text) : "ok";
}

}  // namespace sj::api::testing
