#pragma once
// The common part of all protocols that are not ours: messages become the native JSON of POST /v1/events by a mapping,
// and go the native way from there (wire/native/decode.hpp).
#include <functional>
#include <memory>
#include <string>

#include "event/catalog.hpp"
#include "wire/mapping/mapping.hpp"
#include "wire/messages.hpp"

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
  std::function<void(const MappedField&)> on_field;  ///< may be absent
};

/// Keeps its parser's memory between calls. Not for use by two threads at once.
class Translator {
 public:
  Translator();
  ~Translator();

  /// A body for the native decoder, one event for each message in their order; or why the messages cannot be read.
  std::expected<std::string, BodyError> translate(const Messages& messages, const MappingRules& rules,
                                                  const TranslateOptions& options);

  /// The native event of one message, a JSON object.
  std::expected<std::string, BodyError> translate_one(std::string_view message, const MappingRules& rules,
                                                      const TranslateOptions& options);

 private:
  std::unique_ptr<simdjson::dom::parser> parser_;
};

}  // namespace sj::wire
