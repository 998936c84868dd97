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

void Dictionary::release(Id id) {
  Entry& entry = entries_[id];
  if (--entry.uses > 0) return;
  index_.erase(entry.text);
  entry.text.clear();
  entry.text.shrink_to_fit();
  free_.push_back(id);
}

}  // namespace sj::store
