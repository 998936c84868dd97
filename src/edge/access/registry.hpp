#pragma once
// Projects, their keys, and the people who sign in: kept in DIR/access.json, held in memory as one immutable snapshot.
//
// Errors: everything that touches the file returns a Result. A change that could not be made durable did not happen.
// Threads: every member may be called from any thread. Readers take the snapshot and never wait for a writer's disk.
// Secrets: the file (mode 0600) holds hashes only; a key's text exists once, in what add_key returns.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.hpp"
#include "access/key.hpp"
#include "access/records.hpp"
#include "access/rights.hpp"
#include "access/sign_ins.hpp"
#include "base/clock.hpp"
#include "base/file_system.hpp"
#include "base/mutex.hpp"
#include "base/result.hpp"

namespace sj::access {

/// A key just made. `text` cannot be recovered.
struct NewKey {
  std::string id;
  std::string text;
};

class Snapshot;

class Registry {
 public:
  /// Makes DIR/access.json, for the data directory with this identity. `refused` when there is one already.
  [[nodiscard]] static Result<std::unique_ptr<Registry>> create(FileSystem& files, const std::filesystem::path& dir,
                                                                const Clock& clock, std::string_view identity = {});
  /// Reads DIR/access.json. `not_found` without one, `refused` for a newer format or another identity than this one,
  /// `corrupt` when it is damaged. Files and clock must outlive the registry.
  [[nodiscard]] static Result<std::unique_ptr<Registry>> open(FileSystem& files, const std::filesystem::path& dir,
                                                              const Clock& clock, std::string_view identity = {});
  ~Registry();

  // --- the file, which `init` changes while a server runs

  /// Rises with each change of the file; 0 as long as an older program wrote it.
  [[nodiscard]] std::uint64_t revision() const;
  /// How many servers were started on the data directory, by `note_starts`.
  [[nodiscard]] std::uint64_t starts() const;
  [[nodiscard]] Result<void> note_starts(std::uint64_t starts);
  /// Takes in what others changed; sign-ins stay. Errors as open, and `refused` for a file that is older than what is
  /// known; then nothing changes.
  [[nodiscard]] Result<void> reload() const;

  // --- asking; none of these reads the disk, but that an unknown key makes it look, once a second at most, whether the
  // file has changed

  /// nullopt for malformed, unknown and revoked keys alike. O(1).
  [[nodiscard]] std::optional<Caller> authenticate(std::string_view key_text) const;
  /// The same for a connection that may have shown the key before.
  [[nodiscard]] std::optional<Caller> authenticate(std::string_view key_text, LastKey& last) const;
  [[nodiscard]] std::optional<Project> project(std::string_view id) const;
  [[nodiscard]] std::vector<Project> projects() const;
  [[nodiscard]] std::vector<KeyRecord> keys(std::string_view project_id) const;

  /// True when some project has origins; while none has, every origin may ask.
  [[nodiscard]] bool any_origin_registered() const;
  /// Whether some project names this origin, as a browser sends it.
  [[nodiscard]] bool origin_registered(std::string_view origin) const;
  /// Whether this project takes FE events from this origin: always for a project without origins, never without an
  /// Origin header for one that has some.
  [[nodiscard]] bool project_takes_origin(std::string_view project_id, std::optional<std::string_view> origin) const;

  /// nullopt for an unknown address and a wrong password alike, after the same work (about 50 ms: not on an I/O
  /// thread).
  [[nodiscard]] std::optional<User> verify_user(std::string_view email, std::string_view password) const;

  // --- signing in to the dashboard; kept in memory only

  [[nodiscard]] SignIns::Begun begin_sign_in(const Caller& caller) { return sign_ins_.begin(caller); }
  /// nullopt for an unknown, ended or expired token, and for one whose key was revoked since.
  [[nodiscard]] std::optional<SignIn> signed_in(std::string_view token) const;
  void end_sign_in(std::string_view token) { sign_ins_.end(token); }

  // --- changing; each returns once the file is durable

  [[nodiscard]] Result<Project> add_project(std::string_view name, std::vector<std::string> origins = {});
  [[nodiscard]] Result<Project> change_project(std::string_view id, std::vector<std::string> origins,
                                               ProjectSettings settings);
  [[nodiscard]] Result<NewKey> add_key(std::string_view project_id, KeyKind kind);
  /// `not_found` when this project has no such key; revoking twice is fine.
  [[nodiscard]] Result<void> revoke_key(std::string_view project_id, std::string_view key_id);
  /// Addresses are compared without case. `refused` when the address is taken. Takes about 50 ms (argon2id).
  [[nodiscard]] Result<void> add_user(std::string_view email, std::string_view password, Role role);

 private:
  Registry(FileSystem& files, std::filesystem::path dir, const Clock& clock, std::string_view identity, Records records,
           FileState read);
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  [[nodiscard]] static Result<Records> read(FileSystem& files, const std::filesystem::path& dir,
                                            std::string_view identity);
  template <class Change>
  [[nodiscard]] auto change(Change apply) -> decltype(apply(std::declval<Records&>()));
  [[nodiscard]] Result<void> reload_locked() const SJ_REQUIRES(change_mutex_);
  void show(Records records) const;
  bool learn_of_changes() const;

  FileSystem& files_;
  const std::filesystem::path dir_;
  const Clock& clock_;
  const std::string identity_;
  SignIns sign_ins_{clock_};
  // What is known is a copy of the file, so asking may renew it.
  mutable Mutex change_mutex_;                                         ///< one writer at a time, held over the disk
  mutable FileState read_ SJ_GUARDED_BY(change_mutex_);                ///< of the file that was read last
  mutable std::optional<Error> refused_ SJ_GUARDED_BY(change_mutex_);  ///< why the snapshot is not of that file
  mutable std::atomic<SteadyTime> next_look_ = SteadyTime::min();
  mutable Mutex snapshot_mutex_;  ///< held only to copy or swap the pointer
  mutable std::shared_ptr<const Snapshot> snapshot_ SJ_GUARDED_BY(snapshot_mutex_);
};

}  // namespace sj::access
