#pragma once
// The common part of all protocols that are not ours: messages become drafts by a mapping, one by one, so that a
// request takes no more memory than its largest message.
#include <simdjson.h>

#include <expected>
#include <string>

#include "wire/mapping/map_event.hpp"
#include "wire/messages.hpp"

namespace sj::wire {

/// Keeps the memory of parsers between requests. Not for use by two threads at once.
class Translator {
 public:
  Translator();
  ~Translator();

  /// The event of one message as native JSON; an error where that is no JSON object.
  std::expected<std::string, BodyError> translate(std::string_view message, const MappingRules& rules,
                                                  const TranslateOptions& options);

 private:
  friend class Translation;
  simdjson::dom::parser messages_, shared_;
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
  MappedEvent event_;        ///< keeps its memory from message to message
};

}  // namespace sj::wire
