#pragma once
// One message of another protocol, read by a mapping: which of its values is which field, and what becomes an
// attribute.
#include <functional>
#include <stop_token>

#include "event/catalog.hpp"
#include "wire/mapping/mapped_event.hpp"
#include "wire/mapping/mapping.hpp"

namespace sj::wire {

/// How one field of one event came about, for `session-journey map`.
struct MappedField {
  std::uint32_t index;  ///< of the message
  Field field;
  std::string_view place;  ///< as the mapping has it; "otherwise"; views die with the mapping
};

struct TranslateOptions {
  const Catalog& catalog;
  bool may_write_be = false;  ///< false: a name that the catalog does not know is a FE event
  TimeMs received_at = 0;
  std::function<void(const MappedField&)> on_field{};  ///< may be absent
  std::stop_token stop{};                              ///< ends a translation between two messages
};

/// Fills `event`, which is cleared before. Message and rules must live as long as it is read.
void map_event(std::uint32_t index, Message message, const MappingRules& rules, const TranslateOptions& options,
               MappedEvent& event);

}  // namespace sj::wire
