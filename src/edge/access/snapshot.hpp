#pragma once
// The records with their indexes: built once, never changed, shared by all who ask.
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "access/records.hpp"
#include "base/result.hpp"

namespace sj::access {

class Snapshot {
 public:
  explicit Snapshot(Records records);

  [[nodiscard]] const Records& records() const { return records_; }
  /// nullptr when there is none; good as long as the snapshot.
  [[nodiscard]] const Project* project(std::string_view id) const;
  /// A revoked key is found too.
  [[nodiscard]] const KeyRecord* key(const KeyHash& hash) const;
  /// `email` in lower case.
  [[nodiscard]] const User* user(std::string_view email) const;
  /// Every project's origins together.
  [[nodiscard]] bool any_origin() const { return !origins_.empty(); }
  [[nodiscard]] bool has_origin(std::string_view origin) const { return origins_.contains(origin); }

 private:
  struct HashOfKeyHash {
    std::size_t operator()(const KeyHash& hash) const {
      std::size_t front;  // as good as any part: SHA-256 spreads evenly and nobody can steer it
      std::memcpy(&front, hash.data(), sizeof front);
      return front;
    }
  };
  struct SameKeyHash {
    bool operator()(const KeyHash& left, const KeyHash& right) const { return same_hash(left, right); }
  };

  const Records records_;  // the indexes point into it
  std::unordered_map<KeyHash, const KeyRecord*, HashOfKeyHash, SameKeyHash> key_by_hash_;
  std::unordered_map<std::string_view, const Project*> project_by_id_;
  std::unordered_map<std::string_view, const User*> user_by_email_;
  std::unordered_set<std::string_view> origins_;
};

}  // namespace sj::access
