#include "cli/cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace sj::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(SJ_SOURCE_DIR) + "/tests/fixtures/cli/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The journey of the fixtures, and a taker of events.
class FakeApi final : public Api {
 public:
  explicit FakeApi(std::vector<std::string>& asked) : asked_(asked) {}
  Result<HttpAnswer> post_events(BodyType, std::string_view body) override {
    asked_.emplace_back(body);
    const bool bad = body.find("bad") != std::string_view::npos;
    return HttpAnswer{
        bad ? 422 : 200,
        bad ? R"({"accepted":0,"duplicates":0,"rejected":[{"index":0,"event_id":null,"code":"invalid_field","field":"name",)"
              R"("detail":"no"}],"warnings":[]})"
            : R"({"accepted":1,"duplicates":0,"rejected":[],"warnings":[{"index":0,"code":"unknown_event","detail":"x"}]})",
        {}};
  }
  Result<HttpAnswer> get(std::string_view target) override {
    asked_.emplace_back(target);
    const std::string_view path = target.substr(0, target.find('?'));
    if (path == "/v1/sessions/ses_4f2a") return HttpAnswer{200, fixture("rejected.session.json"), {}};
    if (path == "/v1/sessions/ses_4f2a/events")
      return HttpAnswer{
          200, fixture(target.ends_with("cursor=c2") ? "rejected.events.2.json" : "rejected.events.1.json"), {}};
    return HttpAnswer{404, R"({"code":"not_found","detail":"no such session"})", {}};
  }

 private:
  std::vector<std::string>& asked_;
};

class CliTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "cli_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    hooks_.version = "1.2.3";
    hooks_.init = [this](const InitOptions& options) -> Result<InitAnswer> {
      told_ = options.data.string() + " " + options.project;
      return InitAnswer{
          "p_1", InitAnswer::Owner{"owner@example.com", "pa\"ss"}, {"sj_srv_1", "sj_pub_1", "sj_read_1", "sj_adm_1"}};
    };
    hooks_.demo = [this](const config::Config& config) -> Result<void> { return config_ = config, serve_result_; };
    hooks_.serve = [this](const config::Config& config, const config::Reread&) { return hooks_.demo(config); };
    hooks_.generate = [this](const GenerateOptions& options, std::FILE*) -> Result<void> {
      return generate_ = options, Result<void>{};
    };
    hooks_.open_data = [this](const DataOptions& options) -> Result<std::unique_ptr<Api>> {
      data_ = options;
      return std::make_unique<FakeApi>(asked_);
    };
    for (const char* variable : {"SESSION_JOURNEY_DATA", "SESSION_JOURNEY_URL", "SESSION_JOURNEY_KEY", "LC_ALL"})
      ::unsetenv(variable);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "session-journey");
    std::vector<const char*> argv;
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    out_.str("");
    err_.str("");
    return cli::run(static_cast<int>(argv.size()), argv.data(), hooks_, out_, err_);
  }
  std::string write(const std::string& name, const std::string& content) {
    std::ofstream(dir_ / name, std::ios::binary) << content;
    return (dir_ / name).string();
  }

  std::filesystem::path dir_;
  Hooks hooks_;
  std::ostringstream out_, err_;
  std::string told_;
  config::Config config_;
  GenerateOptions generate_;
  DataOptions data_;
  std::vector<std::string> asked_;
  Result<void> serve_result_;
};

TEST_F(CliTest, TellsItsVersion) {
  EXPECT_EQ(run({"--version"}), exit_done);
  EXPECT_EQ(out_.str(), "session-journey 1.2.3\n");
}

TEST_F(CliTest, HelpTeaches) {
  EXPECT_EQ(run({"--help"}), exit_done);
  EXPECT_THAT(out_.str(), HasSubstr("Exit codes: 0 done, 1 failed at run time, 2 wrong usage"));
  for (const char* command : {"init", "serve", "demo", "ingest", "show", "generate", "config"}) {
    EXPECT_EQ(run({command, "--help"}), exit_done);
    EXPECT_THAT(out_.str(), HasSubstr("Examples:\n  session-journey " + std::string(command))) << command;
    EXPECT_THAT(err_.str(), IsEmpty());
  }
  EXPECT_EQ(run({"serve", "--help"}), exit_done);
  EXPECT_THAT(out_.str(), HasSubstr("default 20m"));
  EXPECT_THAT(out_.str(), HasSubstr("SESSION_JOURNEY_DROP_AFTER"));
}

