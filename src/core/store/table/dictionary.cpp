#include "store/table/dictionary.hpp"

namespace sj::store {

Dictionary::Id Dictionary::take(std::string_view text) {
  if (const auto at = index_.find(text); at != index_.end()) {
    ++entries_[at->second].uses;
    return at->second;
  }
  Id id = static_cast<Id>(entries_.size());
  if (free_.empty()) {
    entries_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  entries_[id] = {std::string(text), 1};
  index_.emplace(entries_[id].text, id);
  return id;
}

Dictionary::Id Dictionary::keep(std::string_view text) {
  const auto known = find(text);
  return known ? *known : take(text);
}

std::optional<Dictionary::Id> Dictionary::find(std::string_view text) const {
  const auto at = index_.find(text);
  return at == index_.end() ? std::nullopt : std::optional(at->second);
}

void Dictionary::index_entries() {
  for (Id id = 0; id < entries_.size(); ++id)
    if (in_use(id))
      index_.emplace(entries_[id].text, id);
    else
      free_.push_back(id);
}

void Dictionary::release(Id id) {
  Entry& entry = entries_[id];
  if (--entry.uses > 0) return;
  index_.erase(entry.text);
  entry.text.clear();
  entry.text.shrink_to_fit();
  free_.push_back(id);
}

}  // namespace sj::store
