#pragma once
// Makes a value that a message holds fit for the field that it is meant for: another spelling, another unit, a number
// written as text.
#include <optional>
#include <string>

#include "event/catalog.hpp"
#include "wire/mapping/mapped_event.hpp"
#include "wire/mapping/mapping.hpp"

namespace sj::wire {

/// The value as the field has it (docs/formats/event.md); nullopt if it does not fit, so that another place is asked
/// and the value stays an attribute. `session_id` and `time` are handed on as they are when they do not fit, so that
/// the sender is told what is wrong with them.
[[nodiscard]] std::optional<MappedValue> fit(Field field, const Found& found, const ValueTable* values,
                                             const Catalog& catalog);

/// The event name for a name in the sender's words: by the table, else in capitals; see catalog/mapping.yaml.
[[nodiscard]] std::string fit_name(std::string_view sent, const ValueTable* values, const Catalog& catalog);

}  // namespace sj::wire
