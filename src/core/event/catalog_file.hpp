#pragma once
// One catalog file as it stands: YAML to rows, each with the place that it comes from. What one entry alone shows to be
// wrong is found here; what takes two entries (pairs, the checks of a reason) when the files are merged
// (catalog_loader).
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "event/catalog.hpp"
#include "event/place.hpp"

namespace sj {

using yaml::Place, yaml::wrong_at;

template <class Row>
struct Placed {
  Row row;
  Place place;
};

struct Screen {
  std::vector<std::string> segments;  ///< at least one
  Stage stage;
};

/// The rows of a file, or of several that were merged, in order.
struct CatalogFile {
  std::vector<Placed<EventType>> events;
  std::vector<Placed<Screen>> screens;
  std::vector<Placed<Reason>> reasons;
  std::vector<Placed<ErrorFamily>> families;
  std::vector<Placed<KnownErrorCode>> codes;
  std::vector<Placed<Advice>> advice;
};

/// Reads a file. A text without any entry gives no rows. The error names `name` and the line of the first thing found
/// wrong.
[[nodiscard]] Result<CatalogFile> read_catalog_file(std::string_view yaml, std::string_view name);

}  // namespace sj