TEST_F(CliTest, WrongUsageEndsWithTwo) {
  const std::string state = write("state.json", "{}");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {},
           {"fly"},
           {"serve"},
           {"serve", "--data"},
           {"serve", "--data", "d", "--listen", "nowhere"},
           {"serve", "--data", "d", "--drop-after", "soon"},
           {"serve", "--data", "d", "--fast"},
           {"serve", "--data", "d", "--config", (dir_ / "missing.yaml").string()},
           {"demo", "--data", "d"},
           {"init"},
           {"init", "--data", "d", "extra"},
           {"show"},
           {"show", "s-1"},
           {"show", "--data", "d", "a b"},
           {"show", "--data", "d", ".."},
           {"show", "--data", "d", "s-1", "--lang", "de"},
           {"show", "--data", "d", "s-1", "--as-of", "yesterday"},
           {"show", "--data", "d", "--url", "http://a", "--key", "k", "s-1"},
           {"show", "--url", "http://a", "s-1"},
           {"show", "--url", "ftp://a", "--key", "k", "s-1"},
           {"show", "--url", "http://a", "--key", "k\n", "s-1"},
           {"ingest", "--data", "d"},
           {"ingest", "--data", "d", "--resume", state, "-"},
           {"ingest", "--data", "d", "--resume", state, state},
           {"ingest", "--data", "d", "--give-up-after", "never", state},
           {"generate", "--sessions", "many"},
           {"generate", "--sessions", "-1"},
           {"generate", "--start", "2026-06-21T00:00:00Z", "--end", "2026-06-20T00:00:00Z"},
           {"generate", "--end", "now"},
           {"config", "--io-threads", "0"}}) {
    EXPECT_EQ(run(arguments), exit_usage) << testing::PrintToString(arguments);
    EXPECT_THAT(out_.str(), IsEmpty()) << testing::PrintToString(arguments);
    EXPECT_THAT(err_.str(), testing::Not(IsEmpty())) << testing::PrintToString(arguments);
  }
}

TEST_F(CliTest, InitPrintsTheSecretsOnce) {
  EXPECT_EQ(run({"init", "--data", "d", "--project", "shop", "--json"}), exit_done);
  EXPECT_EQ(told_, "d shop");
  EXPECT_EQ(out_.str(),
            R"({"project_id":"p_1","owner":{"email":"owner@example.com","password":"pa\"ss"},)"
            R"("keys":{"server":"sj_srv_1","publishable":"sj_pub_1","read":"sj_read_1","admin":"sj_adm_1"}})"
            "\n");
  EXPECT_EQ(run({"init", "--data", "d"}), exit_done);
  for (const char* text : {"p_1", "owner@example.com", "pa\"ss", "sj_srv_1", "sj_adm_1", "serve --data d"})
    EXPECT_THAT(out_.str(), HasSubstr(text));
}

TEST_F(CliTest, AFurtherProjectHasNoOwner) {
  hooks_.init = [](const InitOptions&) -> Result<InitAnswer> { return InitAnswer{"p_2", {}, {"a", "b", "c", "d"}}; };
  EXPECT_EQ(run({"init", "--data", "d", "--json"}), exit_done);
  EXPECT_THAT(out_.str(), StartsWith(R"({"project_id":"p_2","owner":null,)"));
}

TEST_F(CliTest, ServeGetsItsSettings) {
  ::setenv("SESSION_JOURNEY_DATA", "from-environment", 1);
  EXPECT_EQ(run({"serve", "--listen", "[::1]:0", "--drop-after", "30m"}), exit_done);
  EXPECT_EQ(config_.data, "from-environment");
  EXPECT_EQ(config_.listen.host, "::1");
  EXPECT_EQ(config_.drop_after_ms, 30 * minute_ms);
}

TEST_F(CliTest, DemoDoesNotTouchRealData) {
  ::setenv("SESSION_JOURNEY_DATA", "precious", 1);
  EXPECT_EQ(run({"demo"}), exit_done);
  EXPECT_TRUE(config_.data.empty());
  EXPECT_EQ(config_.listen.port, 8080);
}

TEST_F(CliTest, AnErrorAtRunTimeEndsWithOne) {
  serve_result_ = fail(Errc::io, "the address is taken");
  EXPECT_EQ(run({"serve", "--data", "d"}), exit_failed);
  EXPECT_EQ(err_.str(), "session-journey: the address is taken\n");
  serve_result_ = fail(Errc::invalid_argument, "kyc.yaml:3: nonsense");
  EXPECT_EQ(run({"serve", "--data", "d"}), exit_usage);
}

TEST_F(CliTest, ConfigListsWhatServeWouldDo) {
  const std::string file = write("sj.yaml", "drop_after: 30m\n");
  EXPECT_EQ(run({"config", "--config", file, "--io-threads", "4"}), exit_done);
  EXPECT_THAT(out_.str(), HasSubstr("drop_after"));
  EXPECT_THAT(out_.str(), HasSubstr(file + ":1"));
  EXPECT_THAT(out_.str(), HasSubstr("--io-threads"));
  EXPECT_EQ(run({"config", "--json"}), exit_done);
  EXPECT_THAT(out_.str(), StartsWith(R"([{"name":"data","value":null,"source":"built-in")"));
}

