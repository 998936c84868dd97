#pragma once
// A store that forgets everything when the process ends: for tests and as the plainest example of the contract.
#include <map>

#include "base/mutex.hpp"
#include "store/table/table_store.hpp"

namespace sj::store {

class MemoryStore final : public TableStore {
 public:
  Result<void> sync() override { return {}; }
  Result<std::optional<std::string>> note(std::string_view name) override;
  Result<void> set_note(std::string_view name, std::string_view value) override;

 private:
  Result<void> write(std::span<const Write> writes) override;
  Result<std::vector<std::string>> read_rows(std::string_view project_id, std::span<const RowNumber> rows) override;
  Result<std::optional<std::string>> read_events(std::string_view project_id, RowNumber row) override;
  std::uint64_t disk_bytes() override { return 0; }

  struct Kept {
    std::string row, records;
  };
  Mutex mutex_;
  std::map<std::pair<std::string, RowNumber>, Kept> kept_ SJ_GUARDED_BY(mutex_);
  std::map<std::string, std::string, std::less<>> notes_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj::store
