#pragma once
// The common part of all protocols that are not ours: messages become the native JSON of POST /v1/events by a mapping,
// and go the native way from there (wire/native/decode.hpp), one by one, so that a request takes no more memory than
// its largest message.
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "event/catalog.hpp"
#include "wire/mapping/mapping.hpp"
#include "wire/messages.hpp"
#include "wire/native/decode.hpp"

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

/// Keeps the memory of parsers between requests. Not for use by two threads at once.
class Translator {
 public:
  Translator();
  ~Translator();

  /// The native event of one message; an error where that is no JSON object.
  std::expected<std::string, BodyError> translate(std::string_view message, const MappingRules& rules,
                                                  const TranslateOptions& options);

 private:
  friend class Translation;
  simdjson::dom::parser messages_, shared_;
  native::Decoder decoder_;
};

/// The messages of one request on their way to drafts, within the bounds of event/limits.hpp. The index of a draft is
/// that of its message.
class Translation final : public MessageSink {
 public:
  /// All of these must outlive it.
  Translation(Translator& translator, const MappingRules& rules, const TranslateOptions& options, DraftSink& drafts)
      : translator_(translator), rules_(rules), options_(options), drafts_(drafts) {}

  void begin(std::string_view sent_at) override;
  std::optional<BodyError> share(std::string_view name, std::string_view json) override;
  std::optional<BodyError> take(std::string_view json) override;

 private:
  [[nodiscard]] std::optional<BodyError> beyond_bounds(std::size_t bytes);
  void reject(RejectionCode code, std::string detail);

  Translator& translator_;
  const MappingRules& rules_;
  const TranslateOptions& options_;
  DraftSink& drafts_;
  std::optional<SharedMember> shared_;
  std::size_t shared_bytes_ = 0;
  std::uint32_t index_ = 0;  ///< of the next message
  std::size_t bytes_ = 0;    ///< of all messages so far
  std::string event_;        ///< keeps its memory from message to message
};

}  // namespace sj::wire
