// Commands on a data directory that no server has open: for which project they speak, and that they see what they sent.
#include "app/local_api.hpp"

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "access/key.hpp"
#include "app/initialize.hpp"
#include "app/testing/temporary_directory.hpp"

namespace sj::app {
namespace {

using ::testing::HasSubstr;

class LocalApi : public testing::TemporaryDirectory {
 protected:
  void SetUp() override { spdlog::set_level(spdlog::level::off); }
  void TearDown() override { spdlog::set_level(spdlog::level::info); }

  cli::InitAnswer init(const std::string& project) {
    return initialize({.data = directory_ / "data", .project = project}).value();
  }
  cli::DataOptions options(std::string key = {}, std::string project = {}) {
    const config::Sources sources{.flags = {{"data", (directory_ / "data").string()}},
                                  .environment = [](const std::string&) { return std::nullopt; }};
    return {config::load(sources).value(), std::move(key), std::move(project)};
  }
  /// Why the directory is not opened; empty where it is.
  std::string refused(const cli::DataOptions& by) {
    const auto api = open_local_api(by);
    if (api) return {};
    EXPECT_EQ(api.error().code, Errc::invalid_argument);
    return api.error().message;
  }
  static constexpr const char* event =
      R"({"session_id":"s","name":"SESSION_CREATED","event_id":"1","time":1782000000000})";
};

TEST_F(LocalApi, WhatWasSentIsThereAtOnceAndForTheNextCommand) {
  init("acme");
  {
    const auto api = open_local_api(options()).value();
    EXPECT_EQ(api->post_events(cli::BodyType::ndjson, event)->status, 200);
    EXPECT_THAT(api->get("/v1/sessions?q=s&match=exact")->body, HasSubstr(R"("session_id":"s")")) << "in lists too";
  }
  const auto api = open_local_api(options()).value();
  EXPECT_THAT(api->get("/v1/sessions/s")->body, HasSubstr(R"("session_id":"s")"));
}

TEST_F(LocalApi, AProblemIsAnAnswer) {
  init("acme");
  const auto api = open_local_api(options()).value();
  const auto answer = api->get("/v1/sessions/nobody");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404);
  EXPECT_THAT(answer->body, HasSubstr(R"("code":"not_found")"));
  EXPECT_EQ(api->get("/v1/nowhere")->status, 404);
}

TEST_F(LocalApi, SpeaksForTheProjectThatIsNamed) {
  const auto acme = init("acme"), other = init("other");
  for (const cli::DataOptions& by : {options({}, "acme"), options({}, acme.project_id), options(acme.keys.admin)}) {
    const auto api = open_local_api(by).value();
    EXPECT_EQ(api->post_events(cli::BodyType::json, event)->status, 200);
  }
  EXPECT_EQ(open_local_api(options({}, "acme")).value()->get("/v1/sessions/s")->status, 200);
  EXPECT_EQ(open_local_api(options(other.keys.read)).value()->get("/v1/sessions/s")->status, 404);
}

TEST_F(LocalApi, AskWhichProjectWhereThatIsNotClear) {
  init("acme");
  EXPECT_EQ(refused(options()), "") << "there is one";
  init("acme");
  EXPECT_THAT(refused(options()), HasSubstr("say which with --project"));
  EXPECT_THAT(refused(options({}, "acme")), HasSubstr("say which with --project")) << "two have this name";
  EXPECT_THAT(refused(options({}, "nobody")), HasSubstr("no such project"));
}

TEST_F(LocalApi, AKeyOfAnotherDirectoryIsRefused) {
  init("acme");
  EXPECT_THAT(refused(options(access::generate_key(access::KeyKind::admin))),
              HasSubstr("not one of this data directory"));
}

TEST_F(LocalApi, OnlyOneMayHaveTheDirectoryOpen) {
  init("acme");
  const auto api = open_local_api(options()).value();
  const auto second = open_local_api(options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::unavailable);
  EXPECT_THAT(second.error().message, HasSubstr("--url"));
}

}  // namespace
}  // namespace sj::app
