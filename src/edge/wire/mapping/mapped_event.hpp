#pragma once
// The event that a message of another protocol stands for. What the server makes of it, and the native JSON that
// `session-journey ingest --as` sends, come from the same values.
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "event/draft.hpp"
#include "wire/fields.hpp"
#include "wire/mapping/mapped_attributes.hpp"

namespace sj::wire {

/// A field's value with memory of its own.
using MappedValue = std::variant<std::string, std::int64_t>;

struct MappedEvent {
  std::vector<std::pair<Field, MappedValue>> fields;  ///< in their order, each at most once; without `path`
  MappedAttributes attributes;
  std::string derived_id;  ///< of a draft that came without one

  /// For the next event; the memory stays.
  void clear();
};

/// The event as the native way would read it (docs/formats/event.md), judged by the same rules. Views are into the
/// event, which gets a derived id where it has none.
[[nodiscard]] Draft draft_of(MappedEvent& event);

/// The event as native JSON, whether the server will take it or not.
[[nodiscard]] std::string native_json_of(const MappedEvent& event);

}  // namespace sj::wire
