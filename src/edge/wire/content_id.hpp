#pragma once
// Ids for events that come without one: the same content gives the same id (docs/journey-rules.md §2 event_id).
#include <sodium.h>

#include <string>
#include <string_view>

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

}  // namespace sj::wire
