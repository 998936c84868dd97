#pragma once
// Ids for events that come without one: the same content gives the same id (docs/journey-rules.md §2 event_id).
#include <sodium.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sj::wire {

/// Takes texts one after the other; where one ends and the next begins counts.
class ContentId {
 public:
  ContentId();
  void add(std::string_view text);
  /// `derived-` and 32 hexadecimal digits.
  [[nodiscard]] std::string finish() &&;

 private:
  crypto_generichash_state state_;
};

/// A field's name, and its value as JSON without space between tokens.
using NamedJson = std::pair<std::string_view, std::string>;

/// The id of an event that has these fields, in whatever order.
[[nodiscard]] std::string content_id_of(std::vector<NamedJson> fields);

}  // namespace sj::wire
