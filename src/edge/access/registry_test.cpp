#include "access/registry.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "access/access_file.hpp"
#include "base/testing/fake_clock.hpp"
#include "base/testing/fake_disk.hpp"

namespace sj::access {
namespace {

using sj::testing::FakeDisk;

class RegistryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "registry_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::unique_ptr<Registry> create() {
    auto created = Registry::create(*files_, dir_, clock_);
    EXPECT_TRUE(created.has_value());
    return std::move(*created);
  }
  Result<std::unique_ptr<Registry>> open() { return Registry::open(*files_, dir_, clock_); }
  std::string content() const {
    std::ifstream file(access_file_in(dir_));
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  void write(std::string_view text) const { std::ofstream(access_file_in(dir_)) << text; }

  const std::unique_ptr<FileSystem> files_ = posix_file_system();
  sj::testing::FakeClock clock_;
  std::filesystem::path dir_;
};

TEST_F(RegistryTest, KeepsEverythingOverAReopen) {
  auto registry = create();
  const Project project = registry->add_project("Acme", {"https://App.Acme.example/"}).value();
  const NewKey key = registry->add_key(project.id, KeyKind::read).value();
  ASSERT_TRUE(registry->change_project(project.id, project.origins, {.drop_after_ms = 60'000, .completed_by = "done"}));
  registry.reset();

  auto again = open().value();
  const auto caller = again->authenticate(key.text);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->project_id, project.id);
  EXPECT_EQ(caller->kind, KeyKind::read);
  EXPECT_EQ(caller->key_id, key.id);
  const Project kept = again->project(project.id).value();
  EXPECT_EQ(kept.name, "Acme");
  EXPECT_EQ(kept.created_at, clock_.now());
  EXPECT_EQ(kept.origins, std::vector<std::string>{"https://app.acme.example"});
  EXPECT_EQ(kept.settings, (ProjectSettings{60'000, "done"}));
  ASSERT_EQ(again->keys(project.id).size(), 1U);
  EXPECT_EQ(again->keys(project.id)[0].last4, key.text.substr(key.text.size() - 4));
}

TEST_F(RegistryTest, IdsHaveTheirForm) {
  auto registry = create();
  const Project project = registry->add_project("Acme").value();
  EXPECT_TRUE(project.id.starts_with("prj_"));
  EXPECT_EQ(project.id.size(), 16U);
}

TEST_F(RegistryTest, FileIsPrivateAndHoldsNoKey) {
  auto registry = create();
  const Project project = registry->add_project("Acme").value();
  const NewKey key = registry->add_key(project.id, KeyKind::admin).value();
  struct stat status {};
  ASSERT_EQ(::stat(access_file_in(dir_).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(content().find(key.text), std::string::npos);
  EXPECT_EQ(content().find(key.text.substr(7, 20)), std::string::npos);
}

TEST_F(RegistryTest, UnknownMalformedAndRevokedKeysAreNobody) {
  auto registry = create();
  const Project project = registry->add_project("Acme").value();
  const NewKey key = registry->add_key(project.id, KeyKind::server).value();
  EXPECT_FALSE(registry->authenticate(""));
  EXPECT_FALSE(registry->authenticate("sj_srv_nonsense"));
  EXPECT_FALSE(registry->authenticate(generate_key(KeyKind::server)));
  EXPECT_TRUE(registry->authenticate(key.text));
  ASSERT_TRUE(registry->revoke_key(project.id, key.id));
  EXPECT_FALSE(registry->authenticate(key.text));
  EXPECT_TRUE(registry->revoke_key(project.id, key.id));
  EXPECT_FALSE(open().value()->authenticate(key.text));
}

TEST_F(RegistryTest, AKeyIsRevokedOnlyByItsOwnProject) {
  auto registry = create();
  const Project mine = registry->add_project("Mine").value();
  const Project other = registry->add_project("Other").value();
  const NewKey key = registry->add_key(mine.id, KeyKind::server).value();
  EXPECT_EQ(registry->revoke_key(other.id, key.id).error().code, Errc::not_found);
  EXPECT_TRUE(registry->authenticate(key.text));
  EXPECT_EQ(registry->add_key("prj_nothing", KeyKind::server).error().code, Errc::not_found);
}

TEST_F(RegistryTest, OriginsCountForTheirProjectAndForPreflights) {
  auto registry = create();
  EXPECT_FALSE(registry->any_origin_registered());
  const Project open_to_all = registry->add_project("Open").value();
  EXPECT_FALSE(registry->any_origin_registered());
  const Project bound = registry->add_project("Bound", {"https://a.example", "http://localhost:3000"}).value();
  EXPECT_TRUE(registry->any_origin_registered());
  EXPECT_TRUE(registry->origin_registered("http://localhost:3000"));
  EXPECT_FALSE(registry->origin_registered("https://b.example"));
  EXPECT_TRUE(registry->project_takes_origin(open_to_all.id, "https://b.example"));
  EXPECT_TRUE(registry->project_takes_origin(open_to_all.id, std::nullopt));
  EXPECT_TRUE(registry->project_takes_origin(bound.id, "https://a.example"));
  EXPECT_FALSE(registry->project_takes_origin(bound.id, "https://b.example"));
  EXPECT_FALSE(registry->project_takes_origin(bound.id, std::nullopt));
  EXPECT_EQ(registry->add_project("Bad", {"https://a.example/path"}).error().code, Errc::invalid_argument);
}

TEST_F(RegistryTest, UsersSignInWithTheirPasswordOnly) {
  auto registry = create();
  ASSERT_TRUE(registry->add_user("Owner@Acme.example", "correct horse", Role::owner));
  EXPECT_EQ(registry->add_user("owner@acme.EXAMPLE", "another horse", Role::owner).error().code, Errc::refused);
  EXPECT_EQ(registry->add_user("other@acme.example", "short", Role::owner).error().code, Errc::invalid_argument);
  EXPECT_EQ(registry->add_user("nobody", "long enough", Role::owner).error().code, Errc::invalid_argument);
  auto again = open().value();
  EXPECT_TRUE(again->verify_user("owner@acme.example", "correct horse"));
  EXPECT_FALSE(again->verify_user("owner@acme.example", "correct house"));
  EXPECT_FALSE(again->verify_user("other@acme.example", "correct horse"));
  EXPECT_NE(content().find("$argon2id$"), std::string::npos);
}

TEST_F(RegistryTest, CreatesOnlyOnceAndOpensOnlyWhatIsThere) {
  EXPECT_EQ(open().error().code, Errc::not_found);
  create();
  EXPECT_EQ(Registry::create(*files_, dir_, clock_).error().code, Errc::refused);
}

TEST_F(RegistryTest, RefusesANewerFormatAndBrokenFiles) {
  create();
  write(R"({"format":3,"tenants":[]})");
  EXPECT_EQ(open().error().code, Errc::refused);
  const std::vector<std::string_view> broken{
      "",
      "nonsense",
      "[]",
      R"({"format":0,"projects":[],"keys":[],"users":[]})",
      R"({"format":"1","projects":[],"keys":[],"users":[]})",
      R"({"format":1,"projects":[],"keys":[]})",
      R"({"format":1,"projects":[{}],"keys":[],"users":[]})",
      R"({"format":1,"projects":[],"keys":[{"id":"key_1","project_id":"prj_1","kind":"read","sha256":"00","last4":"abcd",
          "created_at":"2026-06-21T00:00:00Z","revoked":false}],"users":[]})",
  };
  for (const std::string_view text : broken) {
    write(text);
    EXPECT_EQ(open().error().code, Errc::corrupt) << text;
  }
}

TEST_F(RegistryTest, AFlippedBitAnywhereIsFound) {
  {
    auto registry = Registry::create(*files_, dir_, clock_, "one").value();
    const Project project = registry->add_project("Acme").value();
    ASSERT_TRUE(registry->add_key(project.id, KeyKind::server));
  }
  const std::string whole = content();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    write(flipped);
    const auto opened = open();
    ASSERT_FALSE(opened) << "bit " << bit << " of " << flipped;
    EXPECT_FALSE(opened.error().message.empty());
  }
  write(whole);
  EXPECT_TRUE(open());
  EXPECT_TRUE(Registry::open(*files_, dir_, clock_, "one"));
  EXPECT_EQ(Registry::open(*files_, dir_, clock_, "two").error().code, Errc::refused);
}

TEST_F(RegistryTest, AFileOfAnOlderProgramIsReadAndGetsItsChecksumWithTheNextChange) {
  create();
  write(R"({"format":1,
"projects":[
  {"id":"prj_1","name":"Acme","created_at":"2026-06-21T00:00:00.000Z","origins":[],"settings":{}}],
"keys":[],
"users":[]
})");
  auto registry = Registry::open(*files_, dir_, clock_, "one").value();
  EXPECT_EQ(registry->revision(), 0U);
  EXPECT_TRUE(registry->add_key("prj_1", KeyKind::server));
  EXPECT_EQ(registry->revision(), 1U);
  EXPECT_NE(content().find(R"("format":2,"identity":"one","revision":1)"), std::string::npos) << content();
  EXPECT_TRUE(open());
}

TEST_F(RegistryTest, AKeyMadeByAnotherProcessIsLearntOf) {
  auto serving = create();
  const Project mine = serving->add_project("Mine").value();
  auto other = open().value();
  const Project theirs = other->add_project("Theirs").value();
  const NewKey key = other->add_key(theirs.id, KeyKind::server).value();
  EXPECT_TRUE(serving->authenticate(key.text)) << "the first unknown key makes it look";
  const NewKey next = other->add_key(theirs.id, KeyKind::server).value();
  EXPECT_FALSE(serving->authenticate(next.text)) << "it looks once a second at most";
  clock_.pass(std::chrono::seconds(1));
  EXPECT_TRUE(serving->authenticate(next.text));
  ASSERT_TRUE(other->add_key(theirs.id, KeyKind::read));
  ASSERT_TRUE(serving->add_key(mine.id, KeyKind::read));
  auto again = open().value();
  EXPECT_EQ(again->keys(theirs.id).size(), 3U) << "a change keeps what others changed";
  EXPECT_EQ(again->keys(mine.id).size(), 1U);
  EXPECT_EQ(again->revision(), 6U);
}

TEST_F(RegistryTest, AnOlderOrDamagedFileIsNotTakenWhileServing) {
  auto serving = create();
  const Project project = serving->add_project("Mine").value();
  const std::string older = content();
  const NewKey key = serving->add_key(project.id, KeyKind::server).value();
  for (const std::string& text : {older, std::string("nonsense")}) {
    std::filesystem::remove(access_file_in(dir_));
    write(text);
    for (int again = 0; again < 2; ++again) EXPECT_FALSE(serving->reload());
    EXPECT_FALSE(serving->add_key(project.id, KeyKind::read)) << "it would write over the file";
    EXPECT_TRUE(serving->authenticate(key.text));
  }
}

TEST(RegistryOnABrokenDisk, AChangeThatCannotBeWrittenDidNotHappen) {
  FakeDisk disk;
  const sj::testing::FakeClock clock;
  auto registry = Registry::create(disk, "/data", clock).value();
  const Project project = registry->add_project("Acme").value();
  disk.fail(FakeDisk::Fault::replace);
  EXPECT_EQ(registry->add_key(project.id, KeyKind::read).error().code, Errc::unavailable);
  EXPECT_EQ(registry->add_project("Other").error().code, Errc::unavailable);
  EXPECT_TRUE(registry->keys(project.id).empty());
  EXPECT_EQ(registry->projects().size(), 1U);
  disk.repair();
  EXPECT_TRUE(registry->add_key(project.id, KeyKind::read));
  EXPECT_EQ(Registry::open(disk, "/data", clock).value()->keys(project.id).size(), 1U);
}

TEST(RegistryOnABrokenDisk, AFileThatCannotBeReadIsNotTakenForNone) {
  FakeDisk disk;
  const sj::testing::FakeClock clock;
  ASSERT_TRUE(Registry::create(disk, "/data", clock));
  disk.fail(FakeDisk::Fault::read);
  EXPECT_EQ(Registry::open(disk, "/data", clock).error().code, Errc::io);
  EXPECT_EQ(Registry::create(disk, "/data", clock).error().code, Errc::refused);
}

TEST_F(RegistryTest, ARevokedKeyEndsItsSignIns) {
  auto registry = create();
  const Project project = registry->add_project("Acme").value();
  const NewKey key = registry->add_key(project.id, KeyKind::read).value();
  const auto begun = registry->begin_sign_in(*registry->authenticate(key.text));
  ASSERT_TRUE(registry->signed_in(begun.token));
  EXPECT_EQ(registry->signed_in(begun.token)->caller.project_id, project.id);
  ASSERT_TRUE(registry->revoke_key(project.id, key.id));
  EXPECT_FALSE(registry->signed_in(begun.token));
}

TEST_F(RegistryTest, ManyMayAskWhileOneChanges) {
  auto registry = create();
  const Project project = registry->add_project("Acme").value();
  const NewKey key = registry->add_key(project.id, KeyKind::server).value();
  std::atomic<bool> done{false};
  std::atomic<int> refused{0};
  std::vector<std::thread> askers;
  for (int i = 0; i < 3; ++i) {
    askers.emplace_back([&] {
      while (!done) refused += registry->authenticate(key.text) ? 0 : 1;
    });
  }
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(registry->add_key(project.id, KeyKind::read));
  done = true;
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(registry->keys(project.id).size(), 51U);
}

}  // namespace
}  // namespace sj::access
