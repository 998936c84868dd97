#pragma once
// Builds a Catalog out of files: merges them, checks what takes more than one entry, makes the indexes.
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "event/catalog.hpp"
#include "event/catalog_file.hpp"

namespace sj {

/// The text of catalog/kyc.yaml as it was when the program was built.
[[nodiscard]] std::string_view built_in_catalog_yaml();

class CatalogLoader {
 public:
  /// Adds a file: its entries replace those of the same key in files added before, whole, and keep their position; the
  /// rest is put behind. After an error the loader must not be used any more.
  [[nodiscard]] Result<void> add(std::string_view yaml, std::string_view name);

  /// The catalog of everything added.
  [[nodiscard]] Result<std::shared_ptr<const Catalog>> finish() const;

 private:
  [[nodiscard]] const Placed<EventType>* find_event(std::string_view name) const;
  [[nodiscard]] const Place& blamed(const Place& entry, const Place& other) const;
  [[nodiscard]] std::optional<Error> fault_of_pair(const Placed<EventType>& event) const;
  [[nodiscard]] std::optional<Error> fault_of_causes(const Placed<Reason>& reason) const;
  [[nodiscard]] std::optional<Error> fault_of_advice(const CatalogFile& file) const;
  [[nodiscard]] std::uint64_t fingerprint() const;

  CatalogFile merged_;
  std::string last_file_;
};

}  // namespace sj
