#include "app/initialize.hpp"

#include <sodium.h>

#include <array>

#include "access/registry.hpp"
#include "app/data_directory.hpp"

namespace sj::app {
namespace {

constexpr const char* owner_email = "owner@localhost";

// 120 bits in 20 characters of base64: nobody types it twice, nobody guesses it.
std::string random_password() {
  std::array<unsigned char, 15> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 32> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

Result<std::unique_ptr<access::Registry>> open_or_create(FileSystem& files, const DataDirectory& directory,
                                                         const Clock& clock, bool& is_new) {
  auto registry = access::Registry::open(files, directory.root, clock, directory.identity);
  if (registry || registry.error().code != Errc::not_found) return registry;
  registry = access::Registry::create(files, directory.root, clock, directory.identity);
  is_new = registry.has_value();
  const bool was_made_meanwhile = !registry && registry.error().code == Errc::refused;
  return was_made_meanwhile ? access::Registry::open(files, directory.root, clock, directory.identity)
                            : std::move(registry);
}

Result<void> add_keys(access::Registry& registry, const std::string& project_id, cli::InitAnswer::Keys& keys) {
  using access::KeyKind;
  const std::pair<KeyKind, std::string*> wanted[] = {{KeyKind::server, &keys.server},
                                                     {KeyKind::publishable, &keys.publishable},
                                                     {KeyKind::read, &keys.read},
                                                     {KeyKind::admin, &keys.admin}};
  for (const auto& [kind, text] : wanted) {
    auto key = registry.add_key(project_id, kind);
    if (!key) return std::unexpected(key.error());
    *text = key->text;
  }
  return {};
}

}  // namespace

Result<cli::InitAnswer> initialize(const cli::InitOptions& options) {
  const SystemClock clock;
  const auto files = posix_file_system();
  const auto directory = create_data_directory(options.data);
  if (!directory) return std::unexpected(directory.error());
  bool is_new = false;
  auto registry = open_or_create(*files, *directory, clock, is_new);
  if (!registry) return std::unexpected(registry.error());

  cli::InitAnswer answer;
  const auto project = (*registry)->add_project(options.project);
  if (!project) return std::unexpected(project.error());
  answer.project_id = project->id;
  if (is_new) {
    answer.owner = {owner_email, random_password()};
    auto added = (*registry)->add_user(answer.owner->email, answer.owner->password, access::Role::owner);
    if (!added) return std::unexpected(added.error());
  }
  if (auto added = add_keys(**registry, project->id, answer.keys); !added) return std::unexpected(added.error());
  return answer;
}

}  // namespace sj::app
