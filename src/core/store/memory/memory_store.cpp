#include "store/memory/memory_store.hpp"

namespace sj::store {

Result<void> MemoryStore::write(std::span<const Write> writes) {
  const MutexLock lock(mutex_);
  for (const Write& write : writes) {
    Kept& kept = kept_[{std::string(write.project_id), write.number}];
    if (!write.row.empty()) kept.row = write.row;
    kept.records.append(write.records);
  }
  return {};
}

Result<std::vector<std::string>> MemoryStore::read_rows(std::string_view project_id, std::span<const RowNumber> rows) {
  const MutexLock lock(mutex_);
  std::vector<std::string> out;
  for (const RowNumber row : rows) {
    const auto at = kept_.find({std::string(project_id), row});
    out.push_back(at == kept_.end() ? std::string{} : at->second.row);
  }
  return out;
}

Result<std::optional<std::string>> MemoryStore::read_events(std::string_view project_id, RowNumber row) {
  const MutexLock lock(mutex_);
  const auto at = kept_.find({std::string(project_id), row});
  if (at == kept_.end() || at->second.records.empty()) return std::nullopt;
  return at->second.records;
}

Result<std::optional<std::string>> MemoryStore::note(std::string_view name) {
  const MutexLock lock(mutex_);
  const auto at = notes_.find(name);
  if (at == notes_.end()) return std::nullopt;
  return at->second;
}

Result<void> MemoryStore::set_note(std::string_view name, std::string_view value) {
  const MutexLock lock(mutex_);
  notes_.insert_or_assign(std::string(name), std::string(value));
  return {};
}

}  // namespace sj::store
