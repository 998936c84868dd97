#include "access/registry.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "access/access_file.hpp"
#include "access/origin.hpp"
#include "access/password.hpp"
#include "access/snapshot.hpp"

namespace sj::access {
namespace {

constexpr std::size_t id_length = 12;  // 71 bits: no two ids of one installation will ever meet
constexpr std::size_t project_name_bytes_max = 200;
constexpr std::size_t email_bytes_max = 254;
constexpr std::chrono::seconds look_interval{1};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

Result<std::vector<std::string>> normalise_origins(const std::vector<std::string>& origins) {
  std::vector<std::string> normal;
  for (const std::string& text : origins) {
    const auto origin = normalise_origin(text);
    if (!origin) {
      return fail(Errc::invalid_argument, fmt::format("`{}` is not an origin like https://app.example.com", text));
    }
    if (std::ranges::find(normal, *origin) == normal.end()) normal.push_back(*origin);
  }
  return normal;
}

std::unexpected<Error> no_such_project(std::string_view id) {
  return fail(Errc::not_found, fmt::format("there is no project {}", id));
}

}  // namespace

Registry::Registry(FileSystem& files, std::filesystem::path dir, const Clock& clock, std::string_view identity,
                   Records records, FileState read)
    : files_(files),
      dir_(std::move(dir)),
      clock_(clock),
      identity_(identity),
      read_(read),
      snapshot_(std::make_shared<const Snapshot>(std::move(records))) {}

Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::create(FileSystem& files, const std::filesystem::path& dir,
                                                   const Clock& clock, std::string_view identity) {
  if (auto made = files.make_directory(dir); !made) return std::unexpected(made.error());
  const auto lock = files.lock(access_lock_in(dir));
  if (!lock) return std::unexpected(lock.error());
  if (files.state_of(access_file_in(dir)) != FileState{}) {
    return fail(Errc::refused, fmt::format("{} is there already", access_file_in(dir).string()));
  }
  Records records{.identity = std::string(identity)};
  if (auto written = write_access_file(files, dir, records); !written) return std::unexpected(written.error());
  return std::unique_ptr<Registry>(
      new Registry(files, dir, clock, identity, std::move(records), files.state_of(access_file_in(dir))));
}

Result<std::unique_ptr<Registry>> Registry::open(FileSystem& files, const std::filesystem::path& dir,
                                                 const Clock& clock, std::string_view identity) {
  const FileState state = files.state_of(access_file_in(dir));
  auto records = read(files, dir, identity);
  if (!records) return std::unexpected(records.error());
  return std::unique_ptr<Registry>(new Registry(files, dir, clock, identity, std::move(*records), state));
}

Result<Records> Registry::read(FileSystem& files, const std::filesystem::path& dir, std::string_view identity) {
  auto records = read_access_file(files, dir);
  if (!records) return records;
  const bool is_other = !identity.empty() && !records->identity.empty() && records->identity != identity;
  if (is_other) {
    return fail(Errc::refused, fmt::format("{} belongs to another data directory: put back the one that was beside "
                                           "this store and journal",
                                           access_file_in(dir).string()));
  }
  return records;
}

std::shared_ptr<const Snapshot> Registry::snapshot() const {
  const MutexLock lock(snapshot_mutex_);
  return snapshot_;
}

std::uint64_t Registry::revision() const {
  return snapshot()->records().revision;
}

std::uint64_t Registry::starts() const {
  return snapshot()->records().starts;
}

Result<void> Registry::note_starts(std::uint64_t starts) {
  return change([starts](Records& records) -> Result<void> {
    records.starts = starts;
    return {};
  });
}

void Registry::show(Records records) const {
  auto next = std::make_shared<const Snapshot>(std::move(records));
  const MutexLock lock(snapshot_mutex_);
  snapshot_ = std::move(next);
}

Result<void> Registry::reload() const {
  const MutexLock lock(change_mutex_);
  return reload_locked();
}

// A file that was refused is not read again until it changes.
Result<void> Registry::reload_locked() const {
  const FileState state = files_.state_of(access_file_in(dir_));
  if (state == read_) return refused_ ? std::unexpected(*refused_) : Result<void>();
  read_ = state;
  refused_.reset();
  auto records = read(files_, dir_, identity_);
  if (records && records->revision < revision()) {
    records = fail(Errc::refused, fmt::format("{} is older than what this server knows; restart it to use that file",
                                              access_file_in(dir_).string()));
  }
  if (records)
    show(std::move(*records));
  else
    refused_ = records.error();
  return refused_ ? std::unexpected(*refused_) : Result<void>();
}

// On what stands in the file now, because `init` may have changed it. `apply` tells what becomes of it, or why nothing.
template <class Change>
auto Registry::change(Change apply) -> decltype(apply(std::declval<Records&>())) {
  const MutexLock one_writer(change_mutex_);
  const auto lock = files_.lock(access_lock_in(dir_));
  if (!lock) return std::unexpected(lock.error());
  if (auto loaded = reload_locked(); !loaded) return std::unexpected(loaded.error());
  Records records = snapshot()->records();
  auto applied = apply(records);
  if (!applied) return applied;
  ++records.revision;
  if (!identity_.empty()) records.identity = identity_;
  if (auto written = write_access_file(files_, dir_, records); !written) return std::unexpected(written.error());
  read_ = files_.state_of(access_file_in(dir_));
  show(std::move(records));
  return applied;
}

// Whoever shows keys at random must not cause work: the file's state is asked for once a second at most, and the file
// read only if that changed.
bool Registry::learn_of_changes() const {
  const auto now = clock_.steady();
  auto due = next_look_.load();
  if (now < due || !next_look_.compare_exchange_strong(due, now + look_interval)) return false;
  const std::uint64_t before = revision();
  if (auto loaded = reload(); !loaded) spdlog::error("changed keys are not taken: {}", loaded.error().message);
  return revision() != before;
}

std::optional<Caller> Registry::authenticate(std::string_view key_text) const {
  LastKey none;
  return authenticate(key_text, none);
}

std::optional<Caller> Registry::authenticate(std::string_view key_text, LastKey& last) const {
  const auto hash = last.hash_of(key_text);
  if (!hash) return std::nullopt;
  auto now = snapshot();
  const KeyRecord* key = now->key(*hash);
  if (key == nullptr && learn_of_changes()) {
    now = snapshot();
    key = now->key(*hash);
  }
  if (key == nullptr || key->revoked) return std::nullopt;
  return Caller{key->project_id, key->kind, key->id};
}

std::optional<Project> Registry::project(std::string_view id) const {
  const auto now = snapshot();
  const Project* project = now->project(id);
  return project == nullptr ? std::nullopt : std::optional(*project);
}

std::vector<Project> Registry::projects() const {
  return snapshot()->records().projects;
}

std::vector<KeyRecord> Registry::keys(std::string_view project_id) const {
  std::vector<KeyRecord> keys;
  const auto now = snapshot();
  std::ranges::copy_if(now->records().keys, std::back_inserter(keys),
                       [&](const KeyRecord& key) { return key.project_id == project_id; });
  return keys;
}

bool Registry::any_origin_registered() const {
  return snapshot()->any_origin();
}

bool Registry::origin_registered(std::string_view origin) const {
  return snapshot()->has_origin(origin);
}

bool Registry::project_takes_origin(std::string_view project_id, std::optional<std::string_view> origin) const {
  const auto now = snapshot();
  const Project* project = now->project(project_id);
  if (project == nullptr) return false;
  if (project->origins.empty()) return true;
  return origin && std::ranges::find(project->origins, *origin) != project->origins.end();
}

std::optional<User> Registry::verify_user(std::string_view email, std::string_view password) const {
  const auto now = snapshot();
  const User* user = now->user(lower_case(email));
  if (!verify_password(user != nullptr ? user->password_hash : hash_of_nobody(), password)) return std::nullopt;
  return user != nullptr ? std::optional(*user) : std::nullopt;
}

std::optional<SignIn> Registry::signed_in(std::string_view token) const {
  auto found = sign_ins_.find(token);
  if (!found) return std::nullopt;
  const auto now = snapshot();
  const auto key = std::ranges::find(now->records().keys, found->caller.key_id, &KeyRecord::id);
  const bool good = key != now->records().keys.end() && !key->revoked;
  return good ? found : std::nullopt;
}

Result<Project> Registry::add_project(std::string_view name, std::vector<std::string> origins) {
  if (name.empty() || name.size() > project_name_bytes_max) {
    return fail(Errc::invalid_argument, fmt::format("a project's name has 1 to {} bytes", project_name_bytes_max));
  }
  auto normal = normalise_origins(origins);
  if (!normal) return std::unexpected(normal.error());
  return change([&](Records& records) -> Result<Project> {
    const Project project{"prj_" + random_base62(id_length), std::string(name), clock_.now(), std::move(*normal), {}};
    records.projects.push_back(project);
    return project;
  });
}

Result<Project> Registry::change_project(std::string_view id, std::vector<std::string> origins,
                                         ProjectSettings settings) {
  auto normal = normalise_origins(origins);
  if (!normal) return std::unexpected(normal.error());
  if (settings.drop_after_ms && *settings.drop_after_ms <= 0) {
    return fail(Errc::invalid_argument, "drop_after_ms is more than 0");
  }
  return change([&](Records& records) -> Result<Project> {
    const auto project = std::ranges::find(records.projects, id, &Project::id);
    if (project == records.projects.end()) return no_such_project(id);
    project->origins = std::move(*normal);
    project->settings = std::move(settings);
    return *project;
  });
}

Result<NewKey> Registry::add_key(std::string_view project_id, KeyKind kind) {
  return change([&](Records& records) -> Result<NewKey> {
    if (std::ranges::find(records.projects, project_id, &Project::id) == records.projects.end()) {
      return no_such_project(project_id);
    }
    NewKey made{"key_" + random_base62(id_length), generate_key(kind)};
    records.keys.push_back({made.id, std::string(project_id), kind, hash_of(made.text),
                            made.text.substr(made.text.size() - 4), clock_.now(), false});
    return made;
  });
}

Result<void> Registry::revoke_key(std::string_view project_id, std::string_view key_id) {
  return change([&](Records& records) -> Result<void> {
    const auto key = std::ranges::find(records.keys, key_id, &KeyRecord::id);
    if (key == records.keys.end() || key->project_id != project_id) {
      return fail(Errc::not_found, fmt::format("this project has no key {}", key_id));
    }
    key->revoked = true;
    return {};
  });
}

Result<void> Registry::add_user(std::string_view email, std::string_view password, Role role) {
  const std::string address = lower_case(email);
  const std::size_t at = address.find('@');
  if (address.size() > email_bytes_max || at == 0 || at == std::string::npos || at + 1 == address.size()) {
    return fail(Errc::invalid_argument, "that is not an email address");
  }
  auto hash = hash_password(password);
  if (!hash) return std::unexpected(hash.error());
  return change([&](Records& records) -> Result<void> {
    if (std::ranges::find(records.users, address, &User::email) != records.users.end()) {
      return fail(Errc::refused, fmt::format("{} is a user already", address));
    }
    records.users.push_back({address, std::move(*hash), role, clock_.now()});
    return {};
  });
}

}  // namespace sj::access
