#pragma once
// What is kept: projects, keys, users. Plain values; registry.hpp guards them, access_file.cpp writes them.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/key.hpp"
#include "base/time.hpp"

namespace sj::access {

struct ProjectSettings {
  std::optional<DurationMs> drop_after_ms;  ///< absent: the product's default (spec: 20 minutes)
  std::optional<std::string> completed_by;  ///< event that completes a journey; absent: the product's default
  friend bool operator==(const ProjectSettings&, const ProjectSettings&) = default;
};

struct Project {
  std::string id;  ///< `prj_` and 12 base62 characters
  std::string name;
  TimeMs created_at = 0;
  std::vector<std::string> origins;  ///< normalised, e.g. `https://app.example.com`; empty: any
  ProjectSettings settings;
};

/// What is kept of a key.
struct KeyRecord {
  std::string id;  ///< `key_` and 12 base62 characters
  std::string project_id;
  KeyKind kind = KeyKind::publishable;
  KeyHash hash{};
  std::string last4;  ///< so that a person can tell keys apart
  TimeMs created_at = 0;
  bool revoked = false;
};

enum class Role : std::uint8_t { owner };

struct User {
  std::string email;
  std::string password_hash;  ///< argon2id in libsodium's text form
  Role role = Role::owner;
  TimeMs created_at = 0;
};

/// Everything in access.json.
struct Records {
  std::string identity;        ///< of the data directory; empty in a file of an older program
  std::uint64_t revision = 0;  ///< rises with each change, so that an older file can be told from a newer one
  std::uint64_t starts = 0;    ///< of servers on this data directory, so that older files beside this one can be told
  std::vector<Project> projects;
  std::vector<KeyRecord> keys;
  std::vector<User> users;
};

}  // namespace sj::access