TEST_F(CliTest, GenerateHandsItsOptionsOn) {
  EXPECT_EQ(run({"generate", "--sessions", "5", "--seed", "7", "--events-per-session", "50", "--end",
                 "2026-06-21T00:00:00Z"}),
            exit_done);
  EXPECT_EQ(generate_.sessions, 5u);
  EXPECT_EQ(generate_.seed, 7u);
  EXPECT_EQ(generate_.events_per_session, 50u);
  EXPECT_EQ(generate_.start, std::nullopt);
  EXPECT_EQ(generate_.end, parse_rfc3339("2026-06-21T00:00:00Z"));
  EXPECT_EQ(run({"generate"}), exit_done);
  EXPECT_EQ(generate_.sessions, 1000u);
  EXPECT_EQ(generate_.events_per_session, std::nullopt);
}

TEST_F(CliTest, ShowFollowsTheCursors) {
  EXPECT_EQ(run({"show", "--data", "d", "ses_4f2a", "--as-of", "2026-06-21T09:00:00+09:00"}), exit_done) << err_.str();
  EXPECT_THAT(asked_, testing::ElementsAre(
                          "/v1/sessions/ses_4f2a?as_of=2026-06-21T09:00:00%2B09:00",
                          "/v1/sessions/ses_4f2a/events?limit=200&as_of=2026-06-21T09:00:00%2B09:00",
                          "/v1/sessions/ses_4f2a/events?limit=200&as_of=2026-06-21T09:00:00%2B09:00&cursor=c2"));
  EXPECT_THAT(out_.str(), HasSubstr("A reviewer rejected the verification"));
  EXPECT_THAT(out_.str(), HasSubstr("REJECTED_DECIDED"));
  EXPECT_THAT(out_.str(), testing::Not(HasSubstr("\x1b[")));
  EXPECT_EQ(data_.config.data, "d");
}

TEST_F(CliTest, ShowSpeaksKoreanAndColours) {
  EXPECT_EQ(run({"show", "--data", "d", "ses_4f2a", "--lang", "ko", "--color", "always"}), exit_done);
  EXPECT_THAT(out_.str(), HasSubstr("얼굴 비교에 실패하여"));
  EXPECT_THAT(out_.str(), HasSubstr("\x1b[31mREJECTED\x1b[0m"));
}

TEST_F(CliTest, ShowGivesTheAnswerAsItCame) {
  EXPECT_EQ(run({"show", "--data", "d", "ses_4f2a", "--json"}), exit_done);
  EXPECT_EQ(out_.str(), fixture("rejected.session.json") + "\n");
  EXPECT_EQ(asked_.size(), 1u);
}

TEST_F(CliTest, ShowTellsWhenThereIsNoSession) {
  EXPECT_EQ(run({"show", "--data", "d", "nobody"}), exit_failed);
  EXPECT_THAT(err_.str(), HasSubstr("no such session"));
}

TEST_F(CliTest, IngestSumsUp) {
  const std::string good = write("good.ndjson", "{\"a\":1}\n"), bad = write("bad.ndjson", "{\"bad\":1}\n");
  EXPECT_EQ(run({"ingest", "--data", "d", "--project", "shop", good}), exit_done) << err_.str();
  EXPECT_THAT(out_.str(), StartsWith("accepted 1, duplicates 0, rejected 0 in 0."));
  EXPECT_THAT(out_.str(), HasSubstr("warnings: unknown_event 1\n"));
  EXPECT_EQ(data_.project, "shop");
  EXPECT_EQ(run({"ingest", "--data", "d", bad, good}), exit_failed);
  EXPECT_THAT(out_.str(), StartsWith("accepted 1, duplicates 0, rejected 1 in 0."));
  EXPECT_THAT(err_.str(), HasSubstr("bad.ndjson:1: invalid_field name: no"));
  EXPECT_EQ(run({"ingest", "--data", "d", "--show-rejected", "0", bad}), exit_failed);
  EXPECT_EQ(err_.str(), "and 1 more rejected\n");
  EXPECT_EQ(run({"ingest", "--data", "d", (dir_ / "missing").string(), good}), exit_failed);
  EXPECT_THAT(err_.str(), HasSubstr("missing: No such file"));
  EXPECT_THAT(out_.str(), StartsWith("accepted 1,"));
}

TEST_F(CliTest, TheKeyCanComeFromAFile) {
  const std::string key = write("key", "sj_srv_1\r\n"), events = write("good.ndjson", "{\"a\":1}\n");
  EXPECT_EQ(run({"ingest", "--url", "http://127.0.0.1:1", "--key-file", key, "--give-up-after", "0s", events}),
            exit_failed);
  EXPECT_THAT(err_.str(), HasSubstr("Connection refused"));
  EXPECT_THAT(err_.str(), HasSubstr("run the command again"));
  ::setenv("SESSION_JOURNEY_URL", "http://127.0.0.1:1", 1);
  EXPECT_EQ(run({"show", "s-1"}), exit_usage);
  EXPECT_THAT(err_.str(), HasSubstr("SESSION_JOURNEY_KEY"));
  EXPECT_EQ(run({"show", "--data", "d", "ses_4f2a"}), exit_done);  // a flag wins
}

}  // namespace
}  // namespace sj::cli
