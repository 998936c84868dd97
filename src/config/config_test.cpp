#include "config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <utility>
#include <vector>

#include "config/changes.hpp"
#include "config/listen.hpp"
#include "config/listing.hpp"
#include "config/settings.hpp"
#include "config/size.hpp"

namespace sj::config {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "config_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    sources_.environment = [this](const std::string& variable) -> std::optional<std::string> {
      const auto found = variables_.find(variable);
      return found == variables_.end() ? std::nullopt : std::optional(found->second);
    };
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void write_file(std::string_view content) {
    sources_.file = dir_ / "sj.yaml";
    std::ofstream(sources_.file) << content;
  }
  std::string error() {
    const auto config = load(sources_);
    EXPECT_FALSE(config.has_value());
    if (config) return {};
    EXPECT_EQ(config.error().code, Errc::invalid_argument);
    return config.error().message;
  }
  std::string at_line(int line) const { return (dir_ / "sj.yaml").string() + ":" + std::to_string(line) + ": "; }

  std::filesystem::path dir_;
  std::map<std::string, std::string> variables_;
  Sources sources_;
};

TEST_F(ConfigTest, HasTheDefaultsOfTheTable) {
  const Config config = load(sources_).value();
  EXPECT_TRUE(config.data.empty());
  EXPECT_EQ(config.listen.host, "127.0.0.1");
  EXPECT_EQ(config.listen.port, 8080);
  EXPECT_EQ(config.drop_after_ms, 20 * minute_ms);
  EXPECT_EQ(config.open_memory_bytes, 192 * mebibyte);
  EXPECT_EQ(config.journal_max_bytes, 128 * mebibyte);
  EXPECT_EQ(config.disk_reserve_bytes, 256 * mebibyte);
  EXPECT_EQ(config.block_cache_bytes, 128 * mebibyte);
  EXPECT_EQ(config.project_interval_ms, 50);
  EXPECT_EQ(config.max_connections, 1024u);
  EXPECT_EQ(config.completed_by, CompletedBy::final_page);
  EXPECT_EQ(config.log_level, LogLevel::info);
  for (const Setting& setting : settings()) {
    EXPECT_EQ(setting.write(config), setting.default_text) << setting.name;
    EXPECT_EQ(config.origins.at(setting.name).source, Source::built_in) << setting.name;
  }
}

TEST_F(ConfigTest, AFlagWinsOverTheEnvironmentOverTheFile) {
  write_file("# three of them\nio_threads: 3\npool_threads: 4\n\nopen_memory: 1GiB\n");
  variables_ = {{"SESSION_JOURNEY_IO_THREADS", "5"}, {"SESSION_JOURNEY_POOL_THREADS", "6"}};
  sources_.flags = {{"io_threads", "7"}};

  const Config config = load(sources_).value();
  EXPECT_EQ(config.io_threads, 7u);
  EXPECT_EQ(config.pool_threads, 6u);
  EXPECT_EQ(config.open_memory_bytes, gibibyte);
  EXPECT_EQ(config.origins.at("io_threads").place, "--io-threads");
  EXPECT_EQ(config.origins.at("pool_threads").place, "SESSION_JOURNEY_POOL_THREADS");
  EXPECT_EQ(config.origins.at("open_memory").place + ": ", at_line(5));
  EXPECT_EQ(config.origins.at("open_memory").source, Source::file);
}

TEST_F(ConfigTest, TheFileCanBeNamedByTheEnvironment) {
  write_file("listen: '[::1]:0'\n");
  variables_["SESSION_JOURNEY_CONFIG"] = sources_.file.string();
  sources_.file.clear();
  EXPECT_EQ(load(sources_).value().listen.host, "::1");
}

TEST_F(ConfigTest, TellsWhatASecondReadingChangedAndTakesOverWhatCanChange) {
  write_file("drop_after: 30m\n");
  const Config first = load(sources_).value();
  EXPECT_TRUE(changes(first, first).empty());
  write_file("open_memory: 1GiB\nlog_level: debug\n");
  const auto changed = changes(first, load(sources_).value());
  ASSERT_EQ(changed.size(), 3u);
  EXPECT_EQ(changed[0].setting->name, "drop_after");
  EXPECT_EQ(changed[0].from, "30m");
  EXPECT_EQ(changed[0].to, "20m");
  EXPECT_EQ(changed[1].setting->name, "open_memory");
  EXPECT_EQ(changed[2].setting->name, "log_level");
  Config running = first;
  apply_live(changed, running);
  EXPECT_EQ(running.drop_after_ms, 20 * minute_ms);
  EXPECT_EQ(running.log_level, LogLevel::debug);
  EXPECT_EQ(running.open_memory_bytes, first.open_memory_bytes) << "memory is shared out at the start";
}

TEST_F(ConfigTest, AVariableSetToNothingIsNotSet) {
  variables_["SESSION_JOURNEY_LOG_LEVEL"] = "";
  EXPECT_EQ(load(sources_).value().log_level, LogLevel::info);
}

TEST_F(ConfigTest, AnEmptyFileChangesNothing) {
  write_file("# nothing yet\n");
  EXPECT_TRUE(load(sources_).has_value());
}

