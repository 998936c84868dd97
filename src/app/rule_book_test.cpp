// Which catalog, settings and mapping a project's events are taken and told by, and when its rows have to be made
// again.
#include "app/rule_book.hpp"

#include <gmock/gmock.h>

#include "app/testing/temporary_directory.hpp"
#include "wire/mapping/mapping.hpp"

namespace sj::app {
namespace {

using ::testing::HasSubstr;
using wire::Field;
using wire::Protocol;

constexpr const char* own_check =
    "events:\n"
    "  VENDOR_CHECK: {source: BE, stage: PRE_CHECKS, kind: check, impact: BLOCKED, title: vendor's check}\n";

class Rules : public testing::TemporaryDirectory {
 protected:
  Result<RuleBook> load() { return RuleBook::load(config_, files_, *access_); }
  /// The error of loading, with the code that the command line ends by.
  std::string refused() {
    const auto book = load();
    if (book) return {};
    EXPECT_EQ(book.error().code, Errc::invalid_argument);
    return book.error().message;
  }
  std::filesystem::path write_own(const std::string& name, std::string_view text) {
    return write("projects/" + project_ + "/" + name, text);
  }
  static bool knows(const RuleBook& book, const std::string& project, std::string_view name) {
    return book.of(project).catalog->find(name) != nullptr;
  }
  /// Whether Segment's `ip_check` is the project's word for IP_RISK_CHECK.
  static bool translates(const RuleBook& book, const std::string& project) {
    const auto mapping = book.mapping_of(project);
    return mapping->of(Protocol::segment).values.at(Field::name).find("ip_check") == "IP_RISK_CHECK";
  }
  static constexpr const char* own_word = "segment: {values: {name: {ip_check: IP_RISK_CHECK}}}\n";

