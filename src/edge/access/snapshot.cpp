#include "access/snapshot.hpp"

namespace sj::access {
namespace {

template <class Map>
typename Map::mapped_type found_or_null(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

Snapshot::Snapshot(Records records) : records_(std::move(records)) {
  for (const Project& project : records_.projects) {
    project_by_id_.emplace(project.id, &project);
    origins_.insert(project.origins.begin(), project.origins.end());
  }
  for (const KeyRecord& key : records_.keys) key_by_hash_.emplace(key.hash, &key);
  for (const User& user : records_.users) user_by_email_.emplace(user.email, &user);
}

const Project* Snapshot::project(std::string_view id) const {
  return found_or_null(project_by_id_, id);
}

const KeyRecord* Snapshot::key(const KeyHash& hash) const {
  return found_or_null(key_by_hash_, hash);
}

const User* Snapshot::user(std::string_view email) const {
  return found_or_null(user_by_email_, email);
}

}  // namespace sj::access