TEST_F(ConfigTest, ToldWithTheLineOfTheFile) {
  write_file("io_threads: 2\ndrop_afer: 20m\n");
  EXPECT_THAT(error(), StartsWith(at_line(2) + "there is no setting `drop_afer`"));
  write_file("io_threads: 2\n\ndrop_after: soon\n");
  EXPECT_THAT(error(),
              StartsWith(at_line(3) + "invalid value `soon` for drop_after: expected a duration from 1s to 365d"));
  write_file("io_threads: 2\nio_threads: 3\n");
  EXPECT_THAT(error(), StartsWith(at_line(2) + "`io_threads` stands at "));
  write_file("io_threads:\n");
  EXPECT_THAT(error(), StartsWith(at_line(1) + "`io_threads` has no value"));
  write_file("listen: [a, b]\n");
  EXPECT_THAT(error(), StartsWith(at_line(1) + "`listen` takes one value"));
  write_file("- io_threads\n");
  EXPECT_THAT(error(), StartsWith(at_line(1)));
  write_file("io_threads: 2\nlisten: \"abc\n");
  EXPECT_THAT(error(), HasSubstr("sj.yaml:"));
}

TEST_F(ConfigTest, ToldWithTheFlagOrTheVariable) {
  variables_["SESSION_JOURNEY_OPEN_MEMORY"] = "256MB";
  EXPECT_THAT(error(),
              StartsWith("SESSION_JOURNEY_OPEN_MEMORY: invalid value `256MB` for open_memory: expected a size"));
  variables_.clear();
  sources_.flags = {{"completed_by", "magic"}};
  EXPECT_THAT(error(),
              StartsWith("--completed-by: invalid value `magic` for completed_by: expected one of final_page, "));
}

TEST_F(ConfigTest, AFileThatIsNotThereIsAMistake) {
  sources_.file = dir_ / "missing.yaml";
  EXPECT_THAT(error(), HasSubstr("missing.yaml: No such file"));
  sources_.file = dir_;
  EXPECT_THAT(error(), HasSubstr("cannot read the settings file"));
}

TEST_F(ConfigTest, BoundsHold) {
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{{"io_threads", "0"},
                                                                                   {"io_threads", "-1"},
                                                                                   {"max_connections", "1e3"},
                                                                                   {"seal_after", "0s"},
                                                                                   {"journal_max", "1KiB"},
                                                                                   {"listen", "8080"}}) {
    sources_.flags = {{name, text}};
    EXPECT_FALSE(load(sources_).has_value()) << name << " " << text;
  }
}

TEST_F(ConfigTest, ListsEverySettingWithItsSource) {
  sources_.flags = {{"listen", "0.0.0.0:80"}};
  const Config config = load(sources_).value();
  const std::string listing = to_listing(config);
  EXPECT_THAT(listing, ContainsRegex("listen +0\\.0\\.0\\.0:80 +--listen +where to listen"));
  EXPECT_THAT(listing, ContainsRegex("catalog +\\(none\\) +default +YAML file"));
  EXPECT_EQ(std::ranges::count(listing, '\n'), static_cast<long>(settings().size() + 1));
  EXPECT_THAT(to_json(config), HasSubstr(R"({"name":"listen","value":"0.0.0.0:80","source":"flag","place":"--listen",)"
                                         R"("default":"127.0.0.1:8080","format":"ADDRESS:PORT","flag":"--listen",)"
                                         R"("variable":"SESSION_JOURNEY_LISTEN")"));
}

TEST(Settings, HaveDistinctNamesAndReadTheirOwnDefaults) {
  std::set<std::string_view> names;
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_EQ(find_setting(setting.name), &setting);
    Config config;
    if (!setting.default_text.empty()) {
      EXPECT_EQ(setting.read(setting.default_text, config), std::nullopt) << setting.name;
    }
  }
}

TEST(ParseSize, KnowsItsUnits) {
  EXPECT_EQ(parse_size("64KiB"), 64 * kibibyte);
  EXPECT_EQ(parse_size("2GiB"), 2 * gibibyte);
  EXPECT_EQ(parse_size("0B"), 0u);
  for (const char* text :
       {"", "64", "KiB", "64 KiB", "64kb", "-1B", "1.5GiB", "99999999999999999999B", "18446744073709551615GiB"})
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  for (const char* text : {"64KiB", "1GiB", "1023MiB", "7B", "0B"}) EXPECT_EQ(to_size_text(*parse_size(text)), text);
}

TEST(ParseListen, TakesAddressesAndPorts) {
  for (const char* text : {"127.0.0.1:8080", "0.0.0.0:0", "[::1]:8080", "[::]:65535"}) {
    const auto listen = parse_listen(text);
    ASSERT_TRUE(listen) << text;
    EXPECT_EQ(to_listen_text(*listen), text);
  }
  EXPECT_EQ(parse_listen("localhost:1")->host, "127.0.0.1");
  for (const char* text : {"", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                           "::1:80", "[127.0.0.1]:80", "[::1]", "example.com:80", "127.0.0.1:80 "})
    EXPECT_EQ(parse_listen(text), std::nullopt) << text;
}

}  // namespace
}  // namespace sj::config