  std::unique_ptr<FileSystem> disk_ = posix_file_system();
  SystemClock clock_;
  std::unique_ptr<access::Registry> access_ = access::Registry::create(*disk_, directory_, clock_).value();
  DataDirectory files_{.root = directory_};
  config::Config config_{.drop_after_ms = 20 * minute_ms};
  const std::string project_ = access_->add_project("acme").value().id;
  const std::string other_ = access_->add_project("other").value().id;
};

TEST_F(Rules, AreTheBuiltInOnesAndTheServersSettings) {
  config_.drop_after_ms = 7 * minute_ms;
  config_.completed_by = config::CompletedBy::decision;
  const RuleBook book = load().value();
  for (const std::string& id : {project_, std::string("made since")}) {
    EXPECT_TRUE(knows(book, id, "IP_RISK_CHECK"));
    EXPECT_EQ(book.of(id).settings.drop_after_ms, 7 * minute_ms);
    EXPECT_EQ(book.of(id).settings.completed_by, journey::CompletedBy::decision);
  }
}

TEST_F(Rules, AProjectsOwnSettingsAreItsAlone) {
  ASSERT_TRUE(access_->change_project(project_, {}, {.drop_after_ms = minute_ms, .completed_by = "decision"}));
  const RuleBook book = load().value();
  EXPECT_EQ(book.of(project_).settings.drop_after_ms, minute_ms);
  EXPECT_EQ(book.of(project_).settings.completed_by, journey::CompletedBy::decision);
  EXPECT_EQ(book.of(other_).settings.drop_after_ms, 20 * minute_ms);
  EXPECT_EQ(book.of(other_).settings.completed_by, journey::CompletedBy::final_page);
}

TEST_F(Rules, TheServersCatalogIsForAllThatHaveNone) {
  config_.catalog = write("all.yaml", own_check);
  write_own("catalog.yaml", "events: {}\n");
  const RuleBook book = load().value();
  EXPECT_TRUE(knows(book, other_, "VENDOR_CHECK"));
  EXPECT_FALSE(knows(book, project_, "VENDOR_CHECK"));
  EXPECT_TRUE(knows(book, project_, "IP_RISK_CHECK")) << "it stands over the built-in one";
}

TEST_F(Rules, AProjectsOwnCatalogIsItsAlone) {
  write_own("catalog.yaml", own_check);
  const RuleBook book = load().value();
  EXPECT_TRUE(knows(book, project_, "VENDOR_CHECK"));
  EXPECT_FALSE(knows(book, other_, "VENDOR_CHECK"));
}

TEST_F(Rules, AProjectsOwnMappingIsItsAlone) {
  write_own("mapping.yaml", own_word);
  const RuleBook book = load().value();
  EXPECT_TRUE(translates(book, project_));
  EXPECT_FALSE(translates(book, other_));
}

TEST_F(Rules, TheServersMappingIsForAllThatHaveNone) {
  config_.mapping = write("all.yaml", own_word);
  write_own("mapping.yaml", "segment: {}\n");
  const RuleBook book = load().value();
  EXPECT_TRUE(translates(book, other_));
  EXPECT_TRUE(translates(book, "made since"));
  EXPECT_FALSE(translates(book, project_));
}

TEST_F(Rules, AnEmptyFileChangesNothing) {
  write_own("catalog.yaml", "");
  write_own("mapping.yaml", "");
  config_.catalog = config_.mapping = write("empty.yaml", "");
  EXPECT_TRUE(knows(load().value(), project_, "IP_RISK_CHECK"));
}

TEST_F(Rules, WhatIsWrongIsToldWithFileAndLine) {
  const auto own = write_own("catalog.yaml", "events:\n  VENDOR_CHECK: {source: XX}\n");
  EXPECT_THAT(refused(), HasSubstr(own.string() + ":2"));
  std::filesystem::remove(own);
  const auto mapping = write_own("mapping.yaml", "segment: {felds: {}}\n");
  EXPECT_THAT(refused(), HasSubstr(mapping.string() + ":1"));
  std::filesystem::remove(mapping);
  config_.catalog = write("all.yaml", "events: [\n");
  EXPECT_THAT(refused(), HasSubstr(config_.catalog.string()));
}

TEST_F(Rules, AFileThatIsNamedAndMissingIsTold) {
  config_.catalog = directory_ / "nowhere.yaml";
  EXPECT_THAT(refused(), HasSubstr("cannot read the catalog " + config_.catalog.string()));
  config_.catalog.clear();
  config_.mapping = directory_ / "nowhere.yaml";
  EXPECT_THAT(refused(), HasSubstr("cannot read the mapping " + config_.mapping.string()));
}

TEST_F(Rules, WhatIsThereAndCannotBeReadIsToldAndNotPassedOver) {
  const auto own = write_own("catalog.yaml", "");
  std::filesystem::remove(own);
  std::filesystem::create_directory(own);
  EXPECT_THAT(refused(), HasSubstr("cannot read the catalog " + own.string()));
  std::filesystem::remove(own);
  std::filesystem::create_symlink(own, own);
  EXPECT_THAT(refused(), HasSubstr("cannot read the catalog " + own.string()));
  std::filesystem::remove(own);
  config_.mapping = directory_;
  EXPECT_THAT(refused(), HasSubstr("cannot read the mapping " + directory_.string()));
}

TEST_F(Rules, RowsAreMadeAgainForAnotherCatalogOrAnotherEndOnly) {
  const std::string before = RuleBook::fingerprint(load().value().of(project_));
  EXPECT_EQ(RuleBook::fingerprint(load().value().of(project_)), before);
  config_.drop_after_ms = minute_ms;
  EXPECT_EQ(RuleBook::fingerprint(load().value().of(project_)), before) << "rows hold nothing that time changes";
  write_own("mapping.yaml", own_word);
  EXPECT_EQ(RuleBook::fingerprint(load().value().of(project_)), before) << "a mapping is for what comes from now on";
  config_.completed_by = config::CompletedBy::decision;
  const std::string by_decision = RuleBook::fingerprint(load().value().of(project_));
  EXPECT_NE(by_decision, before);
  write_own("catalog.yaml", own_check);
  EXPECT_NE(RuleBook::fingerprint(load().value().of(project_)), by_decision);
}

}  // namespace
}  // namespace sj::app
