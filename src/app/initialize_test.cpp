// `init` gives a project with a key of each kind, and its directory an owner once.
#include "app/initialize.hpp"

#include <gmock/gmock.h>

#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "app/testing/temporary_directory.hpp"

namespace sj::app {
namespace {

using access::KeyKind;
using ::testing::SizeIs;

class Initialize : public testing::TemporaryDirectory {
 protected:
  Result<cli::InitAnswer> init(const std::string& project) {
    return initialize({.data = directory_ / "data", .project = project});
  }
  std::unique_ptr<access::Registry> registry() {
    return access::Registry::open(*disk_, directory_ / "data", clock_).value();
  }

  std::unique_ptr<FileSystem> disk_ = posix_file_system();
  SystemClock clock_;
};

TEST_F(Initialize, EachKeyOpensItsProjectByItsKind) {
  const auto made = init("acme");
  ASSERT_TRUE(made) << made.error().message;
  const auto access = registry();
  EXPECT_EQ(access->project(made->project_id)->name, "acme");
  for (const auto& [text, kind] : {std::pair{made->keys.server, KeyKind::server},
                                   {made->keys.publishable, KeyKind::publishable},
                                   {made->keys.read, KeyKind::read},
                                   {made->keys.admin, KeyKind::admin}}) {
    const auto caller = access->authenticate(text);
    ASSERT_TRUE(caller) << text;
    EXPECT_EQ(caller->kind, kind);
    EXPECT_EQ(caller->project_id, made->project_id);
  }
}

TEST_F(Initialize, TheOwnerIsKnownByThePasswordThatWasTold) {
  const auto made = init("acme");
  ASSERT_TRUE(made && made->owner);
  EXPECT_THAT(made->owner->password, SizeIs(20));
  EXPECT_TRUE(registry()->verify_user(made->owner->email, made->owner->password));
}

TEST_F(Initialize, AServerCanOpenWhatItMade) {
  ASSERT_TRUE(init("acme"));
  const auto opened = open_data_directory(directory_ / "data");
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(access::Registry::open(*disk_, opened->root, clock_, opened->identity)) << "both have one identity";
}

TEST_F(Initialize, AnotherProjectLeavesTheFirstAsItIs) {
  const auto first = init("acme"), second = init("acme");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(second->owner) << "the directory has one";
  EXPECT_NE(first->project_id, second->project_id);
  EXPECT_NE(first->keys.server, second->keys.server);
  const auto access = registry();
  EXPECT_THAT(access->projects(), SizeIs(2));
  EXPECT_EQ(access->authenticate(first->keys.read)->project_id, first->project_id);
  EXPECT_TRUE(access->verify_user(first->owner->email, first->owner->password));
}

TEST_F(Initialize, SecretsAreNotInTheDirectory) {
  const auto made = init("acme");
  ASSERT_TRUE(made && made->owner);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const std::string& secret :
         {made->keys.server, made->keys.publishable, made->keys.read, made->keys.admin, made->owner->password})
      EXPECT_EQ(text.find(secret), std::string::npos) << entry.path();
  }
}

TEST_F(Initialize, ANameThatIsNoneIsRefused) {
  for (const std::string& name : {std::string(), std::string(10'000, 'x')}) {
    const auto made = init(name);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::invalid_argument);
  }
}

TEST_F(Initialize, ADirectoryOfSomethingElseIsLeftAlone) {
  write("data/letter.txt", "dear");
  const auto made = init("acme");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Errc::refused);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "data" / "access.json"));
}

}  // namespace
}  // namespace sj::app
